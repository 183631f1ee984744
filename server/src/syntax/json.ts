import { entries, items, type Node, resolved, scalar } from './node.ts'

/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/**
 * The value that a node has as JSON, read as go-yaml reads it; `undefined` when it holds more than `budget` values,
 * as nested aliases can make it, or an alias that leads nowhere. What is missing or half-typed is null.
 */
export function toJson(node: Node | undefined, budget = 200_000): Json | undefined {
  let left = budget
  return read(node)

  function read(it: Node | undefined): Json | undefined {
    if (left-- <= 0) return undefined
    const value = it ? scalar(it) : null
    if (value !== undefined) return typeof value === 'number' && !Number.isFinite(value) ? null : value
    const shape = it && resolved(it)?.tree.type
    return shape === 'sequence' ? list(it) : shape === 'mapping' ? object(it) : undefined
  }

  function list(it: Node | undefined): Json | undefined {
    const all: Json[] = []
    for (const { value } of items(it)) {
      const json = read(value)
      if (json === undefined) return undefined
      all.push(json)
    }
    return all
  }

  function object(it: Node | undefined): Json | undefined {
    const all: Record<string, Json> = {}
    for (const { name, value, merged } of entries(it)) {
      const json = read(value)
      if (json === undefined) return undefined
      if (merged && Object.hasOwn(all, name)) continue
      // A plain assignment to `__proto__` would set the prototype instead.
      Object.defineProperty(all, name, { value: json, enumerable: true, configurable: true, writable: true })
    }
    return all
  }
}
