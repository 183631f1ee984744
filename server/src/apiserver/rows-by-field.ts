import { entries, type Node } from '../syntax/node.ts'
import { type Probe, probing } from './at.ts'
import { type Here, quiet, type Row } from './row.ts'

/**
 * Finds the rows that may have something to say of an object: of all those of its type a few, as most are about fields that it
 * does not have. Nobody declares these fields. Each row is asked once about an object of this kind that has no fields at all: if it
 * says nothing of it, and wanted no more than some of its fields, it takes the same way to nothing for all objects without them.
 */
export function rowsByField(
  rows: readonly Row[],
): (node: Node | undefined, kind: string, apiVersion: string) => readonly Row[] {
  let last: Concerned | undefined
  const all = new Map<string, Concerned>()
  return (node, kind, apiVersion) => {
    if (last?.kind !== kind || last.apiVersion !== apiVersion) {
      const name = `${apiVersion} ${kind}`
      last = all.get(name) ?? new Concerned(rows, kind, apiVersion)
      // Kinds of custom resources are without number.
      if (all.size >= MOST_KINDS) all.clear()
      all.set(name, last)
    }
    return last.by(node)
  }
}

const MOST_KINDS = 500
const MOST_SHAPES = 2000

/** The rows of one type in resources of one kind. */
class Concerned {
  readonly kind: string
  readonly apiVersion: string
  readonly #rows: readonly Row[]
  /** What each row is about; missing for those that are always asked. */
  readonly #fields: ReadonlyMap<Row, ReadonlySet<string>>
  /** Of the fields that rows are about. */
  readonly #bits: ReadonlyMap<string, number>
  /** By the sum of the bits of the fields that are there. */
  readonly #byShape = new Map<number, readonly Row[]>()

  constructor(rows: readonly Row[], kind: string, apiVersion: string) {
    this.kind = kind
    this.apiVersion = apiVersion
    this.#rows = rows
    this.#fields = new Map(
      rows.flatMap((row) => {
        const fields = fieldsOf(row, kind, apiVersion)
        return fields ? [[row, fields]] : []
      }),
    )
    const names = new Set([...this.#fields.values()].flatMap((it) => [...it]))
    this.#bits = new Map([...names].map((name, i) => [name, i]))
  }

  by(node: Node | undefined): readonly Row[] {
    let low = 0
    let high = 0
    for (const { name } of entries(node)) {
      const bit = this.#bits.get(name)
      if (bit === undefined) continue
      if (bit < 31) low |= 1 << bit
      else high |= 1 << (bit - 31)
    }
    const shape = high * 2 ** 31 + low
    const known = this.#byShape.get(shape)
    if (known) return known
    const there = new Set(entries(node).map((it) => it.name))
    const found = this.#rows.filter((row) => {
      const fields = this.#fields.get(row)
      return !fields || [...fields].some((it) => there.has(it))
    })
    if (this.#byShape.size >= MOST_SHAPES) this.#byShape.clear()
    this.#byShape.set(shape, found)
    return found
  }
}

/** The fields that a row is about, if without any of them it says nothing; `undefined` if there is more to it. */
export function fieldsOf(row: Row, kind: string, apiVersion: string): ReadonlySet<string> | undefined {
  let isMore = false
  const more = (): never => {
    isMore = true
    throw new Error('more than fields is wanted')
  }
  const here: Here & Probe = {
    get node() {
      return more()
    },
    get path() {
      return more()
    },
    get found() {
      return more()
    },
    key: undefined,
    around: { from: 0, to: 0 },
    lists: undefined,
    kind,
    apiVersion,
    asked: new Set(),
  }
  try {
    probing(here, () => row.look(here, { ...quiet(more), warning: more }))
  } catch {
    return undefined
  }
  return isMore ? undefined : here.asked
}
