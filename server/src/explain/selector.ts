import { plainRequirements, type Requirement, requirementsOf } from '../model/labels.ts'
import { podTemplateOf } from '../model/pods.ts'
import { labelsAt } from '../model/summary.ts'
import { at, isNull, stringAt } from '../syntax/node.ts'
import type { Explainer, Question } from './explainer.ts'
import { matches, matching, titleOfSeen } from './matching.ts'
import { follows, type Path } from './values.ts'
import { some } from './words.ts'

/**
 * Which workloads of the workspace a selector of pods means.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
 */
export const selector: Explainer = {
  id: 'selector',
  explain(question) {
    const { resource, path } = question
    const row = TABLE.find(
      (it) =>
        it.kinds.includes(`${resource.group}/${resource.kind}`) &&
        path.length >= length(it) &&
        follows(path.slice(0, length(it)), it.path),
    )
    const place = row && path.slice(0, length(row))
    const node = place && at(resource.node, ...place)
    if (!row || !node || isNull(node)) return undefined
    if (row.only && !row.only(question, place)) return undefined
    const read = row.plain ? plainRequirements(node) : requirementsOf(node)
    if (!read || read.some(isHalfTyped)) return undefined
    if (read.length === 0) return row.empty
    return row.own ? ownPods(question, read) : found(question, read)
  },
}

interface Row {
  readonly kinds: readonly string[]
  readonly path: string
  /** What an empty selector means there, if it says anything. */
  readonly empty: string | undefined
  /** It is labels alone, without matchLabels. */
  readonly plain?: true
  /** It names the pods that the resource makes itself. */
  readonly own?: true
  readonly only?: (question: Question, place: Path) => boolean
}

const EVERY_POD = 'An empty selector means every pod of the namespace.'

const TABLE: readonly Row[] = [
  {
    kinds: ['/Service'],
    path: 'spec.selector',
    plain: true,
    empty: 'Without labels the Service finds no pods by itself: somebody else has to write its EndpointSlices.',
    only: ({ resource }) => stringAt(resource.node, 'spec', 'type') !== 'ExternalName',
  },
  { kinds: ['/ReplicationController'], path: 'spec.selector', plain: true, own: true, empty: undefined },
  {
    kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet'],
    path: 'spec.selector',
    own: true,
    empty: undefined,
  },
  { kinds: ['policy/PodDisruptionBudget'], path: 'spec.selector', empty: EVERY_POD },
  { kinds: ['networking.k8s.io/NetworkPolicy'], path: 'spec.podSelector', empty: EVERY_POD },
  ...['spec.ingress.*.from.*.podSelector', 'spec.egress.*.to.*.podSelector'].map(
    (path): Row => ({ kinds: ['networking.k8s.io/NetworkPolicy'], path, empty: EVERY_POD, only: inOwnNamespace }),
  ),
]

/** `app:`, which says the empty label to the API server, and to nobody else. */
function isHalfTyped({ from, value }: Requirement): boolean {
  return from === 'matchLabels' && isNull(value)
}

function length({ path }: Row): number {
  return path.split('.').length
}

/** With a namespaceSelector beside it, a podSelector looks into other namespaces, of which nothing is known here. */
function inOwnNamespace({ resource }: Question, place: Path): boolean {
  return isNull(at(resource.node, ...place.slice(0, -1), 'namespaceSelector'))
}

function found({ resource, view }: Question, read: readonly Requirement[]): string | undefined {
  const here = matching(view, read, resource.namespace)
  if (here.length > 0) return `Matches the pods of ${some(here.map(titleOfSeen), 4)}.`
  if (!view.read('/Pod', resource.namespace)) return undefined
  if (resource.namespace === undefined) {
    return 'Matches nothing in this workspace: of the workloads that, like this one, name no namespace, none has these labels on its pods.'
  }
  const elsewhere = matching(view, read, undefined)
  if (elsewhere.length > 0) {
    return `Matches the pods of ${some(elsewhere.map(titleOfSeen), 4)} only if applied to the namespace \`${resource.namespace}\`: no namespace is written there.`
  }
  return `Matches nothing in this workspace: no workload of the namespace \`${resource.namespace}\` has these labels on its pods.`
}

function ownPods({ resource, view, path }: Question, read: readonly Requirement[]): string | undefined {
  const labels = at(podTemplateOf(resource), 'metadata', 'labels')
  if (!matches(read, labelsAt(labels)))
    return 'Does not match the labels of its own pod template; the API server refuses that.'
  const own = `${resource.group}/${resource.kind}`
  const others = matching(view, read, resource.namespace).filter(
    ({ summary }) => summary.groupKind !== own || summary.name !== resource.name,
  )
  if (others.length === 0 && path.length > 2) return undefined // nothing about this one label
  if (others.length === 0) return `Matches the pods of this ${resource.kind}, and of no other workload in view.`
  return `Matches the pods of this ${resource.kind}, but also those of ${some(others.map(titleOfSeen), 4)}: two controllers should not select the same pods.`
}
