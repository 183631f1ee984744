import type { Edit, Span } from './text/edit.ts'

export type Severity = 'error' | 'warning' | 'info' | 'hint'

/** Something to tell a person about a place in a document. Spans count from the start of that document. */
export interface Problem extends Span {
  /** Stable: shown to people, named in suppressions and settings, and the address of its page. */
  readonly code: string
  /** `error` is kept for what the API server refuses. */
  readonly severity: Severity
  /** What is wrong and what is allowed, in plain words. */
  readonly message: string
  /** The field path as the API server writes it: `spec.template.spec.containers[0].image`, `data[key]`. */
  readonly path?: string
  /** Kubernetes minors for which it holds: from `from` on, up to but without `below`. Missing: for all. */
  readonly versions?: { readonly from?: number; readonly below?: number }
  /** Why the server refuses it: its own error type, or how its decoder fails. */
  readonly cause?: Cause
  /** The rule of the API server behind it, where it has one of ours in apiserver/: its name there, and what it says. */
  readonly server?: {
    readonly row: string
    readonly why: string
    /** What is not in sight may put it right: in a patch it says nothing. */
    readonly ofWhole?: true
    /** It follows from another fault, which is told as well. */
    readonly isEcho?: true
  }
  /** Made only when somebody asks: the ways to put it right, the best first. */
  readonly fixes?: () => readonly Fix[]
  readonly related?: readonly Related[]
  readonly tag?: 'deprecated' | 'unnecessary'
  /** A rule that tells of the same fault knowing less: what it says at this place is left out. */
  readonly insteadOf?: string
  /** What nobody has seen: settings may say that it is elsewhere. */
  readonly absent?: Absent
}

/** Something that is in no file of the workspace. */
export interface Absent {
  /** One of these kinds would do, as `Deployment`. */
  readonly kinds: readonly string[]
  /** Missing where any name would do. */
  readonly name?: string
  readonly namespace: string | undefined
}

export type Cause =
  | 'decode'
  | 'unknown'
  | 'duplicate'
  | 'required'
  | 'unsupported'
  | 'invalid'
  | 'forbidden'
  | 'not-found'
  | 'too-long'
  | 'too-many'
  /** The server takes it, and says something about it. */
  | 'warning'

/** Whether a problem is one for a minor version of Kubernetes. */
export function holdsFor({ versions }: Problem, minor: number): boolean {
  if (versions?.from !== undefined && minor < versions.from) return false
  return versions?.below === undefined || minor < versions.below
}

/** A problem where a span of minors has it at all. */
export function within(problem: Problem, span: NonNullable<Problem['versions']>): readonly Problem[] {
  const from = Math.max(problem.versions?.from ?? 0, span.from ?? 0)
  const below = Math.min(problem.versions?.below ?? Number.POSITIVE_INFINITY, span.below ?? Number.POSITIVE_INFINITY)
  if (from >= below) return []
  const versions = { ...(from > 0 ? { from } : {}), ...(below < Number.POSITIVE_INFINITY ? { below } : {}) }
  return [{ ...problem, versions }]
}

/** Without those that say the same of the same place once more: the API server names some faults at two paths. */
export function distinct(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>()
  return problems.filter(({ from, to, message }) => {
    const key = `${from} ${to} ${message}`
    return !seen.has(key) && seen.add(key)
  })
}

export interface Fix {
  /** What the light bulb says: starts with a verb. */
  readonly title: string
  /** Keeps the meaning, so that Fix All and `purser lint --fix` may apply it unseen. */
  readonly safe: boolean
  /** Offsets count from the start of the document. */
  readonly edits: readonly Edit[]
}

/** The fix that may be applied unseen: the only one that keeps the meaning. Where several do, a person has to choose. */
export function safeFix({ fixes }: Problem): Fix | undefined {
  const [only, ...more] = fixes?.().filter((it) => it.safe && it.edits.length > 0) ?? []
  return more.length > 0 ? undefined : only
}

/**
 * A second place that explains the problem. Without a `uri` it is in the same document; with one, offsets count from the
 * start of the document at position `part` of that file.
 */
export interface Related extends Span {
  readonly uri?: string
  readonly part?: number
  readonly message: string
}
