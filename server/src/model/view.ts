import type { Summary } from './summary.ts'

/**
 * What a rule may know of the other resources of the workspace. Whatever a rule asks here is remembered (`listening`),
 * so that it is asked again only where it would be told something else.
 */
export interface View {
  /** Resources of a `group/Kind` in a namespace; `undefined` stands for resources that name no namespace. */
  readonly find: (groupKind: string, namespace: string | undefined) => readonly Seen[]
  /** Those of all namespaces. */
  readonly all: (groupKind: string) => readonly Seen[]
  /** Those of a name, in all namespaces. */
  readonly named: (groupKind: string, name: string) => readonly Seen[]
  /** What makes pods with a label, in all namespaces. */
  readonly podsWith: (key: string, value: string) => readonly Seen[]
  /**
   * Whether something in the workspace makes one of that name: a generator of kustomize, a SealedSecret, a StatefulSet its claims. Of `image`:
   * whether kustomize or Skaffold gives it a tag.
   */
  readonly makes: (groupKind: string, name: string) => boolean
  /**
   * Whether every one of a `group/Kind` in a namespace that the files define is in view: all were read, and none that is broken or a template
   * may define another one. Of `/Pod`: also all that makes pods, with their labels.
   */
  readonly read: (groupKind: string, namespace: string | undefined) => boolean
  /**
   * Whether beyond that nothing can be in the namespace that no file names: no custom resource there of which a
   * controller makes who knows what, no chart, nothing that kustomize fetches or calls otherwise. Only then is missing
   * what nobody has seen.
   */
  readonly closed: (groupKind: string, namespace: string | undefined) => boolean
  /** Whether the objects of the file that asks stay as they are written: no kustomization patches or moves them. */
  readonly settled: boolean
  /** Whether one kustomization takes the file that asks and another one, directly: then both are applied at once. */
  readonly together: (uri: string) => boolean
  /** The file that asks, where it is one. */
  readonly uri: string | undefined
  /** The position of the document that asks in its file. */
  readonly part: number
}

/** A resource somewhere in the workspace. Offsets count from the start of its document. */
export interface Seen {
  readonly uri: string
  /** The position of its document in the file. */
  readonly part: number
  readonly summary: Summary
}

/** What somebody asked of a view and was told. */
export type Told = readonly { readonly ask: (view: View) => Answer; readonly answer: Answer }[]
type Answer = boolean | string | number | undefined | readonly Seen[]

/** Lets `look` ask a view, and gives what it was told. */
export function listening(view: View, look: (view: View) => void): Told {
  const told: Told[number][] = []
  const tell = <A extends Answer>(ask: (view: View) => A): A => {
    const answer = ask(view)
    told.push({ ask, answer })
    return answer
  }
  look({
    find: (groupKind, namespace) => tell((it) => it.find(groupKind, namespace)),
    all: (groupKind) => tell((it) => it.all(groupKind)),
    named: (groupKind, name) => tell((it) => it.named(groupKind, name)),
    podsWith: (key, value) => tell((it) => it.podsWith(key, value)),
    makes: (groupKind, name) => tell((it) => it.makes(groupKind, name)),
    read: (groupKind, namespace) => tell((it) => it.read(groupKind, namespace)),
    closed: (groupKind, namespace) => tell((it) => it.closed(groupKind, namespace)),
    together: (uri) => tell((it) => it.together(uri)),
    get settled() {
      return tell((it) => it.settled)
    },
    get uri() {
      return tell((it) => it.uri)
    },
    get part() {
      return tell((it) => it.part)
    },
  })
  return told
}

/** Whether a view would tell the same. */
export function tells(view: View, told: Told): boolean {
  return told.every(({ ask, answer }) => isSame(answer, ask(view)))
}

function isSame(a: Answer, b: Answer): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && isSameList(a, b))
}

/** Of a thousand resources with the same question each compares the same two lists. */
function isSameList(a: readonly Seen[], b: readonly Seen[]): boolean {
  const known = compared.get(a)
  if (known?.with === b) return known.same
  const same =
    a.length === b.length &&
    a.every((it, i) => it.uri === b[i]?.uri && it.part === b[i]?.part && it.summary === b[i]?.summary)
  compared.set(a, { with: b, same })
  return same
}

const compared = new WeakMap<readonly Seen[], { readonly with: readonly Seen[]; readonly same: boolean }>()
