import { meant } from '../model/absent.ts'
import { referencesOf } from '../model/references.ts'
import { at, isNull, type Node, stringAt, values } from '../syntax/node.ts'
import { startOf } from './naming/absent.ts'
import type { Rule } from './rule.ts'

export const hpaUtilizationWithoutRequests: Rule = {
  id: 'hpa-utilization-without-requests',
  severity: 'warning',
  summary: 'Request what a HorizontalPodAutoscaler measures the use of.',
  why: `
Utilization is a share of what the pods request. Where one container of the pods requests nothing there is nothing to take a share of:
the autoscaler reports \`FailedGetResourceMetric\` (\`missing request for cpu\`) and leaves the number of pods as it is, also
under the load it was made for. Sidecars count.

Request it in every container, or for the pod as a whole; or aim at an \`AverageValue\`, which needs no requests.
`,
  falseAlarms: 'A LimitRange that is not in the workspace fills in requests when the pods are made.',
  kinds: ['autoscaling/HorizontalPodAutoscaler'],
  notes: ['hpa', 'resource-management'],

  checkAmong(resource, view, report) {
    const measured = utilizations(at(resource.node, 'spec'))
    const [reference] = referencesOf(resource)
    if (measured.length === 0 || !reference || !view.settled) return
    if (!view.read('/LimitRange', resource.namespace)) return
    const targets = meant(view, reference)
    if (targets.length === 0) return
    for (const { name, node } of measured) {
      if (!targets.every(({ summary }) => summary.unrequested?.includes(name))) continue
      // A LimitRange may give what the containers do not ask for.
      if (view.all('/LimitRange').some(({ summary }) => [undefined, resource.namespace].includes(summary.namespace)))
        return
      report({
        at: node,
        message: `a container of ${targets[0]?.summary.kind} \`${reference.name}\` requests no ${name}, of which this would be a share: the autoscaler cannot scale`,
        related: targets.map((it) => ({ ...startOf(it), message: `its containers do not all request ${name}` })),
      })
    }
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
    spec:
      containers:
        - name: web
          image: nginx:1.29.3
          resources:
            requests: {memory: 64Mi}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 9
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: 80
          #                   ^^ a container of Deployment \`web\` requests no cpu, of which this would be a share: the autoscaler cannot scale
    - type: Resource
      resource:
        name: memory
        target:
          type: Utilization
          averageUtilization: 80
`,
    },
    {
      title: 'A limit stands for the request; a value is no share',
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
    spec:
      containers:
        - name: web
          image: nginx:1.29.3
          resources:
            limits: {cpu: "1"}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 9
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: {type: Utilization, averageUtilization: 80}
    - type: Resource
      resource:
        name: memory
        target: {type: AverageValue, averageValue: 100Mi}
`,
    },
    {
      title: 'A LimitRange fills in requests',
      good: `
apiVersion: v1
kind: LimitRange
metadata:
  name: defaults
spec:
  limits:
    - type: Container
      defaultRequest: {cpu: 100m}
---
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
          image: nginx:1.29.3
---
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 9
  targetCPUUtilizationPercentage: 80
`,
    },
  ],
}

/** What is measured as a share, and where that is written. `ContainerResource` names one container, and is left alone. */
function utilizations(spec: Node | undefined): readonly { readonly name: string; readonly node: Node }[] {
  const old = at(spec, 'targetCPUUtilizationPercentage')
  const metrics = values(at(spec, 'metrics')).flatMap((metric) => {
    const name = stringAt(metric, 'resource', 'name')
    const node =
      at(metric, 'resource', 'target', 'averageUtilization') ?? at(metric, 'resource', 'targetAverageUtilization')
    return stringAt(metric, 'type') === 'Resource' && name && node && !isNull(node) ? [{ name, node }] : []
  })
  return [...(old && !isNull(old) ? [{ name: 'cpu', node: old }] : []), ...metrics]
}
