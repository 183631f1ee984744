import { servingContainers } from '../model/containers.ts'
import { podSpecOf, podTemplateOf } from '../model/pods.ts'
import { labelsAt } from '../model/summary.ts'
import { putItem, scalarText } from '../syntax/edits.ts'
import { at, isNull, type Node, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const missingSpread: Rule = {
  id: 'missing-spread',
  severity: 'info',
  summary: 'Spread replicas over nodes.',
  why: `
Several replicas help only if they do not fall together. The scheduler tries to spread them by itself, but weighs it
against room on the nodes; after a drain or two all may sit on one, and nobody sees it before that one fails.

A topology spread constraint says so, or a \`podAntiAffinity\`. \`whenUnsatisfiable: ScheduleAnyway\` prefers without
insisting: a pod in the wrong place is better than none. A second one over \`topology.kubernetes.io/zone\` survives a
whole zone.
`,
  falseAlarms: 'Clusters with default constraints of their own, and those with one node.',
  kinds: ['apps/Deployment', 'apps/StatefulSet'],
  optional: true,
  profiles: ['reliability'],
  notes: ['podspec-topologyspreadconstraints', 'affinity-podantiaffinity'],

  check(resource, report) {
    const replicas = at(resource.node, 'spec', 'replicas')
    const count = scalar(replicas)
    const spec = podSpecOf(resource)
    if (!replicas || !spec || typeof count !== 'number' || count < 2 || servingContainers(resource).length === 0) return
    if (!isNull(at(spec, 'topologySpreadConstraints')) || !isNull(at(spec, 'affinity', 'podAntiAffinity'))) return
    report({
      at: replicas,
      message: `nothing keeps these ${count} pods from all being on one node`,
      fixes: () => {
        const constraint = constraintFor(resource.node, podTemplateOf(resource))
        const edit = constraint === undefined ? undefined : putItem(spec, 'topologySpreadConstraints', constraint)
        return edit ? [{ title: 'Spread them over nodes', safe: false, edits: [edit] }] : []
      },
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
  replicas: 3
  #         ^ nothing keeps these 3 pods from all being on one node
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
        version: "1.4"
    spec:
      containers:
        - name: web
          image: web:1.4.0
`,
      fixed: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
        version: "1.4"
    spec:
      containers:
        - name: web
          image: web:1.4.0
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              app: web
`,
    },
    {
      title: 'Either of the two will do, and one pod needs none',
      good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  template:
    spec:
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 100
              podAffinityTerm:
                topologyKey: kubernetes.io/hostname
                labelSelector: {matchLabels: {app: web}}
      containers:
        - name: web
          image: web:1.4.0
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: wiki
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: wiki
          image: wiki:4.1.0
`,
    },
  ],
}

/** By the labels that select the pods, which no rollout changes; where these say nothing plain there is no telling. */
function constraintFor(workload: Node, template: Node | undefined): string | undefined {
  const selector = Object.entries(labelsAt(at(workload, 'spec', 'selector', 'matchLabels')))
  const labels = labelsAt(at(template, 'metadata', 'labels'))
  if (selector.length === 0 || !selector.every(([key, value]) => labels[key] === value)) return undefined
  const pairs = selector.map(([key, value]) => `    ${scalarText(key)}: ${scalarText(value)}`)
  return [
    'maxSkew: 1',
    'topologyKey: kubernetes.io/hostname',
    'whenUnsatisfiable: ScheduleAnyway',
    'labelSelector:',
    '  matchLabels:',
    ...pairs,
  ].join('\n')
}
