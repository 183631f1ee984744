import { requirementsOf } from '../model/labels.ts'
import type { Resource } from '../model/resource.ts'
import { selectedBy } from '../model/selected.ts'
import type { View } from '../model/view.ts'
import type { Fix } from '../problem.ts'
import { replaceNode, replaceScalar } from '../syntax/edits.ts'
import { at, entry, isNull, type Node, scalar } from '../syntax/node.ts'
import { startOf } from './naming/absent.ts'
import type { Rule } from './rule.ts'

export const pdbBlocksEvictions: Rule = {
  id: 'pdb-blocks-evictions',
  severity: 'warning',
  summary: 'Let a PodDisruptionBudget allow at least one eviction.',
  why: `
A budget that leaves nothing over stops every node drain: upgrades of the cluster, the autoscaler, a colleague who takes a broken node
out. They wait, and in the end somebody deletes pods by force, which is what the budget should have prevented. A managed cluster
may do so by itself after an hour.

\`maxUnavailable: 1\` keeps all but one pod and always moves on, also when somebody changes the number of replicas.

With one replica no budget helps: either the drain waits or the pod goes. Some keep \`maxUnavailable: 0\` for a database on purpose, so
that a person has to come; then hold this rule back with a comment that says who.
`,
  falseAlarms: 'Workloads whose number of replicas is another one in the cluster.',
  kinds: ['policy/PodDisruptionBudget'],
  notes: ['pod-disruption-budget'],

  check(resource, report) {
    const spec = at(resource.node, 'spec')
    for (const field of FIELDS) {
      const node = at(spec, field)
      const it = shareOf(node)
      if (!spec || !node || !it || !blocksAlways(field, it)) continue
      const message = `\`${field}: ${scalar(node)}\` allows no eviction at all: every drain of a node with such a pod waits for ever`
      report({ at: node, message, fixes: () => allowingOne(spec, field) })
    }
  },

  checkAmong(resource, view, report) {
    const spec = at(resource.node, 'spec')
    const node = at(spec, 'minAvailable')
    const it = shareOf(node)
    if (!spec || !node || !it || blocksAlways('minAvailable', it) || !view.settled) return
    const replicas = replicasOf(resource, view)
    if (!replicas) return
    const kept = 'count' in it ? it.count : Math.ceil((it.percent * replicas.count) / 100)
    if (kept < replicas.count || kept === 0) return
    report({
      at: node,
      message: `\`minAvailable: ${scalar(node)}\` of ${replicas.count === 1 ? 'one replica' : `${replicas.count} replicas`} allows no eviction: every drain of a node with such a pod waits for ever`,
      related: replicas.related,
      fixes: () => allowingOne(spec, 'minAvailable'),
    })
  },

  examples: [
    {
      bad: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: none-at-all
spec:
  maxUnavailable: 0 # careful
  #               ^ \`maxUnavailable: 0\` allows no eviction at all: every drain of a node with such a pod waits for ever
  selector:
    matchLabels: {app: web}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: all
spec:
  minAvailable: "100%"
  #             ^^^^^^ \`minAvailable: 100%\` allows no eviction at all: every drain of a node with such a pod waits for ever
  selector:
    matchLabels: {app: web}
`,
      fixed: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: none-at-all
spec:
  maxUnavailable: 1 # careful
  selector:
    matchLabels: {app: web}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: all
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {app: web}
`,
    },
    {
      title: 'The only pod there is',
      bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
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
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 1
  #             ^ \`minAvailable: 1\` of one replica allows no eviction: every drain of a node with such a pod waits for ever
  selector:
    matchLabels: {app: web}
`,
      fixed: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
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
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {app: web}
`,
    },
    {
      title: 'A number that an autoscaler decides, and a DaemonSet, of which the nodes decide',
      good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
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
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 3
  maxReplicas: 9
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 1
  selector:
    matchLabels: {app: web}
---
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      containers:
        - name: agent
          image: agent:1.2.3
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: agent
spec:
  minAvailable: 1
  selector:
    matchLabels: {app: agent}
`,
    },
  ],
}

const FIELDS = ['maxUnavailable', 'minAvailable'] as const

/** Kinds whose number of pods is written in them; of all others it hangs on something else. */
const COUNTED: ReadonlySet<string> = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet'])

type Share = { readonly count: number } | { readonly percent: number }

function shareOf(node: Node | undefined): Share | undefined {
  const value = scalar(node)
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? { count: value } : undefined
  const percent = typeof value === 'string' ? /^(\d{1,3})%$/.exec(value)?.[1] : undefined
  return percent === undefined ? undefined : { percent: Number(percent) }
}

function blocksAlways(field: (typeof FIELDS)[number], it: Share): boolean {
  if (field === 'minAvailable') return 'percent' in it && it.percent === 100
  return ('count' in it ? it.count : it.percent) === 0
}

/** How many pods the budget is about, where the manifests say so and nobody else can. */
function replicasOf(resource: Resource, view: View) {
  const selector = at(resource.node, 'spec', 'selector')
  const wanted = isNull(selector) || !selector ? undefined : requirementsOf(selector)
  if (!wanted || wanted.length === 0) return undefined
  const selected = selectedBy(view, wanted).filter(({ summary }) => summary.namespace === resource.namespace)
  if (selected.length === 0 || !selected.every(({ summary }) => COUNTED.has(summary.groupKind))) return undefined
  // Two of one name: variants, of which one is applied.
  if (new Set(selected.map(({ summary }) => `${summary.groupKind} ${summary.name}`)).size < selected.length)
    return undefined
  const counts = selected.map(({ summary }) => summary.replicas)
  const names = new Set(selected.map(({ summary }) => summary.name))
  // Whatever is written there, an autoscaler decides; where nothing is written, one that is not here may.
  const scaled = [...names].some((it) => it !== undefined && view.having('scales', it).length > 0)
  if (scaled || !counts.every((it) => it !== undefined && it > 0)) return undefined
  const related = selected.map((it) => ({ ...startOf(it), message: 'the replicas are written here' }))
  return { count: counts.reduce((sum: number, it) => sum + (it ?? 0), 0), related }
}

function allowingOne(spec: Node, field: (typeof FIELDS)[number]): readonly Fix[] {
  const found = entry(spec, field)
  if (!found?.value || found.merged) return []
  const edits = [
    ...(field === 'maxUnavailable' ? [] : [replaceScalar(found.key, 'maxUnavailable')]),
    replaceNode(found.value, '1'),
  ]
  return [{ title: 'Allow one eviction at a time: maxUnavailable: 1', safe: false, edits }]
}
