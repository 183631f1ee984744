import { attached, memo } from '../memo.ts'
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
  /** Those of which something is said that others ask for by its value, in all namespaces: who `scales` that name, what takes that of `routes`. */
  readonly having: (fact: Fact, value: string) => readonly Seen[]
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
  /** Whether one puts labels on them and on their selectors. */
  readonly relabelled: boolean
  /** Whether one kustomization takes the file that asks and another one, directly: then both are applied at once. */
  readonly together: (uri: string) => boolean
  /** The file that asks, where it is one. */
  readonly uri: string | undefined
  /** The position of the document that asks in its file. */
  readonly part: number
}

/** What `Contents` say and others look up. */
export type Fact = 'scales' | 'routes'

/** A resource somewhere in the workspace. Offsets count from the start of its document. */
export interface Seen {
  readonly uri: string
  /** The position of its document in the file. */
  readonly part: number
  readonly summary: Summary
}

/** Whether the objects of the file that asks have all that they will have: kustomize adds nothing. */
export function isAsWritten(view: Pick<View, 'settled' | 'relabelled'>): boolean {
  return view.settled && !view.relabelled
}

/** Whether it may end up in a namespace: where one of the two names none, kubectl will say which it is. */
export function isAround({ summary }: Seen, namespace: string | undefined): boolean {
  return summary.namespace === namespace || summary.namespace === undefined || namespace === undefined
}

/** What somebody asked of a view and was told. */
export type Told = readonly Heard[]
interface Heard {
  readonly ask: Ask
  /** As it was told last: an older one that says the same would hold on to all that was in view then. */
  answer: Answer
}
type Ask<A extends Answer = Answer> = (view: View) => A
type Answer = boolean | string | number | undefined | readonly Seen[]

/** Lets `look` ask a view on behalf of the document at that position of its file, and gives what it was told. */
export function listening(view: View, part: number, look: (view: View) => void): Told {
  const listener = new Listener(view, part)
  look(listener)
  return listener.told
}

/** The same view, asked on behalf of the document at that position. */
export function seenFrom(view: View, part: number): View {
  return new Listener(view, part)
}

/** A class, because of most documents nothing is asked: all that it costs is to be made. */
class Listener implements View {
  readonly told: Heard[] = []
  private readonly view: View
  private readonly position: number

  constructor(view: View, part: number) {
    this.view = view
    this.position = part
  }

  find(groupKind: string, namespace: string | undefined) {
    return this.tell(ASK.find(groupKind, namespace))
  }
  all(groupKind: string) {
    return this.tell(ASK.all(groupKind))
  }
  named(groupKind: string, name: string) {
    return this.tell(ASK.named(groupKind, name))
  }
  having(fact: Fact, value: string) {
    return this.tell(ASK.having(fact, value))
  }
  podsWith(key: string, value: string) {
    return this.tell(ASK.podsWith(key, value))
  }
  makes(groupKind: string, name: string) {
    return this.tell(ASK.makes(groupKind, name))
  }
  read(groupKind: string, namespace: string | undefined) {
    return this.tell(ASK.read(groupKind, namespace))
  }
  closed(groupKind: string, namespace: string | undefined) {
    return this.tell(ASK.closed(groupKind, namespace))
  }
  together(uri: string) {
    return this.tell(ASK.together(uri))
  }
  get settled() {
    return this.tellOnce(ASK.settled)
  }
  get relabelled() {
    return this.tellOnce(ASK.relabelled)
  }
  get uri() {
    return this.tellOnce(ASK.uri)
  }
  get part() {
    if (!this.told.some((it) => it.ask === ASK.part)) this.told.push({ ask: ASK.part, answer: this.position })
    return this.position
  }

  private tell<A extends Answer>(ask: Ask<A>): A {
    const answer = ask(this.view)
    this.told.push({ ask, answer })
    return answer
  }

  private tellOnce<A extends Answer>(ask: Ask<A>): A {
    return this.told.some((it) => it.ask === ask) ? ask(this.view) : this.tell(ask)
  }
}

/** Questions stand here, outside, so that none holds on to the view that was asked first. */
const ASK = {
  find: (groupKind: string, namespace: string | undefined) => (it: View) => it.find(groupKind, namespace),
  all: (groupKind: string) => (it: View) => it.all(groupKind),
  named: (groupKind: string, name: string) => (it: View) => it.named(groupKind, name),
  having: (fact: Fact, value: string) => (it: View) => it.having(fact, value),
  podsWith: (key: string, value: string) => (it: View) => it.podsWith(key, value),
  makes: (groupKind: string, name: string) => (it: View) => it.makes(groupKind, name),
  read: (groupKind: string, namespace: string | undefined) => (it: View) => it.read(groupKind, namespace),
  closed: (groupKind: string, namespace: string | undefined) => (it: View) => it.closed(groupKind, namespace),
  together: (uri: string) => (it: View) => it.together(uri),
  settled: (it: View) => it.settled,
  relabelled: (it: View) => it.relabelled,
  uri: (it: View) => it.uri,
  part: (it: View) => it.part,
}

/** Whether a view would tell the same to the document at that position of its file. */
export function tells(view: View, told: Told, part: number): boolean {
  return told.every((heard) => {
    const now = heard.ask === ASK.part ? part : heard.ask(view)
    if (!isSame(heard.answer, now)) return false
    heard.answer = now
    return true
  })
}

function isSame(a: Answer, b: Answer): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && isSameList(a, b))
}

/** Of a thousand resources with the same question each compares the same two lists: the result for long ones is kept. */
function isSameList(a: readonly Seen[], b: readonly Seen[]): boolean {
  if (a.length !== b.length) return false
  if (a.length < LONG) return hasSame(a, b)
  const known = compared.get(a)
  if (known?.with === nameOf(b)) return known.same
  const same = hasSame(a, b)
  compared.set(a, { with: nameOf(b), same })
  return same
}

const LONG = 8

function hasSame(a: readonly Seen[], b: readonly Seen[]): boolean {
  return a.every(
    (it, i) => it === b[i] || (it.uri === b[i]?.uri && it.part === b[i]?.part && it.summary === b[i]?.summary),
  )
}

const compared = attached<readonly Seen[], { readonly with: symbol; readonly same: boolean }>()

/** Stands for a list without holding on to it: else each list would keep the next alive, long after both have gone. */
const nameOf = memo('nameOf', (_: readonly Seen[]) => Symbol())
