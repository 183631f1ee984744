import { attached, memo } from '../memo.ts'
import { hidingOf } from './hiding.ts'
import { KUSTOMIZATION_FILES } from './kustomize.ts'
import { podMakers } from './pods.ts'
import { kindOf } from './references.ts'
import { isInstaller, isStranger } from './strangers.ts'
import type { Summary } from './summary.ts'
import type { Fact, Seen, View } from './view.ts'
import type { Index } from './workspace.ts'

/** What there is to see from any file of a workspace, and the files whose objects do not stay as they are written. */
export interface Around extends Pick<View, 'find' | 'all' | 'named' | 'having' | 'podsWith' | 'makes'> {
  /** Whether all that may define one of a kind was read, as far as a file is concerned. */
  readonly read: (uri: string | undefined, groupKind: string, namespace: string | undefined) => boolean
  /** Whether beyond that nothing else brings objects into a namespace. */
  readonly closed: (namespace: string | undefined) => boolean
  /** The kustomizations out of which come objects that no file names, or of which a part is not here. */
  readonly bringing: ReadonlySet<string>
  readonly unsettled: ReadonlySet<string>
  readonly relabelled: ReadonlySet<string>
  /** By file: the kustomizations that take it by itself. */
  readonly takenBy: ReadonlyMap<string, ReadonlySet<string>>
}

/** Rebuilt when the index changes, never patched. */
export const aroundOf = memo('viewOf', (index: Index): Around => {
  const { byKind, byPlace, byName, byLabel, byFact } = sorted(index)
  const made = new Set<string>()
  const hides = hidingOf(index.files)
  for (const { kustomization, parts } of index.files.values()) {
    for (const it of kustomization?.generates ?? []) made.add(it)
    for (const summary of parts.flat()) for (const it of summary.makes ?? []) made.add(it)
  }
  const { bringing, unsettled, relabelled, takenBy } = kustomized(index)
  const kinds = [...byKind.keys()]
  const isOpen = bringing.size > 0 || kinds.some(isInstaller)
  const strangers = new Set(
    kinds.filter(isStranger).flatMap((it) => (byKind.get(it) ?? []).map(({ summary }) => summary.namespace)),
  )
  return {
    bringing,
    unsettled,
    relabelled,
    takenBy,
    read: (uri, groupKind, namespace) => index.complete && !hides(uri, kindOf(groupKind), namespace),
    // What names no namespace may end up in any.
    closed: (namespace) =>
      !isOpen &&
      !OF_CLUSTERS.test(namespace ?? '') &&
      (namespace === undefined ? strangers.size === 0 : !strangers.has(namespace) && !strangers.has(undefined)),
    find: (groupKind, namespace) => byPlace.get(groupKind)?.get(namespace) ?? NONE,
    all: (groupKind) => byKind.get(groupKind) ?? NONE,
    named: (groupKind, name) => byName.get(groupKind)?.get(name) ?? NONE,
    having: (fact, value) => byFact.get(fact)?.get(value) ?? NONE,
    podsWith: (key, value) => byLabel.get(key)?.get(value) ?? NONE,
    makes: (groupKind, name) =>
      made.has(`${groupKind} ${name}`) || made.has(`${groupKind} ${name.replace(/\d+$/, '*')}`),
  }
})

/** What is around, as it is seen from one file. A class, as there is one for each file and nearly nothing is asked of it. */
export class ViewFrom implements View {
  readonly uri: string | undefined
  readonly part = 0
  readonly settled: boolean
  readonly relabelled: boolean
  private readonly around: Around

  constructor(around: Around, uri: string | undefined) {
    this.around = around
    this.uri = uri
    this.settled = uri === undefined || !around.unsettled.has(uri)
    this.relabelled = uri !== undefined && around.relabelled.has(uri)
  }

  find(groupKind: string, namespace: string | undefined) {
    return this.around.find(groupKind, namespace)
  }
  all(groupKind: string) {
    return this.around.all(groupKind)
  }
  named(groupKind: string, name: string) {
    return this.around.named(groupKind, name)
  }
  having(fact: Fact, value: string) {
    return this.around.having(fact, value)
  }
  podsWith(key: string, value: string) {
    return this.around.podsWith(key, value)
  }
  makes(groupKind: string, name: string) {
    return this.around.makes(groupKind, name)
  }
  read(groupKind: string, namespace: string | undefined) {
    return this.around.read(this.uri, groupKind, namespace)
  }
  closed(groupKind: string, namespace: string | undefined) {
    return this.read(groupKind, namespace) && this.around.closed(namespace)
  }
  together(other: string) {
    const { takenBy } = this.around
    const takers = this.uri === undefined ? undefined : takenBy.get(this.uri)
    return takers !== undefined && [...takers].some((it) => takenBy.get(other)?.has(it))
  }
}

