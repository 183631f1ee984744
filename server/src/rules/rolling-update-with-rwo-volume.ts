import { around } from '../model/absent.ts'
import { podSpecOf } from '../model/pods.ts'
import { placesAt, referencesOf } from '../model/references.ts'
import { putEntries, replaceScalar } from '../syntax/edits.ts'
import { at, entry, isNull, scalar } from '../syntax/node.ts'
import { nameNodeOf, startOf } from './naming/absent.ts'
import type { Rule } from './rule.ts'

export const rollingUpdateWithRwoVolume: Rule = {
  id: 'rolling-update-with-rwo-volume',
  severity: 'info',
  summary: 'Update pods with a disk that one node can have by `Recreate`, or as a StatefulSet.',
  why: `
A rolling update starts the new pod before it ends the old one. If both mount a claim that one node can have at a time
(\`ReadWriteOnce\`), and the new pod lands on another node, it waits for the disk and the old one waits for the new:
the rollout hangs with "Multi-Attach error". On the same node both write to the same files.

\`strategy: {type: Recreate}\` ends the old pod first. With several replicas a StatefulSet gives each pod a claim of
its own.
`,
  falseAlarms: 'Clusters of one node, and pods that are always put on the same one.',
  kinds: ['apps/Deployment'],
  profiles: ['reliability'],
  notes: ['rolling-update', 'persistentvolumeclaimspec-accessmodes-readwriteonce', 'recreate'],

  checkAmong(resource, view, report) {
    const spec = at(resource.node, 'spec')
    const strategy = at(spec, 'strategy')
    const type = at(strategy, 'type')
    if (!spec || !view.settled || !(isNull(type) || scalar(type) === 'RollingUpdate')) return
    // Without a surge the old pod goes first.
    if (/^0%?$/.test(String(scalar(at(strategy, 'rollingUpdate', 'maxSurge')) ?? ''))) return
    if (placesAt(podSpecOf(resource), 'volumes.*.persistentVolumeClaim.claimName').length === 0) return
    for (const reference of referencesOf(resource)) {
      if (reference.groupKind !== '/PersistentVolumeClaim') continue
      const claims = around(view, reference)
      const node = nameNodeOf(resource, reference)
      if (!node || claims.length === 0 || !claims.every(({ summary }) => summary.once)) continue
      report({
        at: node,
        message: `one node at a time can have \`${reference.name}\`, and a rolling update starts the new pod before the old one ends`,
        related: claims.slice(0, 1).map((it) => ({ ...startOf(it), message: 'the claim is ReadWriteOnce' })),
        fixes: () => {
          if (!isNull(at(strategy, 'rollingUpdate')) || entry(spec, 'strategy')?.merged) return []
          const edit =
            type && !isNull(type)
              ? replaceScalar(type, 'Recreate')
              : putEntries(spec, ['strategy'], [['type', 'Recreate']])
          return edit ? [{ title: 'End the old pod first: strategy Recreate', safe: false, edits: [edit] }] : []
        },
      })
      return
    }
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: pages
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 10Gi
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: wiki
spec:
  selector:
    matchLabels: {app: wiki}
  template:
    metadata:
      labels: {app: wiki}
    spec:
      containers:
        - name: wiki
          image: wiki:4.1.0
          resources: {requests: {cpu: 100m, memory: 128Mi}}
      volumes:
        - name: pages
          persistentVolumeClaim: {claimName: pages}
          #                                  ^^^^^ one node at a time can have \`pages\`, and a rolling update starts the new pod before the old one ends
`,
      fixed: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: pages
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 10Gi
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: wiki
spec:
  selector:
    matchLabels: {app: wiki}
  template:
    metadata:
      labels: {app: wiki}
    spec:
      containers:
        - name: wiki
          image: wiki:4.1.0
          resources: {requests: {cpu: 100m, memory: 128Mi}}
      volumes:
        - name: pages
          persistentVolumeClaim: {claimName: pages}
  strategy:
    type: Recreate
`,
    },
    {
      title: 'The old pod goes first, or many nodes can have it',
      good: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: pages}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 10Gi}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: shared}
spec:
  accessModes: [ReadWriteMany]
  resources: {requests: {storage: 10Gi}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: wiki}
spec:
  strategy: {type: Recreate}
  template:
    spec:
      volumes: [{name: pages, persistentVolumeClaim: {claimName: pages}}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  strategy:
    rollingUpdate: {maxSurge: 0, maxUnavailable: 1}
  template:
    spec:
      volumes: [{name: pages, persistentVolumeClaim: {claimName: pages}}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      volumes: [{name: pages, persistentVolumeClaim: {claimName: shared}}]
`,
    },
  ],
}
