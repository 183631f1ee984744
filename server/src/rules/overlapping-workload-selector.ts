import { requirementsOf } from '../model/labels.ts'
import { podTemplateOf } from '../model/pods.ts'
import { labelsAt, selects } from '../model/summary.ts'
import { at, isNull } from '../syntax/node.ts'
import { startOf } from './naming/absent.ts'
import { isBehind, togetherAmong } from './naming/applied-together.ts'
import type { Rule } from './rule.ts'

export const overlappingWorkloadSelector: Rule = {
  id: 'overlapping-workload-selector',
  severity: 'warning',
  summary: 'Let no two workloads select each other’s pods.',
  why: `
Kubernetes does not keep selectors apart. Two Deployments that ask for the same label and give it to their pods are
told from each other by the owner that a pod names, and by nothing else: \`kubectl logs deployment/…\`,
\`kubectl get pods -l\`, budgets, Services, autoscalers and network policies take the pods of both for one. An
autoscaler measures the other's load; a Service for one sends half of its requests to the other.

A selector cannot be changed once it exists: give new workloads a label of their own from the start.
`,
  falseAlarms:
    'Two halves of one application that share a Service on purpose, such as a canary without a label of its own.',
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet'],
  notes: ['label-selector', 'labels'],

  checkAmong(resource, view, report) {
    const selector = at(resource.node, 'spec', 'selector')
    const wanted = selector && !isNull(selector) ? requirementsOf(selector) : undefined
    const labels = labelsAt(at(podTemplateOf(resource), 'metadata', 'labels'))
    if (!selector || !wanted || wanted.length === 0 || wanted.some((it) => it.from !== 'matchLabels')) return
    if (!view.settled) return
    const own = labelsAt(at(selector, 'matchLabels'))
    const [label] = Object.entries(own)
    const other = togetherAmong(resource, view, label ? view.podsWith(...label) : []).find(
      (it) =>
        isBehind(view, it) &&
        !it.summary.expressions &&
        Object.keys(it.summary.selector ?? {}).length > 0 &&
        selects(own, it.summary.podLabels ?? {}) &&
        selects(it.summary.selector ?? {}, labels),
    )
    if (!other) return
    report({
      at: selector,
      path: 'spec.selector',
      message: `this selects the pods of the ${other.summary.kind} \`${other.summary.name}\` too, and that one these: nothing but the owner tells them apart`,
      related: [{ ...startOf(other), message: 'the other one' }],
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
    matchLabels: {app: shop}
  template:
    metadata:
      labels: {app: shop}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: worker
spec:
  selector:
    matchLabels:
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this selects the pods of the Deployment \`web\` too, and that one these: nothing but the owner tells them apart
      app: shop
  template:
    metadata:
      labels: {app: shop, tier: worker}
`,
    },
    {
      title: 'A label that tells them apart; the same name in two namespaces; a variant',
      good: `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector:
    matchLabels: {app: shop, tier: web}
  template:
    metadata:
      labels: {app: shop, tier: web}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: worker, namespace: shop}
spec:
  selector:
    matchLabels: {app: shop, tier: worker}
  template:
    metadata:
      labels: {app: shop, tier: worker}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: one, namespace: blue}
spec:
  selector:
    matchLabels: {app: one}
  template:
    metadata:
      labels: {app: one}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: two, namespace: green}
spec:
  selector:
    matchLabels: {app: one}
  template:
    metadata:
      labels: {app: one}
`,
    },
  ],
}
