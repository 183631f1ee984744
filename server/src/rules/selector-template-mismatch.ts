import {
  plainRequirements,
  type Requirement,
  readLabels,
  requirementsOf,
  requirementText,
  satisfies,
} from '../model/labels.ts'
import { podTemplateOf } from '../model/pods.ts'
import type { Resource } from '../model/resource.ts'
import type { Labels } from '../model/summary.ts'
import type { Fix } from '../problem.ts'
import { putEntries, replaceScalar, scalarText } from '../syntax/edits.ts'
import { at, entry, type Node, scalar } from '../syntax/node.ts'
import type { Edit } from '../text/edit.ts'
import type { Rule } from './rule.ts'

export const selectorTemplateMismatch: Rule = {
  id: 'selector-template-mismatch',
  severity: 'error',
  summary: 'Give the pod template the labels that the selector asks for.',
  why: `
A workload finds the pods that are its own by its selector. If the pods it makes do not fit, it would never see one of
them and make new ones for ever, so the API server refuses it.

Mostly a label was renamed in one of the two places. Mind which one you change: the selector of a workload that exists
cannot be changed any more, the labels of its template can, as long as the selector still fits.
`,
  falseAlarms: 'None known: the API server draws the same comparison. Labels that a tool adds later are not seen.',
  kinds: [
    'apps/Deployment',
    'apps/ReplicaSet',
    'apps/DaemonSet',
    'apps/StatefulSet',
    'extensions/Deployment',
    'extensions/ReplicaSet',
    'extensions/DaemonSet',
    'batch/Job',
    '/ReplicationController',
  ],
  notes: ['label-selector'],

  check(resource, report) {
    const template = podTemplateOf(resource)
    const requirements = template && selectorOf(resource)
    const labelsNode = at(template, 'metadata', 'labels')
    const labels = readLabels(labelsNode)
    if (!template || !requirements || !labels) return
    const unmet = requirements.filter((it) => !satisfies(labels, it))
    const first = unmet[0]
    if (!first) return
    report({
      at: placeOf(template, first),
      message: `the selector of this ${resource.kind} asks for ${texts(unmet)}, but its pods ${found(unmet, labels)}`,
      path: 'spec.template.metadata.labels',
      cause: 'invalid',
      related: unmet.map((it) => ({
        from: it.node.from,
        to: it.node.to,
        message: `the selector asks for \`${requirementText(it)}\``,
      })),
      fixes: () => [
        ...changeTemplate(template, requirements, unmet, labels),
        ...changeSelector(resource, unmet, labels),
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
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: website
        #    ^^^^^^^ the selector of this Deployment asks for \`app: web\`, but its pods have \`app: website\`
    spec:
      containers: []
`,
      fixed: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers: []
`,
    },
    {
      title: 'Several conditions, and no labels at all',
      bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: database
spec:
  selector:
    matchLabels:
      app: database
    matchExpressions:
      - key: tier
        operator: In
        values: [backend, storage]
  template:
    metadata:
    #^^^^^^^ the selector of this StatefulSet asks for \`app: database\` and \`tier in (backend, storage)\`, but its pods have no such labels
    spec:
      containers: []
`,
      fixed: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: database
spec:
  selector:
    matchLabels:
      app: database
    matchExpressions:
      - key: tier
        operator: In
        values: [backend, storage]
  template:
    metadata:
      labels:
        app: database
        tier: backend
    spec:
      containers: []
`,
    },
    {
      title: 'A label that must not be there',
      bad: `
apiVersion: apps/v1
kind: ReplicaSet
metadata:
  name: web
spec:
  selector:
    matchExpressions:
      - { key: app, operator: Exists }
      - { key: canary, operator: DoesNotExist }
  template:
    metadata:
      labels:
        app: web
        canary: "true"
        #       ^^^^^^ the selector of this ReplicaSet asks for \`canary does not exist\`, but its pods have \`canary: true\`
    spec:
      containers: []
`,
    },
    {
      title: 'Pods may have more labels than the selector asks for; a Job makes its own selector',
      good: `
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels:
      app: agent
    matchExpressions:
      - { key: tier, operator: NotIn, values: [frontend] }
  template:
    metadata:
      labels:
        app: agent
        version: "2"
    spec:
      containers: []
---
apiVersion: batch/v1
kind: Job
metadata:
  name: report
spec:
  template:
    spec:
      restartPolicy: Never
      containers: []
`,
    },
    {
      title: 'Half typed',
      good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
  template:
`,
    },
  ],
}

function selectorOf({ node, group, kind }: Resource): readonly Requirement[] | undefined {
  const selector = at(node, 'spec', 'selector')
  if (!selector) return undefined
  if (group === '') return plainRequirements(selector)
  if (kind === 'Job' && scalar(at(node, 'spec', 'manualSelector')) !== true) return undefined
  return requirementsOf(selector)
}

/** The label with the other value; without one the nearest key that exists. */
function placeOf(template: Node, { key }: Requirement): Node {
  const metadata = entry(template, 'metadata')
  const labels = entry(metadata?.value, 'labels')
  return entry(labels?.value, key)?.value ?? (labels ?? metadata ?? entry(template.parent, 'template'))?.key ?? template
}

function texts(unmet: readonly Requirement[]): string {
  return unmet.map((it) => `\`${requirementText(it)}\``).join(' and ')
}

function found(unmet: readonly Requirement[], labels: Labels): string {
  const others = unmet.filter((it) => Object.hasOwn(labels, it.key))
  if (others.length === 0) return `have no such label${unmet.length > 1 ? 's' : ''}`
  return `have ${[...new Set(others.map((it) => `\`${it.key}: ${labels[it.key]}\``))].join(' and ')}`
}

/** The template's labels as the selector wants them, where that is plain. */
function changeTemplate(
  template: Node,
  requirements: readonly Requirement[],
  unmet: readonly Requirement[],
  labels: Labels,
): readonly Fix[] {
  const values = unmet.flatMap(({ key, operator, values: [first] }): readonly (readonly [string, string])[] =>
    operator === 'In' && first !== undefined ? [[key, first]] : [],
  )
  const wanted = [...new Map(values)]
  const after = { ...labels, ...Object.fromEntries(wanted) }
  if (!requirements.every((it) => satisfies(after, it))) return []
  const edits: Edit[] = []
  const missing = wanted.filter(([key]) => !Object.hasOwn(labels, key))
  for (const [key, value] of wanted) {
    const node = at(template, 'metadata', 'labels', key)
    if (!node) continue
    if (!isWithin(node, template)) return []
    edits.push(replaceScalar(node, value))
  }
  if (missing.length > 0) {
    const added = putEntries(
      template,
      ['metadata', 'labels'],
      missing.map(([key, value]) => [scalarText(key), scalarText(value)]),
    )
    if (!added) return []
    edits.push(added)
  }
  return [
    { title: `Label the pods ${wanted.map(([key, value]) => `${key}: ${value}`).join(', ')}`, safe: false, edits },
  ]
}

/** The selector as the template has it, where only values differ. */
function changeSelector(resource: Resource, unmet: readonly Requirement[], labels: Labels): readonly Fix[] {
  const selector = at(resource.node, 'spec', 'selector')
  const edits: Edit[] = []
  for (const { key, value } of unmet) {
    const label = labels[key]
    if (!selector || !value || label === undefined || !isWithin(value, selector)) return []
    edits.push(replaceScalar(value, label))
  }
  const wanted = unmet.map(({ key }) => `${key}: ${labels[key]}`).join(', ')
  return [{ title: `Select ${wanted} (not possible once it exists)`, safe: false, edits }]
}

/** Not so where an alias or `<<` brings it in: that text belongs to others too. */
function isWithin({ from, to }: Node, outer: Node): boolean {
  return outer.from <= from && to <= outer.to
}
