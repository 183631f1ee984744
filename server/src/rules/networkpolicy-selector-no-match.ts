import { requirementsOf, requirementText } from '../model/labels.ts'
import { podMakers } from '../model/pods.ts'
import { kindOf } from '../model/references.ts'
import { selectedBy } from '../model/selected.ts'
import { at, isNull } from '../syntax/node.ts'
import { isAround, mayFit, nearValues } from './naming/selecting.ts'
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

  checkAmong(resource, view, report) {
    const selector = at(resource.node, 'spec', 'podSelector')
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
      path: 'spec.podSelector',
      message: `no pod has the ${wanted.length === 1 ? 'label' : 'labels'} ${text}: this policy is about nobody`,
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
