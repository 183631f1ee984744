import { requirementsOf } from '../model/labels.ts'
import { scalersOf } from '../model/scaled.ts'
import { selectedBy } from '../model/selected.ts'
import { replaceNode, replaceScalar } from '../syntax/edits.ts'
import { at, entry, isNull, scalar } from '../syntax/node.ts'
import { startOf } from './naming/absent.ts'
import type { Rule } from './rule.ts'

export const pdbExceedsHpaMin: Rule = {
  id: 'pdb-exceeds-hpa-min',
  severity: 'warning',
  summary: 'Let a budget leave something over when an autoscaler is at its least.',
  why: `
At noon ten pods run and \`minAvailable: 1\` lets nine of them go. At night the autoscaler goes down to one, and the
budget keeps just that one: no node with it can be drained before somebody comes to work, and nights are when nodes
are updated.

\`maxUnavailable: 1\` holds for any number; with \`minReplicas: 2\` the pod that is moved is not missed.
`,
  falseAlarms: 'Autoscalers that never get that far down.',
  kinds: ['policy/PodDisruptionBudget'],
  notes: ['pod-disruption-budget', 'hpa'],

  checkAmong(resource, view, report) {
    const spec = at(resource.node, 'spec')
    const found = entry(spec, 'minAvailable')
    const written = scalar(found?.value)
    const selector = at(spec, 'selector')
    const wanted = selector && !isNull(selector) ? requirementsOf(selector) : undefined
    if (!found?.value || !keepsOne(written) || !wanted || wanted.length === 0 || !view.settled) return
    const { namespace } = resource
    const selected = selectedBy(view, wanted).filter(({ summary }) => summary.namespace === namespace)
    const [workload] = selected
    if (!workload || selected.length > 1) return
    const scalers = scalersOf(view, workload.summary)
    const [scaler] = scalers
    if (!scaler || scalers.length > 1 || scaler.summary.replicas !== 1) return
    const { key, value, merged } = found
    report({
      at: value ?? key,
      message: `the ${scaler.summary.kind} \`${scaler.summary.name}\` may go down to one pod, and \`minAvailable: ${written}\` then allows no eviction`,
      related: [{ ...startOf(scaler), message: 'the autoscaler' }],
      fixes: () =>
        merged || !value
          ? []
          : [
              {
                title: 'Allow one eviction at a time: maxUnavailable: 1',
                safe: false,
                edits: [replaceScalar(key, 'maxUnavailable'), replaceNode(value, '1')],
              },
            ],
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
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 10
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 1
  #             ^ the HorizontalPodAutoscaler \`web\` may go down to one pod, and \`minAvailable: 1\` then allows no eviction
  selector:
    matchLabels: {app: web}
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
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 10
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {app: web}
`,
    },
    {
      title: 'A least of two; a workload without an autoscaler',
      good: `
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
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
  maxReplicas: 10
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 1
  selector:
    matchLabels: {app: web}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  selector:
    matchLabels: {app: api}
  template:
    metadata:
      labels: {app: api}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: api
spec:
  minAvailable: 1
  selector:
    matchLabels: {app: api}
`,
    },
  ],
}

/** Whether it keeps the only pod. All of them is too much whatever the number: another rule says so. */
function keepsOne(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 1
  const percent = typeof value === 'string' ? /^(\d{1,2})%$/.exec(value)?.[1] : undefined
  return percent !== undefined && Number(percent) > 0
}
