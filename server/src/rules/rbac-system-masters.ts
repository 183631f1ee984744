import { bindingKinds, isOfKubernetes } from '../model/policy-rules.ts'
import { at, stringAt, values } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const rbacSystemMasters: Rule = {
  id: 'rbac-system-masters',
  severity: 'warning',
  summary: 'Bind no role to `system:masters`.',
  why: `
Who is in the group \`system:masters\` may do everything, before any role is looked at: no binding can take that away, and none adds to it.
So a binding to the group does nothing, and tells that somebody works with a certificate that cannot be revoked.

Give people a group of their own, and bind \`cluster-admin\` to that.
`,
  falseAlarms: 'Copies of what Kubernetes makes itself.',
  kinds: bindingKinds,
  notes: ['subject-name-system-masters'],

  check(resource, report) {
    if (isOfKubernetes(resource)) return
    for (const it of values(at(resource.node, 'subjects'))) {
      const name = at(it, 'name')
      if (!name || stringAt(it, 'name') !== 'system:masters' || stringAt(it, 'kind') !== 'Group') continue
      report({
        at: name,
        message: '`system:masters` may do everything without any role; bind to a group that can be taken away again',
      })
    }
  },

  examples: [
    {
      bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: admins
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: edit
subjects:
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: system:masters
    #     ^^^^^^^^^^^^^^ \`system:masters\` may do everything without any role; bind to a group that can be taken away again
`,
    },
    {
      title: 'A group of the own, and a user who is called like the other one',
      good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: admins
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: edit
subjects:
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: shop:admins
  - kind: User
    apiGroup: rbac.authorization.k8s.io
    name: system:masters
`,
    },
  ],
}
