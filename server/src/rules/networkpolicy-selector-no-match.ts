import { selectingNobody } from './naming/selecting.ts'
import type { Rule } from './rule.ts'

export const networkpolicySelectorNoMatch: Rule = {
  id: 'networkpolicy-selector-no-match',
  severity: 'info',
  summary: 'Let a NetworkPolicy select pods that somebody makes.',
  why: `
A policy whose \`podSelector\` fits no pod allows nothing and forbids nothing. If it was to shut somebody out, the
door is open, and the policy in the list says otherwise; if it was to let somebody in beside a policy that shuts
everybody out, the connection times out.

\`podSelector: {}\` selects all pods of the namespace.
`,
  falseAlarms:
    'Pods that a chart, an operator or another repository makes: list what makes them under `externals` in `.purser.yaml`.',
  kinds: ['networking.k8s.io/NetworkPolicy'],
  notes: ['network-policy', 'networkpolicypeer-podselector'],

  checkAmong: selectingNobody('podSelector', 'this policy is about nobody'),

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
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: checkout
spec:
  podSelector:
    matchLabels:
      app: chekout
      #    ^^^^^^^ no pod has the label \`app: chekout\`: this policy is about nobody
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
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: checkout
spec:
  podSelector:
    matchLabels:
      app: checkout
`,
    },
    {
      title: 'All pods, and pods in view',
      good: `
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
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: all
spec:
  podSelector: {}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: some
spec:
  podSelector:
    matchExpressions: [{key: app, operator: Exists}]
`,
    },
  ],
}
