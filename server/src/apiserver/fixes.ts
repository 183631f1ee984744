import type { Fix } from '../problem.ts'
import { changesTo } from '../schema/change-to.ts'
import { removeEntry } from '../syntax/edits.ts'
import { entry } from '../syntax/node.ts'
import { type At, field } from './at.ts'

/** Ways to put things right that rows share: each is asked for only when a person wants it. */

/** Takes a field out of the object that holds it. */
export function removal(holder: At, name: string): () => readonly Fix[] {
  return () => {
    const { node } = holder
    const found = node && entry(node, name)
    if (!found || found.merged || node.tree.type !== 'mapping') return []
    return [{ title: `Remove ${name}`, safe: false, edits: [removeEntry(node, found)] }]
  }
}

/** Puts one of some values in the place of that of a field. */
export function change(
  holder: At,
  name: string,
  ...values: readonly (string | number | boolean)[]
): () => readonly Fix[] {
  return () => {
    const { node } = field(holder, name)
    return node ? changesTo(node, values) : []
  }
}

/** Several ways, in order. */
export function either(...ways: readonly (() => readonly Fix[])[]): () => readonly Fix[] {
  return () => ways.flatMap((it) => it())
}
