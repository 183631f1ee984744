import { kindOf, type Reference } from '../model/references.ts'
import type { View } from '../model/view.ts'
import { absentNames, nearNames } from './naming/absent.ts'
import type { Rule } from './rule.ts'

const ROLES: readonly string[] = ['rbac.authorization.k8s.io/Role', 'rbac.authorization.k8s.io/ClusterRole']

export const rolebindingRoleMissing: Rule = {
  id: 'rolebinding-role-missing',
  severity: 'warning',
  summary: 'Bind roles that exist.',
  why: `
The API server takes a binding to a role that is not there, and it gives nobody anything: everything comes up, and then the
program is told \`forbidden\`. Worse is what may come later: who makes a role of that name afterwards gives its rights to all
whom the binding lists, without having seen them.

The role of a binding cannot be changed: delete the binding and make it anew.
`,
  falseAlarms:
    'Roles that an operator, a chart or your cloud brings along: list them under `externals` in `.purser.yaml`.',
  kinds: ['rbac.authorization.k8s.io/RoleBinding', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
  notes: ['role-binding'],

  checkAmong(resource, view, report) {
    for (const it of absentNames(resource, view, isKept(view))) {
      const { reference, node, absent, related } = it
      const where = reference.clusterWide ? '' : it.where
      const message = `there is no ${kindOf(reference.groupKind)} \`${reference.name}\`${where}: this binding gives nobody any rights`
      report({ at: node, message, absent, related, fixes: () => nearNames(view, it) })
    }
  },

  examples: [
    {
      bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: settings-reader
  namespace: shop
rules: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: web
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: setting-reader
  #     ^^^^^^^^^^^^^^ there is no Role \`setting-reader\` in the namespace \`shop\`: this binding gives nobody any rights
subjects: []
`,
      fixed: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: settings-reader
  namespace: shop
rules: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: web
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: settings-reader
subjects: []
`,
    },
    {
      title: 'Roles that every cluster has, and one of a cloud',
      good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: own
rules: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: web
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: metrics
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: system:auth-delegator
subjects: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: nodes
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: eks:node-bootstrapper
subjects: []
`,
    },
  ],
}

/** Where no such role is at all they are made elsewhere. */
function isKept(view: View): (it: Reference) => boolean {
  return ({ groupKind }) => ROLES.includes(groupKind) && view.all(groupKind).length > 0
}
