import { selectingNobody } from './naming/selecting.ts'
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

  checkAmong: selectingNobody('selector', 'this budget protects nothing'),

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
