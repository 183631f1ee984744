import { servingContainers } from '../model/containers.ts'
import { podTemplateOf } from '../model/pods.ts'
import type { Resource } from '../model/resource.ts'
import { type Labels, labelsAt, selects } from '../model/summary.ts'
import { isAround } from '../model/view.ts'
import type { Fix } from '../problem.ts'
import { appendDocument, scalarText } from '../syntax/edits.ts'
import { at, rootOf, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const pdbMissing: Rule = {
  id: 'pdb-missing',
  severity: 'info',
  summary: 'Give workloads of several pods a PodDisruptionBudget.',
  why: `
A node drain asks nobody: two nodes that are drained at once, or one with all replicas on it, take a service away
although nothing is broken. A budget makes drains and the cluster autoscaler wait until the pods that they took are
back elsewhere.

\`maxUnavailable: 1\` fits nearly everything of two pods and more.
`,
  falseAlarms: 'Budgets that are kept elsewhere, and workloads that may be gone for a minute.',
  kinds: ['apps/Deployment', 'apps/StatefulSet'],
  optional: true,
  profiles: ['reliability'],
  notes: ['pod-disruption-budget'],

  checkAmong(resource, view, report) {
    const replicas = at(resource.node, 'spec', 'replicas')
    const count = scalar(replicas)
    const { name, namespace } = resource
    const labels = labelsAt(at(podTemplateOf(resource), 'metadata', 'labels'))
    if (!replicas || typeof count !== 'number' || count < 2 || name === undefined) return
    if (Object.keys(labels).length === 0 || servingContainers(resource).length === 0) return
    if (!view.settled || !view.closed('policy/PodDisruptionBudget', namespace)) return
    const budgets = view.all('policy/PodDisruptionBudget').filter((it) => isAround(it, namespace))
    // Of a selector without plain labels we do not see what it selects.
    if (budgets.some(({ summary }) => selects(summary.selector ?? {}, labels))) return
    report({
      at: replicas,
      message: `no PodDisruptionBudget selects the ${count} pods of \`${name}\`: a node drain may take all at once`,
      absent: { kinds: ['PodDisruptionBudget'], namespace },
      fixes: () => newBudget(resource, name),
    })
  },

  examples: [
    {
      bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 3
  #         ^ no PodDisruptionBudget selects the 3 pods of \`web\`: a node drain may take all at once
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: web:1.4.0
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: cart
  namespace: shop
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {app: cart}
`,
      fixed: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 3
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: web:1.4.0
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
  namespace: shop
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: web
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: cart
  namespace: shop
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {app: cart}
`,
    },
    {
      title: 'There is one; its expressions may mean these pods',
      good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  template:
    metadata:
      labels: {app: web, tier: front}
    spec:
      containers:
        - name: web
          image: web:1.4.0
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: front
spec:
  maxUnavailable: 1
  selector:
    matchExpressions: [{key: tier, operator: In, values: [front]}]
`,
    },
  ],
}

function newBudget(resource: Resource, name: string): readonly Fix[] {
  const { node, namespace } = resource
  const { document } = node
  const root = rootOf(document)
  const selector: Labels = labelsAt(at(node, 'spec', 'selector', 'matchLabels'))
  if (root?.tree.type !== 'mapping' || root.tree.flow || Object.keys(selector).length === 0) return []
  const lines = [
    'apiVersion: policy/v1',
    'kind: PodDisruptionBudget',
    'metadata:',
    `  name: ${scalarText(name)}`,
    ...(namespace === undefined ? [] : [`  namespace: ${scalarText(namespace)}`]),
    'spec:',
    '  maxUnavailable: 1',
    '  selector:',
    '    matchLabels:',
    ...Object.entries(selector).map(([key, value]) => `      ${scalarText(key)}: ${scalarText(value)}`),
  ]
  const edits = [appendDocument(document, `${lines.join('\n')}\n`)]
  return [{ title: `Create the PodDisruptionBudget ${name}`, safe: false, edits }]
}
