import { count } from '../memo.ts'
import type { Cause } from '../problem.ts'
import type { Look, Walk } from '../schema/check.ts'
import { markOf } from './at.ts'
import type { Here, Row, Say } from './row.ts'
import { type Concerning, rowsByField } from './rows-by-field.ts'

/** All rows of a type as one look: what they share is made once for each object, and nearly all of them have nothing to say. */
export function lookOf(rows: readonly Row[], concerning: Concerning = rowsByField(rows)): Look {
  const look: Look = ({ node, path, around, walk, found }) => {
    const { kind, apiVersion } = walk
    const concerned = concerning(node, kind, apiVersion)
    if (concerned.length === 0) return
    const here: Here = { node, key: undefined, path, around, kind, apiVersion, found, lists: undefined }
    const saying = new Saying(walk)
    count('rowsAsked', concerned.length)
    for (const row of concerned) {
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
