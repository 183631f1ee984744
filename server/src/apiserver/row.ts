import { count } from '../memo.ts'
import type { Cause, Problem } from '../problem.ts'
import type { Look, Walk } from '../schema/check.ts'
import type { Span } from '../text/edit.ts'
import { type At, markOf } from './at.ts'

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

/** All rows of a type as one look: what they share is made once for each object, and nearly all of them say nothing. */
export function lookOf(rows: readonly Row[]): Look {
  const look: Look = ({ node, path, around, walk, found }) => {
    const { kind, apiVersion } = walk
    const here: Here = { node, key: undefined, path, around, kind, apiVersion, found }
    const saying = new Saying(walk)
    count('rowsAsked', rows.length)
    for (const row of rows) {
      saying.row = row
      row.look(here, saying)
    }
  }
  return Object.assign(look, { asksForFound: rows.some((it) => it.asksForFound) })
}

const NO_ROW = { id: '', why: '' }

/** A class, because its getters cost nothing until one of them is asked for. */
class Saying implements Say {
  row: Pick<Row, 'id' | 'why'> = NO_ROW
  readonly walk: Walk

  constructor(walk: Walk) {
    this.walk = walk
  }

  get required() {
    return this.as('required')
  }
  get invalid() {
    return this.as('invalid')
  }
  get unsupported() {
    return this.as('unsupported')
  }
  get duplicate() {
    return this.as('duplicate')
  }
  get forbidden() {
    return this.as('forbidden')
  }
  get 'not-found'() {
    return this.as('not-found')
  }
  get 'too-long'() {
    return this.as('too-long')
  }
  get 'too-many'() {
    return this.as('too-many')
  }
  get warning() {
    return this.as('warning')
  }

  as(cause: Cause): Say[keyof Say] {
    const { walk } = this
    const { id: row, why } = this.row
    return (at, message, extra = {}) => {
      const { mark = markOf(at), path: spelt = at.path, ofWhole, isEcho, ...rest } = extra
      // What is written as a scalar stands in a patch as it will stand in the whole; of all else the rest may come from there.
      const isOfWhole = ofWhole === true || at.node?.tree.type !== 'scalar'
      walk.report({
        ...rest,
        from: mark.from,
        to: mark.to,
        code: CODES[cause],
        severity: cause === 'warning' ? 'warning' : 'error',
        message,
        path: spelt,
        cause,
        server: { row, why, ...(isOfWhole ? { ofWhole: true } : {}), ...(isEcho ? { isEcho } : {}) },
      })
    }
  }
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

const CODES: Readonly<Record<Cause, string>> = {
  decode: 'wrong-type',
  unknown: 'unknown-field',
  required: 'missing-required',
  invalid: 'invalid-value',
  unsupported: 'unsupported-value',
  duplicate: 'duplicate-list-item',
  forbidden: 'forbidden-field',
  'not-found': 'undefined-reference',
  'too-long': 'too-long',
  'too-many': 'too-long',
  warning: 'server-warning',
}
