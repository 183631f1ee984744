import type { Cause, Problem } from '../problem.ts'
import type { Span } from '../text/edit.ts'
import type { At } from './at.ts'

/**
 * One rule by which kube-apiserver refuses an object, or takes it with a warning, beyond types and required fields.
 * Facts are those of a running server, asked version by version; see test/apiserver/README.md.
 */
export interface Row {
  /** Its name in tests, in `--format json` and in hovers: `POD11`. */
  readonly id: string
  /** The rule as a colleague would tell it, one or two sentences: the hover on a problem of it. */
  readonly why: string
  readonly look: (here: Here, say: Say) => void
  /** It reads `here.found`. */
  readonly asksForFound?: true
}

/** The object that a row is about: `at` functions lead on from it. It may not be there at all. */
export interface Here extends At {
  /** Of the resource that holds it. */
  readonly kind: string
  readonly apiVersion: string
  /** What was found in the object before: rows come last. Only for a row that asks for it. */
  readonly found: readonly Problem[]
}

/** By the short name of the type that they are about, `ContainerPort`; under `*` those about every resource as a whole. */
export type Rows = Readonly<Record<string, readonly Row[]>>

export function row(id: string, why: string, look: Row['look']): Row {
  return { id, why, look }
}

/** A row that looks at what was found in the object before. */
export function rowAfterOthers(id: string, why: string, look: Row['look']): Row {
  return { id, why, look, asksForFound: true }
}

/** Each says what is wrong at a place in plain words, with the form that is allowed. */
export type Say = Readonly<
  Record<Exclude<Cause, 'decode' | 'unknown'>, (at: At, message: string, extra?: Extra) => void>
>

export type Extra = Partial<Pick<Problem, 'fixes' | 'related' | 'versions'>> & {
  /** As the server spells it, where that is not the path in the YAML. */
  readonly path?: string
  /** Something that is missing makes it wrong, which in a patch may be elsewhere. */
  readonly ofWhole?: true
  /** It follows from another fault, which is told as well: said only to who asks for all that the server says. */
  readonly isEcho?: true
  /** What to underline instead. */
  readonly mark?: Span
}

/** Says nothing to anybody; only tells that there would have been something to say. */
export function quiet(found: () => void): Say {
  return {
    required: found,
    invalid: found,
    unsupported: found,
    duplicate: found,
    forbidden: found,
    'not-found': found,
    'too-long': found,
    'too-many': found,
    warning: () => {},
  }
}
