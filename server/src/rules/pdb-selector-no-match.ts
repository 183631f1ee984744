import { requirementsOf, requirementText } from '../model/labels.ts'
import { podMakers } from '../model/pods.ts'
import { kindOf } from '../model/references.ts'
import { selectedBy } from '../model/selected.ts'
import { at, isNull } from '../syntax/node.ts'
import { isAround, mayFit, nearValues } from './naming/selecting.ts'
import type { Rule } from './rule.ts'

export const pdbSelectorNoMatch: Rule = {
  id: 'pdb-selector-no-match',
  severity: 'warning',
  summary: 'Let a PodDisruptionBudget select pods that somebody makes.',
  why: `
A budget whose selector fits no pod protects nothing, and looks in every list as if it did. It shows when two nodes
are drained at once and the service is gone. \`kubectl get pdb\` has 0 under ALLOWED DISRUPTIONS then, which is easily
taken for caution.
`,
  falseAlarms:
    'Pods that a chart, an operator or another repository makes: list what makes them under `externals` in `.purser.yaml`.',
  kinds: ['policy/PodDisruptionBudget'],
  notes: ['pod-disruption-budget', 'label-selector'],

  checkAmong(resource, view, report) {
    const selector = at(resource.node, 'spec', 'selector')
    const wanted = selector && !isNull(selector) ? requirementsOf(selector) : undefined
    const { namespace } = resource
    if (!selector || !wanted || wanted.length === 0 || !view.settled || !view.closed('/Pod', namespace)) return
    if (selectedBy(view, wanted).some((it) => isAround(it, namespace))) return
    const around = podMakers.flatMap((it) => view.all(it)).filter((it) => isAround(it, namespace))
    // Controllers of kinds that are defined here make pods of their own.
    if (view.all('apiextensions.k8s.io/CustomResourceDefinition').length > 0) return
    // Where there are no workloads at all, they are kept elsewhere.
    if (around.length === 0 || around.some(({ summary }) => mayFit(summary.podLabels ?? {}, wanted))) return
    const text = wanted.map((it) => `\`${requirementText(it)}\``).join(' and ')
    report({
      at: wanted.length === 1 ? (wanted[0]?.value ?? selector) : selector,
      path: 'spec.selector',
      message: `no pod has the ${wanted.length === 1 ? 'label' : 'labels'} ${text}: this budget protects nothing`,
      absent: { kinds: podMakers.map(kindOf), namespace },
      fixes: () => nearValues(wanted, around),
    })
  },

  examples: [
    {
      bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
spec:
  selector:
    matchLabels: {app: checkout}
  template:
    metadata:
      labels: {app: checkout}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: checkout
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: chekout
      #    ^^^^^^^ no pod has the label \`app: chekout\`: this budget protects nothing
`,
      fixed: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
spec:
  selector:
    matchLabels: {app: checkout}
  template:
    metadata:
      labels: {app: checkout}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: checkout
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: checkout
`,
    },
    {
      title: 'All pods of the namespace, pods in view, and pods of an operator',
      good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
  namespace: shop
spec:
  selector:
    matchLabels: {app: checkout}
  template:
    metadata:
      labels: {app: checkout}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: all
  namespace: shop
spec:
  maxUnavailable: 1
  selector: {}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: checkout
  namespace: shop
spec:
  maxUnavailable: 1
  selector:
    matchExpressions: [{key: app, operator: In, values: [cart, checkout]}]
---
apiVersion: example.com/v1
kind: Database
metadata:
  name: orders
  namespace: data
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: orders
  namespace: data
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {app: orders}
`,
    },
  ],
}
