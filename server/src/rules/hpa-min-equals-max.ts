import { at, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const hpaMinEqualsMax: Rule = {
  id: 'hpa-min-equals-max',
  severity: 'info',
  summary: 'Give an autoscaler room.',
  why: `
With \`minReplicas\` and \`maxReplicas\` the same, an autoscaler is a complicated way to write \`replicas\`: when the
load comes, nothing happens. Often it was pinned in some incident and never let go.
`,
  falseAlarms: 'An autoscaler that is pinned on purpose; a comment that says until when helps the next reader.',
  kinds: ['autoscaling/HorizontalPodAutoscaler'],
  optional: true,
  profiles: ['reliability'],
  notes: ['hpa', 'horizontalpodautoscalerspec-maxreplicas'],

  check({ node }, report) {
    const place = at(node, 'spec', 'maxReplicas')
    const [least, most] = [scalar(at(node, 'spec', 'minReplicas')), scalar(place)]
    if (!place || typeof most !== 'number' || least !== most) return
    report({ at: place, message: `the autoscaler can only ever choose ${most}: \`minReplicas\` is the same` })
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
  minReplicas: 5
  maxReplicas: 5
  #            ^ the autoscaler can only ever choose 5: \`minReplicas\` is the same
`,
    },
    {
      title: 'Room, be it little',
      good: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 5
  maxReplicas: 6
`,
    },
  ],
}
