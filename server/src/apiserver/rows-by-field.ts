import { entries, type Node } from '../syntax/node.ts'
import { type Here, quiet, type Row } from './row.ts'

/** Gives, of the rows of a type, those that may have something to say of an object in a resource of that kind. */
export type Concerning = (node: Node | undefined, kind: string, apiVersion: string) => readonly Row[]

/**
 * Of all the rows of a type few have to be asked of an object, as most are about fields that it does not have. Nobody declares these
 * fields. Each row is asked once about an object that has no fields at all: if it says nothing of it, and wanted no more than
 * some of its fields, it takes the same way to nothing for all objects without them.
 */
export function rowsByField(rows: readonly Row[]): Concerning {
  let ofAll: ReadonlyMap<Row, Subjects> | undefined
  let last: Concerned | undefined
  const byKind = new Map<string, Concerned>()
  return (node, kind, apiVersion) => {
    if (!last?.isFor(kind, apiVersion)) last = find(kind, apiVersion)
    return last.by(node)
  }

  function find(kind: string, apiVersion: string): Concerned {
    ofAll ??= new Map(rows.map((row) => [row, subjectsOf(row)]))
    if (![...ofAll.values()].includes(OF_KIND)) return new Concerned(ofAll, undefined)
    const name = `${apiVersion} ${kind}`
    const known = byKind.get(name)
    if (known) return known
    const ofKind = [...ofAll].map(
      ([row, it]) => [row, it === OF_KIND ? subjectsOf(row, { kind, apiVersion }) : it] as const,
    )
    const found = new Concerned(new Map(ofKind), { kind, apiVersion })
    // Kinds of custom resources are without number.
    if (byKind.size >= MOST_KINDS) byKind.clear()
    byKind.set(name, found)
    return found
  }
}

const MOST_KINDS = 500
const MOST_SHAPES = 2000

type OfKind = Pick<Here, 'kind' | 'apiVersion'>

/** The fields that a row is about: without any of them it says nothing. */
type Subjects = ReadonlySet<string> | typeof ANYTHING | typeof OF_KIND
/** There is more to it. */
const ANYTHING = Symbol()
/** They depend on the kind of the resource. */
const OF_KIND = Symbol()

/** The rows of one type, in resources of one kind or of all. */
class Concerned {
  readonly #subjects: ReadonlyMap<Row, Subjects>
  readonly #kind: OfKind | undefined
  /** Of each field that rows are about. */
  readonly #bits: ReadonlyMap<string, number>
  /** By the bits of the fields that are there. */
  readonly #byShape = new Map<number, readonly Row[]>()

  constructor(subjects: ReadonlyMap<Row, Subjects>, kind: OfKind | undefined) {
    this.#subjects = subjects
    this.#kind = kind
    const names = new Set([...subjects.values()].flatMap((it) => (typeof it === 'symbol' ? [] : [...it])))
    if (names.size > 2 * HALF) throw new Error('rows of one type are about too many fields')
    this.#bits = new Map([...names].map((name, i) => [name, i]))
  }

  isFor(kind: string, apiVersion: string): boolean {
    return !this.#kind || (this.#kind.kind === kind && this.#kind.apiVersion === apiVersion)
  }

  by(node: Node | undefined): readonly Row[] {
    let low = 0
    let high = 0
    const all = entries(node)
    for (let i = 0; i < all.length; i++) {
      const bit = this.#bits.get(all[i]?.name ?? '')
      if (bit === undefined) continue
      if (bit < HALF) low |= 1 << bit
      else high |= 1 << (bit - HALF)
    }
    const shape = high * 2 ** HALF + low
    const known = this.#byShape.get(shape)
    if (known) return known
    const found = this.#find(new Set(all.map((it) => it.name)))
    if (this.#byShape.size >= MOST_SHAPES) this.#byShape.clear()
    this.#byShape.set(shape, found)
    return found
  }

  #find(there: ReadonlySet<string>): readonly Row[] {
    const isConcerned = (it: Subjects) => typeof it === 'symbol' || [...it].some((name) => there.has(name))
    return [...this.#subjects].flatMap(([row, it]) => (isConcerned(it) ? [row] : []))
  }
}

/** Bits in each half of a shape. */
const HALF = 26

/** Made once: an error costs more than most rows. */
const STOP = new Error('what it is about cannot be told from fields alone')

function subjectsOf(row: Row, ofKind?: OfKind): Subjects {
  const asked = new Set<string>()
  let more: Subjects | undefined
  const stop = (it: Subjects): never => {
    more ??= it
    throw STOP
  }
  const anything = () => stop(ANYTHING)
  const object: Here = {
    asked,
    get node() {
      return anything()
    },
    get path() {
      return anything()
    },
    get found() {
      return anything()
    },
    get kind() {
      return ofKind?.kind ?? stop(OF_KIND)
    },
    get apiVersion() {
      return ofKind?.apiVersion ?? stop(OF_KIND)
    },
    key: undefined,
    around: { from: 0, to: 0 },
    lists: undefined,
  }
  try {
    row.look(object, { ...quiet(anything), warning: anything })
    return more ?? asked
  } catch {
    return more ?? ANYTHING
  }
}
