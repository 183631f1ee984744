import { servingContainers, servingPorts } from '../model/containers.ts'
import { hasOwnDisk } from '../model/disks.ts'
import { scalersOf } from '../model/scaled.ts'
import { putEntries, replaceNode } from '../syntax/edits.ts'
import { at, entry, isNull, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const replicasTooLow: Rule = {
  id: 'replicas-too-low',
  severity: 'info',
  summary: 'Run more than one pod of what others wait for.',
  why: `
One pod is none while it is moved, restarted or killed for want of memory, and each node drain takes it away for as
long as the new one takes to start. With two on different nodes nobody notices.

Purser asks for it where a container declares a port, no autoscaler is in view, and nothing says that there can be but
one: a claim of its own, or the strategy \`Recreate\`.
`,
  falseAlarms: 'What elects a leader or may run only once; development; autoscalers that are kept elsewhere.',
  kinds: ['apps/Deployment'],
  optional: true,
  profiles: ['reliability'],
  notes: ['deployment', 'pod-disruption-budget'],

  checkAmong(resource, view, report) {
    const { node, name } = resource
    const spec = at(node, 'spec')
    const replicas = entry(spec, 'replicas')
    const written = isNull(replicas?.value) ? 1 : scalar(replicas?.value)
    if (!spec || written !== 1 || name === undefined || !view.settled) return
    if (!servingContainers(resource).some((it) => servingPorts(it.node).length > 0)) return
    if (hasOwnDisk(resource) || scalar(at(spec, 'strategy', 'type')) === 'Recreate') return
    if (scalersOf(view, resource).length > 0) return
    report({
      at: replicas?.value && !isNull(replicas.value) ? replicas.value : (at(node, 'metadata', 'name') ?? node),
      path: 'spec.replicas',
      message: `one pod serves \`${name}\`: while it is moved or starts anew, nobody does`,
      fixes: () => {
        if (replicas?.merged) return []
        const edit =
          replicas?.value && !isNull(replicas.value)
            ? replaceNode(replicas.value, '2')
            : putEntries(spec, [], [['replicas', '2']])
        return edit ? [{ title: 'Run two: replicas: 2', safe: false, edits: [edit] }] : []
      },
    })
  },

  examples: [
    {
      bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  #         ^ one pod serves \`web\`: while it is moved or starts anew, nobody does
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: web:1.4.0
          ports: [{name: http, containerPort: 8080}]
`,
      fixed: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: web:1.4.0
          ports: [{name: http, containerPort: 8080}]
`,
    },
    {
      title: 'An autoscaler decides; a worker, for which nobody waits; a disk that only one can have',
      good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          image: web:1.4.0
          ports: [{name: http, containerPort: 8080}]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
  maxReplicas: 5
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: worker
spec:
  template:
    spec:
      containers:
        - name: worker
          image: worker:1.0.0
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: wiki
spec:
  template:
    spec:
      containers:
        - name: wiki
          image: wiki:4.1.0
          ports: [{name: http, containerPort: 8080}]
      volumes:
        - name: pages
          persistentVolumeClaim: {claimName: pages}
`,
    },
  ],
}
