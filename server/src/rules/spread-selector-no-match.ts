import type { Requirement } from '../model/labels.ts'
import { readLabels, requirementsOf, requirementText, satisfies } from '../model/labels.ts'
import { podSpecOf, podTemplateOf, withPods } from '../model/pods.ts'
import type { Labels } from '../model/summary.ts'
import type { Fix } from '../problem.ts'
import { replaceScalar } from '../syntax/edits.ts'
import { at, isNull, values } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const spreadSelectorNoMatch: Rule = {
  id: 'spread-selector-no-match',
  severity: 'warning',
  summary: 'Spread pods by labels that they have themselves.',
  why: `
A topology spread constraint counts the pods that its \`labelSelector\` selects, node by node or zone by zone, and
puts the new pod where there are fewest. If the selector does not fit the pod itself, the pod is never counted: all
replicas may end up on one node, with a constraint in the manifest that looks as if they could not.

It often comes from a copy: the labels were changed above and not here.
`,
  falseAlarms: 'Pods that are meant to be where few pods of another application are.',
  kinds: withPods,
  notes: ['topologyspreadconstraint-labelselector', 'podspec-topologyspreadconstraints'],

  check(resource, report) {
    const labels = readLabels(at(podTemplateOf(resource), 'metadata', 'labels'))
    if (!labels || Object.keys(labels).length === 0) return
    for (const constraint of values(at(podSpecOf(resource), 'topologySpreadConstraints'))) {
      const selector = at(constraint, 'labelSelector')
      const unmet = (selector && !isNull(selector) ? requirementsOf(selector) : undefined)?.filter(
        (it) => !satisfies(labels, it),
      )
      const [first] = unmet ?? []
      if (!first || !unmet) continue
      report({
        at: first.value ?? first.node,
        message: `these pods do not have ${unmet.map((it) => `\`${requirementText(it)}\``).join(' and ')}: they are not counted, and not spread`,
        fixes: () => selecting(unmet, labels),
      })
    }
  },

  examples: [
    {
      bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
spec:
  replicas: 3
  selector:
    matchLabels: {app: checkout}
  template:
    metadata:
      labels: {app: checkout}
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: DoNotSchedule
          labelSelector:
            matchLabels:
              app: cart # as there
              #    ^^^^ these pods do not have \`app: cart\`: they are not counted, and not spread
      containers:
        - name: checkout
          image: checkout:2.3.0
`,
      fixed: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
spec:
  replicas: 3
  selector:
    matchLabels: {app: checkout}
  template:
    metadata:
      labels: {app: checkout}
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: DoNotSchedule
          labelSelector:
            matchLabels:
              app: checkout # as there
      containers:
        - name: checkout
          image: checkout:2.3.0
`,
    },
    {
      title: 'Its own labels; no selector, of which the API server warns',
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
      labels: {app: checkout, tier: web}
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: DoNotSchedule
          labelSelector:
            matchExpressions:
              - {key: app, operator: In, values: [cart, checkout]}
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: ScheduleAnyway
      containers:
        - name: checkout
          image: checkout:2.3.0
`,
    },
  ],
}

/** Where the pods have another value under each of the keys. */
function selecting(unmet: readonly Requirement[], labels: Labels): readonly Fix[] {
  const edits = unmet.flatMap(({ key, value }) => {
    const own = labels[key]
    return value && !isNull(value) && own !== undefined ? [replaceScalar(value, own)] : []
  })
  const pairs = unmet.map(({ key }) => `${key}: ${labels[key]}`)
  return edits.length < unmet.length ? [] : [{ title: `Select ${pairs.join(', ')}`, safe: false, edits }]
}
