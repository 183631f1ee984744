import { bindingKinds, isOfKubernetes } from '../model/policy-rules.ts'
import { at, stringAt } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const rbacClusterAdmin: Rule = {
  id: 'rbac-cluster-admin',
  severity: 'warning',
  summary: 'Bind programs to roles of their own, not to `cluster-admin`.',
  why: `
\`cluster-admin\` may do everything: read all Secrets, run anything on every node, and grant the same to others. Whoever takes over one pod that
runs with it has the cluster. Bound by a RoleBinding it may still do everything in one namespace, give itself further rights there too.

Take \`edit\` or \`view\`, or a role with what the program uses; its documentation often has one. Tools that install others, as those of GitOps,
may need it; say so in a comment.
`,
  falseAlarms: 'People who administer the cluster, and tools that apply whatever they are given.',
  kinds: bindingKinds,
  notes: ['roleref-name-cluster-admin', 'role-binding'],

  check(resource, report) {
    const role = at(resource.node, 'roleRef', 'name')
    if (!role || stringAt(resource.node, 'roleRef', 'name') !== 'cluster-admin') return
    // Another group, or the kind Role, is no such role.
    const group = stringAt(resource.node, 'roleRef', 'apiGroup') || RBAC
    if (group !== RBAC || stringAt(resource.node, 'roleRef', 'kind') === 'Role' || isOfKubernetes(resource)) return
    const inCluster = resource.kind === 'ClusterRoleBinding'
    report({
      at: role,
      message: inCluster
        ? '`cluster-admin` may do everything everywhere: whoever takes over one of the subjects has the cluster'
        : '`cluster-admin` may do everything in this namespace, grant it to others too; take a role with what is used',
    })
  },

  examples: [
    {
      bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: dashboard
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
  #     ^^^^^^^^^^^^^ \`cluster-admin\` may do everything everywhere: whoever takes over one of the subjects has the cluster
subjects:
  - kind: ServiceAccount
    name: dashboard
    namespace: shop
`,
    },
    {
      title: 'A group that the API server refuses',
      good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: dashboard
roleRef:
  apiGroup: batch
  kind: ClusterRole
  name: cluster-admin
subjects:
  - kind: ServiceAccount
    name: dashboard
    namespace: shop
`,
    },
    {
      title: 'A role that is only called like that, and the binding that Kubernetes itself makes',
      good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: dashboard
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: cluster-admin
subjects:
  - kind: ServiceAccount
    name: dashboard
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: cluster-admin
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
subjects:
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: system:masters
`,
    },
  ],
}

const RBAC = 'rbac.authorization.k8s.io'
