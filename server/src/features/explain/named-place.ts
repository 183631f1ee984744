import { type Catalogue, fieldOf, type Type } from '../../schema/catalogue.ts'
import type { Definition } from '../../schema/definition.ts'
import { type TypeAt, typeAt } from '../../schema/type-at.ts'

/** A place in a kind as a person names it. */
export interface NamedPlace {
  /** Names only: `spec.containers.image`. */
  readonly names: readonly string[]
  readonly at: TypeAt
}

/** Follows words such as `spec`, `containers`, `image`, in any case; items of lists need no word of their own. */
export function namedPlace(catalogue: Catalogue, root: Type, words: readonly string[]): NamedPlace | undefined {
  let names: readonly string[] = []
  let path: readonly (string | number)[] = []
  let at = top(root)
  for (const word of words) {
    const struct = structOf(at.type)
    const name = struct ? fieldName(struct, word) : word
    path = [...path, ...inside(at.type), name ?? '']
    const next = name === undefined ? undefined : typeAt(catalogue, root, path)
    if (name === undefined || !next) return undefined
    names = [...names, name]
    at = next
  }
  return { names, at }
}

/** The resource itself. */
export function top(root: Type): TypeAt {
  return { type: root, chain: [] }
}

/** The struct whose fields are meant at a place of this type: itself, or that of its items. */
export function structOf(type: Type): Definition | undefined {
  if (type.kind === 'list') return structOf(type.items)
  if (type.kind === 'map') return structOf(type.values)
  return type.kind === 'struct' || type.kind === 'either' ? type.definition : undefined
}

/** The steps from a place down to that struct. */
function inside(type: Type): readonly (string | number)[] {
  if (type.kind === 'list') return [0, ...inside(type.items)]
  return type.kind === 'map' && structOf(type) ? ['*', ...inside(type.values)] : []
}

function fieldName(struct: Definition, word: string): string | undefined {
  if (fieldOf(struct, word)) return word
  const lower = word.toLowerCase()
  return Object.keys(struct.fields).find((it) => it.toLowerCase() === lower)
}
