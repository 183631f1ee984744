import { podMakers } from '../model/pods.ts'
import type { Reference } from '../model/references.ts'
import type { Resource } from '../model/resource.ts'
import type { View } from '../model/view.ts'
import { at, stringAt, values } from '../syntax/node.ts'
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
    for (const it of absentNames(resource, view, (it) => isKept(view, it) && isOwnVolume(resource, it))) {
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
kind: PersistentVolumeClaim
metadata:
  name: database
---
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
kind: PersistentVolumeClaim
metadata:
  name: database
---
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
      title: 'Where no claim is at all they are made elsewhere',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers: []
  volumes:
    - name: pages
      persistentVolumeClaim:
        claimName: pages
`,
    },
    {
      title: 'The claim of a pod of a StatefulSet, and a volume that it puts a claim in the place of',
      good: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: other
---
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
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: data
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

function isKept(view: View, { groupKind }: Reference): boolean {
  // Where there is no claim at all, they are made elsewhere.
  return groupKind === '/PersistentVolumeClaim' && view.all(groupKind).length > 0
}

/** A StatefulSet puts its own claim in the place of a volume of the same name, whatever that says. */
function isOwnVolume({ node, kind }: Resource, { path }: Reference): boolean {
  const volume = stringAt(node, ...path.slice(0, -2), 'name')
  const claims = kind === 'StatefulSet' ? values(at(node, 'spec', 'volumeClaimTemplates')) : []
  return !claims.some((it) => stringAt(it, 'metadata', 'name') === volume)
}

/** A start; who has several nodes may want another mode, and everybody another size. */
const CLAIM = `spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 1Gi
`
