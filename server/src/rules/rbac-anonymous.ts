import { bindingKinds, isOfKubernetes } from '../model/policy-rules.ts'
import { removeItem } from '../syntax/edits.ts'
import { at, items, stringAt } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const rbacAnonymous: Rule = {
  id: 'rbac-anonymous',
  severity: 'warning',
  summary: 'Grant nothing to those who have not logged in.',
  why: `
\`system:anonymous\` is everybody who sends a request without a name, and \`system:unauthenticated\` the group that they are in. A role for them is open
to all who reach the API server, which in many clouds is the whole internet. Clusters were taken over by such a binding, made
once to try something.

Kubernetes itself shows them its version and health, and kubeadm one ConfigMap to join by. More is hardly ever meant.
`,
  falseAlarms: 'The binding to `cluster-info` that kubeadm makes, and discovery of tokens for others.',
  kinds: bindingKinds,
  notes: ['subject-name-system-unauthenticated', 'role-binding'],

  check(resource, report) {
    if (isOfKubernetes(resource) || PUBLIC.test(stringAt(resource.node, 'roleRef', 'name') ?? '')) return
    const subjects = at(resource.node, 'subjects')
    for (const { value, index } of items(subjects)) {
      const name = stringAt(value, 'name') ?? ''
      const mark = at(value, 'name')
      if (!mark || !subjects || !NOBODY.has(name) || stringAt(value, 'kind') === 'ServiceAccount') continue
      report({
        at: mark,
        message: `\`${name}\` is everybody who reaches the API server without logging in`,
        fixes: () => {
          const edit = items(subjects).length > 1 ? removeItem(subjects, index) : undefined
          return edit ? [{ title: `Remove ${name}`, safe: false, edits: [edit] }] : []
        },
      })
    }
  },

  examples: [
    {
      bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: readers
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
  - kind: User
    apiGroup: rbac.authorization.k8s.io
    name: jane
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: system:unauthenticated
    #     ^^^^^^^^^^^^^^^^^^^^^^ \`system:unauthenticated\` is everybody who reaches the API server without logging in
`,
      fixed: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: readers
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
  - kind: User
    apiGroup: rbac.authorization.k8s.io
    name: jane
`,
    },
    {
      title: 'Everybody who has logged in, and what new nodes read to join',
      good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: readers
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: system:authenticated
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: kubeadm:bootstrap-signer-clusterinfo
  namespace: kube-public
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: kubeadm:bootstrap-signer-clusterinfo
subjects:
  - kind: User
    apiGroup: rbac.authorization.k8s.io
    name: system:anonymous
`,
    },
  ],
}

const NOBODY: ReadonlySet<string> = new Set(['system:anonymous', 'system:unauthenticated'])

/** What Kubernetes and kubeadm show to all. */
const PUBLIC =
  /^(?:kubeadm:bootstrap-signer-clusterinfo|system:(?:public-info-viewer|service-account-issuer-discovery|discovery))$/
