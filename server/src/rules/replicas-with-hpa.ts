import { podMakers } from '../model/pods.ts'
import { scalersOf } from '../model/scaled.ts'
import { removeEntry } from '../syntax/edits.ts'
import { at, entry, scalar } from '../syntax/node.ts'
import { startOf } from './naming/absent.ts'
import type { Rule } from './rule.ts'

export const replicasWithHpa: Rule = {
  id: 'replicas-with-hpa',
  severity: 'info',
  summary: 'Leave the number of replicas to the autoscaler that decides it.',
  why: `
Both write the same field. Each \`kubectl apply\` puts back the number from the manifest, and the autoscaler needs a
while to come back to its own: a deploy at noon takes eight pods out of ten away, in the middle of the load that they
were there for.

Without \`replicas\` an apply leaves the number alone. When you take the line away from something that runs, the first
apply sets it to 1 if the field was applied before: let \`kubectl apply edit-last-applied\` forget it first, or do it
when there is little to do.
`,
  falseAlarms: 'A number for the first start, with a tool that leaves the field alone later.',
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet', 'argoproj.io/Rollout'],
  profiles: ['reliability'],
  notes: ['hpa'],

  checkAmong(resource, view, report) {
    const spec = at(resource.node, 'spec')
    const found = entry(spec, 'replicas')
    const count = scalar(found?.value)
    if (!spec || !found?.value || found.merged || typeof count !== 'number' || count < 1 || !resource.name) return
    if (!view.settled) return
    const [scaler] = scalersOf(view, resource)
    if (!scaler) return
    // Of two workloads of one name the autoscaler may mean the other.
    if (podMakers.flatMap((it) => view.named(it, resource.name ?? '')).length > 1) return
    report({
      at: found.value,
      message: `the ${scaler.summary.kind} \`${scaler.summary.name}\` decides this: every apply puts it back to ${count}`,
      related: [{ ...startOf(scaler), message: 'the autoscaler' }],
      fixes: () => [{ title: 'Leave replicas to the autoscaler', safe: false, edits: [removeEntry(spec, found)] }],
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
  replicas: 2
  #         ^ the HorizontalPodAutoscaler \`web\` decides this: every apply puts it back to 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: web:1.4.0
          resources: {requests: {cpu: 100m, memory: 128Mi}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
  maxReplicas: 10
`,
      fixed: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: web:1.4.0
          resources: {requests: {cpu: 100m, memory: 128Mi}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
  maxReplicas: 10
`,
    },
    {
      title: 'Left to it; turned off by hand, which the autoscaler respects',
      good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template: {}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  replicas: 0
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: wiki
spec:
  replicas: 2
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 10
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: api
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}
  maxReplicas: 10
`,
    },
  ],
}
