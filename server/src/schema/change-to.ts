import type { Fix } from '../problem.ts'
import { replaceNode, replaceScalar } from '../syntax/edits.ts'
import type { Node } from '../syntax/node.ts'

/**
 * Fixes that put one of `values` in the place of a scalar: in the quotes that it has, so that JSON stays JSON, else in
 * those that it needs. None where it has a tag, which would then be wrong, or an anchor, which others need.
 */
export function changesTo(node: Node, values: readonly (string | number | boolean)[], safe = false): readonly Fix[] {
  if (!isBare(node)) return []
  return values.slice(0, 5).map((it) => ({
    title: `Change to ${it}`,
    safe,
    edits: [typeof it === 'string' ? replaceScalar(node, it) : replaceNode(node, String(it))],
  }))
}

/** Without a tag or an anchor before it. */
export function isBare({ tree }: Node): boolean {
  return tree.tag === undefined && tree.anchor === undefined
}

/** Fixes for a name that something beside has: the same with a number. */
export function renaming(node: Node, name: string, taken: ReadonlySet<string>): readonly Fix[] {
  if (!isBare(node)) return []
  let number = 2
  while (taken.has(`${name}-${number}`)) number++
  const other = `${name}-${number}`
  return [{ title: `Name it ${other}`, safe: false, edits: [replaceScalar(node, other)] }]
}
