import { type Catalogue, fieldOf, type Type } from './catalogue.ts'
import type { Definition, Field } from './definition.ts'

/** What the API says about one place in a resource. */
export interface TypeAt {
  readonly type: Type
  /** The field that the place is the value of. Missing for the resource itself, list items and entries of maps. */
  readonly field?: Field
  /** The name of that field, or the key in a map. */
  readonly name?: string
  /** The struct that has the field. */
  readonly owner?: Definition
  /** The structs passed on the way, the innermost first, each with the names from it down to the place. */
  readonly chain: readonly Passed[]
}

export interface Passed {
  readonly definition: Definition
  /** Field names, and `["key"]` for entries of maps; list positions are left out. */
  readonly path: readonly string[]
}

/**
 * Follows a path of keys and list positions from the type of a resource. `undefined` where the path leaves what the API
 * knows: an unknown field, or anything inside free data.
 */
export function typeAt(catalogue: Catalogue, root: Type, path: readonly (string | number)[]): TypeAt | undefined {
  let here: TypeAt = { type: root, chain: [] }
  for (const step of path) {
    const next = typeof step === 'number' ? itemOf(here) : memberOf(catalogue, here, step)
    if (!next) return undefined
    here = next
  }
  return here
}

function itemOf({ type, chain }: TypeAt): TypeAt | undefined {
  return type.kind === 'list' ? { type: type.items, chain } : undefined
}

function memberOf(catalogue: Catalogue, { type, chain }: TypeAt, name: string): TypeAt | undefined {
  if (type.kind === 'map') {
    const step = `["${name}"]`
    return { type: type.values, name, chain: chain.map((it) => ({ ...it, path: [...it.path, step] })) }
  }
  if (type.kind !== 'struct' && type.kind !== 'either') return undefined
  const owner = type.definition
  const field = fieldOf(owner, name)
  if (!field) return undefined
  const passed = [{ definition: owner, path: [] }, ...chain]
  return {
    type: catalogue.type(field.t),
    field,
    name,
    owner,
    chain: passed.map((it) => ({ ...it, path: [...it.path, name] })),
  }
}