/** Namespaces in which the cluster itself sets things up. */
const OF_CLUSTERS = /^(?:kube-|gke-|openshift(?:-|$)|aks-|cattle-)/

const NONE: readonly Seen[] = []

const makers: ReadonlySet<string> = new Set(podMakers)

interface Sorted {
  readonly byKind: ReadonlyMap<string, readonly Seen[]>
  readonly byPlace: ByTwo<string | undefined>
  readonly byName: ByTwo<string>
  /** What makes pods, by each of their labels. */
  readonly byLabel: ByTwo<string>
  readonly byFact: ByTwo<string>
}

/** In two steps: a key put together from two would be another text for each that is added or asked for. */
type ByTwo<K> = ReadonlyMap<string, ReadonlyMap<K, readonly Seen[]>>

function sorted(index: Index): Sorted {
  const byKind = new Map<string, Seen[]>()
  const byPlace = new Map<string, Map<string | undefined, Seen[]>>()
  const byName = new Map<string, Map<string, Seen[]>>()
  const byLabel = new Map<string, Map<string, Seen[]>>()
  const byFact = new Map<string, Map<string, Seen[]>>()
  for (const [uri, said] of index.files) {
    for (const [part, summaries] of said.parts.entries()) {
      for (const summary of summaries) {
        const { groupKind, namespace, name, podLabels, scales, routes = [] } = summary
        const seen = seenAt(uri, part, summary)
        add(byKind, groupKind, seen)
        add(below(byPlace, groupKind), namespace, seen)
        if (podLabels && makers.has(groupKind))
          for (const key in podLabels) add(below(byLabel, key), podLabels[key] ?? '', seen)
        if (scales !== undefined) add(below(byFact, 'scales'), scales, seen)
        for (const it of routes) add(below(byFact, 'routes'), it, seen)
        if (name !== undefined) add(below(byName, groupKind), name, seen)
      }
    }
  }
  return { byKind, byPlace, byName, byLabel, byFact }
}

/** The same object as long as it stands where it stood. */
function seenAt(uri: string, part: number, summary: Summary): Seen {
  const before = lastSeen.get(summary)
  if (before?.uri === uri && before.part === part) return before
  const seen: Seen = { uri, part, summary }
  lastSeen.set(summary, seen)
  return seen
}

const lastSeen = attached<Summary, Seen>()

function add<K>(map: Map<K, Seen[]>, key: K, seen: Seen): void {
  const known = map.get(key)
  if (known) known.push(seen)
  else map.set(key, [seen])
}

function below<K>(map: Map<string, Map<K, Seen[]>>, key: string): Map<K, Seen[]> {
  const known = map.get(key) ?? new Map<K, Seen[]>()
  map.set(key, known)
  return known
}

/**
 * What kustomize does to the files: those that hang together with a kustomization that changes what it takes, or with one that puts
 * labels on it, and those that bring in what is in no file.
 */
function kustomized({ files }: Index): Pick<Around, 'bringing' | 'unsettled' | 'relabelled' | 'takenBy'> {
  const links = new Map<string, string[]>()
  const takenBy = new Map<string, Set<string>>()
  const changing: string[] = []
  const labelling: string[] = []
  const bringing = new Set<string>()
  const link = (a: string, b: string) => {
    links.set(a, [...(links.get(a) ?? []), b])
    links.set(b, [...(links.get(b) ?? []), a])
  }
  for (const [uri, { kustomization }] of files) {
    if (!kustomization) continue
    for (const it of kustomization.takes) if (files.has(it)) takenBy.set(it, (takenBy.get(it) ?? new Set()).add(uri))
    const taken = kustomization.takes.map((it) => fileAt(files, it))
    // What it takes and nobody read is as good as elsewhere.
    if (kustomization.brings || taken.includes(undefined)) bringing.add(uri)
    if (kustomization.brings || kustomization.changes) changing.push(uri)
    if (kustomization.labels) labelling.push(uri)
    for (const it of [...taken, ...kustomization.patches]) if (it !== undefined) link(uri, it)
  }
  return { bringing, unsettled: reached(changing, links), relabelled: reached(labelling, links), takenBy }
}

/** All that hangs together with one of these. */
function reached(from: readonly string[], links: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>()
  const reach = [...from]
  for (let uri = reach.pop(); uri !== undefined; uri = reach.pop()) {
    if (found.has(uri)) continue
    found.add(uri)
    reach.push(...(links.get(uri) ?? []))
  }
  return found
}

/** A file, or the kustomization in a folder. */
function fileAt(files: Index['files'], uri: string): string | undefined {
  return [uri, ...KUSTOMIZATION_FILES.map((it) => `${uri}/${it}`)].find((it) => files.has(it))
}
