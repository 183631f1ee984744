import type { Skeleton } from './skeleton.ts'

/** Namespaces, what they may use, and who may do what. */
export const access: readonly Skeleton[] = [
  {
    id: 'namespace',
    label: 'Namespace',
    apiVersion: 'v1',
    kind: 'Namespace',
    aliases: ['ns'],
    summary: 'with Pod Security enforced',
    text: `
apiVersion: v1
kind: Namespace
metadata:
  name: <shop>
  labels:
    app.kubernetes.io/part-of: <shop>
    pod-security.kubernetes.io/enforce: <restricted|baseline|privileged>
    pod-security.kubernetes.io/enforce-version: latest
    pod-security.kubernetes.io/warn: restricted
    pod-security.kubernetes.io/warn-version: latest
`,
  },
  {
    id: 'resourcequota',
    label: 'ResourceQuota',
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    aliases: ['quota'],
    summary: 'what a namespace may use in all',
    text: `
apiVersion: v1
kind: ResourceQuota
metadata:
  name: <team>
  namespace: <shop>
spec:
  hard:
    requests.cpu: "<10>"
    requests.memory: <20Gi>
    limits.memory: <20Gi>
    persistentvolumeclaims: "<10>"
    services.loadbalancers: "<2>"
`,
  },
  {
    id: 'limitrange',
    label: 'LimitRange',
    apiVersion: 'v1',
    kind: 'LimitRange',
    aliases: ['limits'],
    summary: 'requests and limits for containers that say none',
    text: `
apiVersion: v1
kind: LimitRange
metadata:
  name: <defaults>
  namespace: <shop>
spec:
  limits:
    - type: Container
      defaultRequest:
        cpu: <100m>
        memory: <128Mi>
      default:
        memory: <256Mi>
`,
  },
  {
    id: 'serviceaccount',
    label: 'ServiceAccount',
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    aliases: ['sa'],
    summary: 'without a token in every pod',
    text: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: <web>
  labels:
    app.kubernetes.io/name: <web>
    app.kubernetes.io/instance: <web>
automountServiceAccountToken: false
`,
  },
  {
    id: 'role',
    label: 'Role',
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    aliases: ['rbac'],
    summary: 'reads ConfigMaps of one namespace',
    text: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: <config-reader>
  namespace: <shop>
rules:
  - apiGroups:
      - ""
    resources:
      - <configmaps>
    verbs:
      - get
      - list
      - watch
`,
  },
  {
    id: 'rolebinding',
    label: 'RoleBinding',
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    aliases: ['rbac'],
    summary: 'gives a Role to a ServiceAccount',
    text: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: <config-reader>
  namespace: <shop>
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: <Role|ClusterRole>
  name: <config-reader>
subjects:
  - kind: ServiceAccount
    name: <web>
    namespace: <shop>
`,
  },
  {
    id: 'clusterrole',
    label: 'ClusterRole',
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    aliases: ['rbac'],
    summary: 'reads nodes',
    text: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: <node-reader>
rules:
  - apiGroups:
      - ""
    resources:
      - <nodes>
    verbs:
      - get
      - list
      - watch
`,
  },
  {
    id: 'clusterrolebinding',
    label: 'ClusterRoleBinding',
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    aliases: ['rbac'],
    summary: 'gives a ClusterRole to a ServiceAccount, everywhere',
    text: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: <node-reader>
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: <node-reader>
subjects:
  - kind: ServiceAccount
    name: <agent>
    namespace: <shop>
`,
  },
]
