import { podMakers } from '../model/pods.ts'
import { kindOf, referencesOf } from '../model/references.ts'
import { scalersOf } from '../model/scaled.ts'
import { at } from '../syntax/node.ts'
import { startOf } from './naming/absent.ts'
import { isBehind } from './naming/applied-together.ts'
import type { Rule } from './rule.ts'

export const hpaDuplicateTarget: Rule = {
  id: 'hpa-duplicate-target',
  severity: 'warning',
  summary: 'Let one autoscaler decide over a workload.',
  why: `
Two autoscalers with the same target know nothing of each other. Each computes its own number and writes it, and the
pods come and go in the rhythm of the two. A HorizontalPodAutoscaler finds out since Kubernetes 1.26 and then does
nothing at all, with the condition \`AmbiguousSelector\`. A ScaledObject of KEDA counts, for it makes a
HorizontalPodAutoscaler.

Several metrics go into one autoscaler: the largest number that one of them asks for is taken.
`,
  falseAlarms: 'Two of which only one is applied in the end.',
  kinds: ['autoscaling/HorizontalPodAutoscaler', 'keda.sh/ScaledObject'],
  notes: ['hpa', 'crossversionobjectreference-name'],

  checkAmong(resource, view, report) {
    const name = at(resource.node, 'spec', 'scaleTargetRef', 'name')
    const [target] = referencesOf(resource)
    if (!name || !target || !view.settled) return
    const others = scalersOf(view, { name: target.name, namespace: resource.namespace }).filter(
      (it) =>
        isBehind(view, it) &&
        it.summary.namespace === resource.namespace &&
        (it.uri === view.uri || view.together(it.uri)) &&
        // One of the same kind and name is a variant.
        !(it.summary.name === resource.name && it.summary.kind === resource.kind),
    )
    const [other] = others
    if (!other) return
    // Of two workloads of one name each may have its own.
    if (podMakers.flatMap((it) => view.named(it, target.name)).length > 1) return
    report({
      at: name,
      message: `the ${other.summary.kind} \`${other.summary.name}\` scales the ${kindOf(target.groupKind)} \`${target.name}\` already: the two work against each other`,
      related: [{ ...startOf(other), message: 'the other autoscaler' }],
    })
  },

  examples: [
    {
      bad: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web-cpu
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 10
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web-memory
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web
    #     ^^^ the HorizontalPodAutoscaler \`web-cpu\` scales the Deployment \`web\` already: the two work against each other
  maxReplicas: 5
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
`,
    },
    {
      title: 'In two namespaces, and for two workloads of one name',
      good: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: blue, namespace: blue}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 10
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: green, namespace: green}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 10
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: queue}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: queue}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: one}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: queue}
  maxReplicas: 10
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: two}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: queue}
  maxReplicas: 10
`,
    },
  ],
}
