import { putEntries, replaceNode } from '../syntax/edits.ts'
import { at, entry, isNull, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const hpaMinReplicasLow: Rule = {
  id: 'hpa-min-replicas-low',
  severity: 'info',
  summary: 'Let an autoscaler keep at least two pods.',
  why: `
When there is little to do, an autoscaler goes down to \`minReplicas\`, which is 1 unless you say otherwise. That
night a node is drained, and the one pod goes with it. Two are seldom dear, and a budget can keep one of them.
`,
  falseAlarms: 'What may be gone for a while, such as workers and development.',
  kinds: ['autoscaling/HorizontalPodAutoscaler'],
  optional: true,
  profiles: ['reliability'],
  notes: ['hpa', 'horizontalpodautoscalerspec-minreplicas'],

  check({ node }, report) {
    const spec = at(node, 'spec')
    const found = entry(spec, 'minReplicas')
    const written = isNull(found?.value) ? 1 : scalar(found?.value)
    const most = scalar(at(spec, 'maxReplicas'))
    // With a most of one somebody wants one.
    if (!spec || written !== 1 || typeof most !== 'number' || most < 2) return
    const value = found?.value && !isNull(found.value) ? found.value : undefined
    report({
      at: value ?? at(spec, 'maxReplicas') ?? spec,
      path: 'spec.minReplicas',
      message: 'the autoscaler may go down to one pod, and then nothing is left when that one is moved',
      fixes: () => {
        const edit = value ? replaceNode(value, '2') : putEntries(spec, [], [['minReplicas', '2']])
        return edit && !found?.merged ? [{ title: 'Keep two: minReplicas: 2', safe: false, edits: [edit] }] : []
      },
    })
  },

  examples: [
    {
      bad: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 1
  #            ^ the autoscaler may go down to one pod, and then nothing is left when that one is moved
  maxReplicas: 10
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: api
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}
  maxReplicas: 10
  #            ^^ the autoscaler may go down to one pod, and then nothing is left when that one is moved
`,
      fixed: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
  maxReplicas: 10
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: api
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}
  maxReplicas: 10
  minReplicas: 2
`,
    },
    {
      title: 'Two; none at all, which somebody chose',
      good: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
  maxReplicas: 10
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: worker
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: worker}
  minReplicas: 0
  maxReplicas: 10
`,
    },
  ],
}
