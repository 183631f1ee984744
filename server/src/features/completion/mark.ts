import { entries, items, type Node } from '../../syntax/node.ts'

/** A word that stands in no manifest and reads as text. */
export const MARK = 'purser-cursor-mark'

/** The mapping with a key at an offset. */
export function parentOfKey(root: Node | undefined, offset: number): Node | undefined {
  let here = root
  while (here) {
    const own = entries(here).filter((it) => !it.merged)
    if (own.some((it) => it.key.from === offset)) return here
    here = childAt(here, offset)
  }
  return undefined
}

export function nodeStartingAt(root: Node | undefined, offset: number): Node | undefined {
  let here = root
  while (here && !(here.from === offset && here.tree.type === 'scalar')) here = childAt(here, offset)
  return here
}

/** The value or item that holds an offset. */
export function childAt(node: Node, offset: number): Node | undefined {
  if (node.tree.type === 'alias') return undefined
  const children = [
    ...entries(node).flatMap((it) => (it.merged ? [] : (it.value ?? []))),
    ...items(node).flatMap((it) => it.value ?? []),
  ]
  return children.find((it) => it.from <= offset && offset <= it.to)
}

/** The quote that a typed word starts with. */
export function quoteOf(typed: string): '' | '"' | "'" {
  return typed.startsWith('"') ? '"' : typed.startsWith("'") ? "'" : ''
}
