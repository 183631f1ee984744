import { memo } from '../memo.ts'
import { hidingOf } from './hiding.ts'
import { KUSTOMIZATION_FILES } from './kustomize.ts'
import { podMakers } from './pods.ts'
import { kindOf } from './references.ts'
import { isInstaller, isStranger } from './strangers.ts'
import type { Seen, View } from './view.ts'
import type { Index } from './workspace.ts'

/** What there is to see from any file of a workspace, and the files whose objects do not stay as they are written. */
export interface Around {
  readonly view: Omit<View, 'uri' | 'part' | 'settled' | 'together' | 'read' | 'closed'>
  /** Whether all that may define one of a kind was read, as far as a file is concerned. */
  readonly read: (uri: string | undefined, groupKind: string, namespace: string | undefined) => boolean
  /** Whether beyond that nothing else brings objects into a namespace. */
  readonly closed: (namespace: string | undefined) => boolean
  readonly unsettled: ReadonlySet<string>
  /** By file: the kustomizations that take it by itself. */
  readonly takenBy: ReadonlyMap<string, ReadonlySet<string>>
}

/** Rebuilt when the index changes, never patched. */
export const aroundOf = memo('viewOf', (index: Index): Around => {
  const { byKind, byPlace, byName, byLabel } = sorted(index)
  const made = new Set<string>()
  const hides = hidingOf(index.files)
  for (const { kustomization, parts } of index.files.values()) {
    for (const it of kustomization?.generates ?? []) made.add(it)
    for (const summary of parts.flat()) for (const it of summary.makes ?? []) made.add(it)
  }
  const { unsettled, takenBy, brings } = kustomized(index)
  const kinds = [...byKind.keys()]
  const isOpen = brings || kinds.some(isInstaller)
  const strangers = new Set(
    kinds.filter(isStranger).flatMap((it) => (byKind.get(it) ?? []).map(({ summary }) => summary.namespace)),
  )
  return {
    unsettled,
    takenBy,
    read: (uri, groupKind, namespace) => index.complete && !hides(uri, kindOf(groupKind), namespace),
    // What names no namespace may end up in any.
    closed: (namespace) =>
      !isOpen &&
      !OF_CLUSTERS.test(namespace ?? '') &&
      (namespace === undefined ? strangers.size === 0 : !strangers.has(namespace) && !strangers.has(undefined)),
    view: {
      find: (groupKind, namespace) => byPlace.get(placeKey(groupKind, namespace)) ?? NONE,
      all: (groupKind) => byKind.get(groupKind) ?? NONE,
      named: (groupKind, name) => byName.get(`${groupKind} ${name}`) ?? NONE,
      podsWith: (key, value) => byLabel.get(`${key}=${value}`) ?? NONE,
      makes: (groupKind, name) =>
        made.has(`${groupKind} ${name}`) || made.has(`${groupKind} ${name.replace(/\d+$/, '*')}`),
    },
  }
})

/** Namespaces in which the cluster itself sets things up. */
const OF_CLUSTERS = /^(?:kube-|gke-|openshift(?:-|$)|aks-|cattle-)/

const NONE: readonly Seen[] = []

const makers: ReadonlySet<string> = new Set(podMakers)

interface Sorted {
  readonly byKind: ReadonlyMap<string, readonly Seen[]>
  readonly byPlace: ReadonlyMap<string, readonly Seen[]>
  readonly byName: ReadonlyMap<string, readonly Seen[]>
  /** What makes pods, by each of their labels. */
  readonly byLabel: ReadonlyMap<string, readonly Seen[]>
}

function sorted(index: Index): Sorted {
  const byKind = new Map<string, Seen[]>()
  const byPlace = new Map<string, Seen[]>()
  const byName = new Map<string, Seen[]>()
  const byLabel = new Map<string, Seen[]>()
  for (const [uri, said] of index.files) {
    for (const [part, summaries] of said.parts.entries()) {
      for (const summary of summaries) {
        const seen: Seen = { uri, part, summary }
        add(byKind, summary.groupKind, seen)
        add(byPlace, placeKey(summary.groupKind, summary.namespace), seen)
        if (makers.has(summary.groupKind))
          for (const [key, value] of Object.entries(summary.podLabels ?? {})) add(byLabel, `${key}=${value}`, seen)
        if (summary.name !== undefined) add(byName, `${summary.groupKind} ${summary.name}`, seen)
      }
    }
  }
  return { byKind, byPlace, byName, byLabel }
}

function add(map: Map<string, Seen[]>, key: string, seen: Seen): void {
  const known = map.get(key)
  if (known) known.push(seen)
  else map.set(key, [seen])
}

function placeKey(groupKind: string, namespace: string | undefined): string {
  return namespace === undefined ? groupKind : `${groupKind} ${namespace}`
}

/**
 * What kustomize does to the files: those that hang together with a kustomization that changes what it takes, and
 * whether one brings in what is in no file.
 */
function kustomized({ files }: Index): Pick<Around, 'unsettled' | 'takenBy'> & { readonly brings: boolean } {
  const unsettled = new Set<string>()
  const links = new Map<string, string[]>()
  const takenBy = new Map<string, Set<string>>()
  const changing: string[] = []
  let brings = false
  const link = (a: string, b: string) => {
    links.set(a, [...(links.get(a) ?? []), b])
    links.set(b, [...(links.get(b) ?? []), a])
  }
  for (const [uri, { kustomization }] of files) {
    if (!kustomization) continue
    for (const it of kustomization.takes) if (files.has(it)) takenBy.set(it, (takenBy.get(it) ?? new Set()).add(uri))
    const taken = kustomization.takes.map((it) => fileAt(files, it))
    // What it takes and nobody read is as good as elsewhere.
    if (kustomization.brings || taken.includes(undefined)) brings = true
    if (kustomization.brings || kustomization.changes) changing.push(uri)
    for (const it of [...taken, ...kustomization.patches]) if (it !== undefined) link(uri, it)
  }
  const reach = [...changing]
  for (let uri = reach.pop(); uri !== undefined; uri = reach.pop()) {
    if (unsettled.has(uri)) continue
    unsettled.add(uri)
    reach.push(...(links.get(uri) ?? []))
  }
  return { unsettled, takenBy, brings }
}

/** A file, or the kustomization in a folder. */
function fileAt(files: Index['files'], uri: string): string | undefined {
  return [uri, ...KUSTOMIZATION_FILES.map((it) => `${uri}/${it}`)].find((it) => files.has(it))
}
