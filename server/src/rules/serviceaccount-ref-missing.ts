import { podMakers } from '../model/pods.ts'
import type { Reference } from '../model/references.ts'
import type { View } from '../model/view.ts'
import { absentNames, creating, nearNames } from './naming/absent.ts'
import type { Rule } from './rule.ts'

export const serviceaccountRefMissing: Rule = {
  id: 'serviceaccount-ref-missing',
  severity: 'warning',
  summary: 'Let pods run as ServiceAccounts that exist.',
  why: `
The API server makes no pod that names a ServiceAccount which is not there. A bare pod it refuses at once; a Deployment it takes,
and then the pods never come. \`kubectl get pods\` shows nothing at all: the reason, \`serviceaccount "..." not found\`, is in
the events of the ReplicaSet only, where few people look first.

A ServiceAccount belongs to a namespace: one of the same name next door is another one.
`,
  falseAlarms:
    'ServiceAccounts that Terraform, a cloud or a chart makes: list them under `externals` in `.purser.yaml`.',
  kinds: podMakers,
  notes: ['service-account'],

  checkAmong(resource, view, report) {
    for (const it of absentNames(resource, view, isKept(view))) {
      const { reference, node, where, absent, related } = it
      report({
        at: node,
        message: `there is no ServiceAccount \`${reference.name}\`${where}: the pods will not come`,
        absent,
        related,
        fixes: () => [...nearNames(view, it), ...creating(resource, it, '')],
      })
    }
  },

  examples: [
    {
      title: 'It is in another namespace',
      bad: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: reader
  namespace: tools
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  serviceAccountName: reader # may read settings
  #                   ^^^^^^ there is no ServiceAccount \`reader\` in the namespace \`shop\`: the pods will not come
  containers:
    - name: web
      image: nginx:1.29.3
      resources: {requests: {cpu: 100m, memory: 128Mi}}
`,
      fixed: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: reader
  namespace: tools
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  serviceAccountName: reader # may read settings
  containers:
    - name: web
      image: nginx:1.29.3
      resources: {requests: {cpu: 100m, memory: 128Mi}}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: reader
  namespace: shop
`,
    },
    {
      title: 'Misspelt',
      bad: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: reader
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: "raeder"
  #                   ^^^^^^^^ there is no ServiceAccount \`raeder\`: the pods will not come
  containers:
    - name: web
      image: nginx:1.29.3
      resources: {requests: {cpu: 100m, memory: 128Mi}}
`,
      fixed: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: reader
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: "reader"
  containers:
    - name: web
      image: nginx:1.29.3
      resources: {requests: {cpu: 100m, memory: 128Mi}}
`,
    },
    {
      title: 'Every namespace has `default`; a placeholder is no name',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  serviceAccountName: default
  containers:
    - name: web
      image: nginx:1.29.3
---
apiVersion: v1
kind: Pod
metadata:
  name: api
  namespace: shop
spec:
  serviceAccountName: \${ACCOUNT}
  containers:
    - name: api
      image: nginx:1.29.3
`,
    },
    {
      title: 'A chart may bring any',
      good: `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: agent
  namespace: tools
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  serviceAccountName: agent
  containers:
    - name: web
      image: nginx:1.29.3
`,
    },
  ],
}

/** Where no ServiceAccount is at all they are made elsewhere, by Terraform perhaps. */
function isKept(view: View): (it: Reference) => boolean {
  return ({ groupKind }) => groupKind === '/ServiceAccount' && view.all(groupKind).length > 0
}
