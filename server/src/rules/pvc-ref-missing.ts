import { podMakers } from '../model/pods.ts'
import { absentNames, creating, nearNames } from './naming/absent.ts'
import type { Rule } from './rule.ts'

export const pvcRefMissing: Rule = {
  id: 'pvc-ref-missing',
  severity: 'warning',
  summary: 'Mount only PersistentVolumeClaims that exist.',
  why: `
A pod with a volume from a claim that is not there stays \`Pending\`: the scheduler waits for the claim, because the disk decides on
which nodes the pod may run. Nothing says so but an event. Claims belong to a namespace, as pods do.

A StatefulSet makes its claims itself and calls them after itself and the pod's number: \`data-database-0\`. Those count.
`,
  falseAlarms:
    'Claims that were made by hand, or that a chart brings along: list them under `externals` in `.purser.yaml`.',
  kinds: podMakers,
  notes: ['persistent-volume-claim'],

  checkAmong(resource, view, report) {
    for (const it of absentNames(resource, view, ({ groupKind }) => groupKind === '/PersistentVolumeClaim')) {
      const { reference, node, where, absent, related } = it
      report({
        at: node,
        message: `there is no PersistentVolumeClaim \`${reference.name}\`${where}: the pods will stay pending`,
        absent,
        related,
        fixes: () => [...nearNames(view, it), ...creating(resource, it, CLAIM)],
      })
    }
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      resources: {requests: {cpu: 100m, memory: 128Mi}}
  volumes:
    - name: pages
      persistentVolumeClaim:
        claimName: pages
        #          ^^^^^ there is no PersistentVolumeClaim \`pages\`: the pods will stay pending
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      resources: {requests: {cpu: 100m, memory: 128Mi}}
  volumes:
    - name: pages
      persistentVolumeClaim:
        claimName: pages
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: pages
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 1Gi
`,
    },
    {
      title: 'The claim of a pod of a StatefulSet',
      good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: database
spec:
  selector:
    matchLabels: {app: database}
  template:
    metadata:
      labels: {app: database}
    spec:
      containers: []
  volumeClaimTemplates:
    - metadata:
        name: data
---
apiVersion: v1
kind: Pod
metadata:
  name: backup
spec:
  containers: []
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: data-database-0
        readOnly: true
`,
    },
  ],
}

/** A start; who has several nodes may want another mode, and everybody another size. */
const CLAIM = `spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 1Gi
`
