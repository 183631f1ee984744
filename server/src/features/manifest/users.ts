import { matches } from '../../explain/matching.ts'
import { some } from '../../explain/words.ts'
import { memo } from '../../memo.ts'
import { plainRequirements, type Requirement, requirementsOf } from '../../model/labels.ts'
import { podTemplateOf } from '../../model/pods.ts'
import { type Reference, referencesOf } from '../../model/references.ts'
import { type Resource, resourcesOf } from '../../model/resource.ts'
import { type Labels, labelsAt } from '../../model/summary.ts'
import type { Workspace } from '../../model/workspace.ts'
import { at, isNull } from '../../syntax/node.ts'
import type { Document } from '../../syntax/tree.ts'
import { code, type Fact, fact, kindText, pathBetween, type Subject } from './fact.ts'

/** Who in the workspace finds the resource: by its name, or its pods by their labels. */
export function users(subject: Subject): readonly Fact[] {
  const { workspace, resource } = subject
  const template = podTemplateOf(resource)
  const labels = template && labelsAt(at(template, 'metadata', 'labels'))
  const found = new Map<string, User[]>()
  for (const { uri, document } of documentsOf(workspace)) {
    for (const other of resourcesOf(document)) {
      const label = labels && selects(other, resource, labels)
      const named = label ?? (names(document, other, resource) ? (NAMED[other.kind] ?? 'Used by') : undefined)
      if (named === undefined || other.node === resource.node) continue
      found.set(named, [...(found.get(named) ?? []), { uri, kind: other.kind, name: other.name ?? '?' }])
    }
  }
  return ORDER.flatMap((label) => fact(label, usersText(subject.uri, found.get(label) ?? [])))
}

interface User {
  readonly uri: string
  readonly kind: string
  readonly name: string
}

/** Together what is of one kind and in one file: ``NetworkPolicy `a` and `b` (in `policies.yaml`)``. */
function usersText(here: string, all: readonly User[]): string | undefined {
  const groups = new Map<string, User[]>()
  for (const it of all) {
    const key = `${it.uri} ${it.kind}`
    groups.set(key, [...(groups.get(key) ?? []), it])
  }
  const texts = [...groups.values()].map((group) => {
    const [first] = group
    const where = first && first.uri !== here ? ` (in ${code(pathBetween(here, first.uri))})` : ''
    return `${kindText(first?.kind ?? '')} ${some(
      group.map((it) => code(it.name)),
      5,
    )}${where}`
  })
  return texts.length === 0 ? undefined : some(texts, 6)
}

const ORDER = ['Reached through', 'Scaled by', 'Disruptions limited by', 'Traffic limited by', 'Used by']

const NAMED: Readonly<Record<string, string>> = {
  HorizontalPodAutoscaler: 'Scaled by',
  ScaledObject: 'Scaled by',
  VerticalPodAutoscaler: 'Scaled by',
  Ingress: 'Reached through',
  HTTPRoute: 'Reached through',
  GRPCRoute: 'Reached through',
}

function* documentsOf({ files }: Workspace): Generator<{ readonly uri: string; readonly document: Document }> {
  for (const [uri, { parts }] of files) for (const { document } of parts) yield { uri, document }
}

/** What a Service, a budget or a policy has to do with pods that bear these labels; `undefined` for nothing. */
function selects(other: Resource, own: Resource, labels: Labels): string | undefined {
  if (other.namespace !== own.namespace) return undefined
  const row = SELECTING[`${other.group}/${other.kind}`]
  const node = row && at(other.node, ...row.path)
  const read = row && node && !isNull(node) ? row.read(node) : undefined
  if (!row || !read || (read.length === 0 && !row.emptyIsAll)) return undefined
  return matches(read, labels) ? row.label : undefined
}

interface Selecting {
  readonly path: readonly string[]
  readonly read: (node: Resource['node']) => readonly Requirement[] | undefined
  readonly label: string
  readonly emptyIsAll: boolean
}

const SELECTING: Readonly<Record<string, Selecting>> = {
  '/Service': { path: ['spec', 'selector'], read: plainRequirements, label: 'Reached through', emptyIsAll: false },
  'policy/PodDisruptionBudget': {
    path: ['spec', 'selector'],
    read: requirementsOf,
    label: 'Disruptions limited by',
    emptyIsAll: true,
  },
  'networking.k8s.io/NetworkPolicy': {
    path: ['spec', 'podSelector'],
    read: requirementsOf,
    label: 'Traffic limited by',
    emptyIsAll: true,
  },
}

function names(document: Document, other: Resource, own: Resource): boolean {
  const groupKind = `${own.group}/${own.kind}`
  return (referencesIn(document).get(other) ?? []).some(
    (it) => it.groupKind === groupKind && it.name === own.name && (it.clusterWide || it.namespace === own.namespace),
  )
}

const referencesIn = memo(
  'referencesIn',
  (document: Document): ReadonlyMap<Resource, readonly Reference[]> =>
    new Map(resourcesOf(document).map((it) => [it, referencesOf(it)])),
)
