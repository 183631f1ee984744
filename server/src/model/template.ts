import { memo } from '../memo.ts'
import { entries, items, type Node, rootOf } from '../syntax/node.ts'
import type { Document } from '../syntax/tree.ts'

/**
 * Whether a document is a template that still has to be rendered. `{{` alone says nothing: one plain manifest in eleven
 * holds it in strings. Here it counts where YAML expects structure: as a line of its own, or as the start of a value.
 */
export const isTemplate = memo('isTemplate', (document: Document): boolean => {
  const { text } = document
  if (!text.includes('{{')) return false
  for (const match of text.matchAll(STRUCTURAL)) {
    const offset = match.index + match[0].length - 2
    if (!isInsideText(document, offset)) return true
  }
  return false
})

/** `{{` after nothing but indentation, a dash or a key. */
const STRUCTURAL = /^(?:[ \t]|- )*(?:[\w./"'-]+:[ \t]+)?\{\{/gm

/** Whether an offset is within a block scalar, a quoted scalar or a comment. */
function isInsideText(document: Document, offset: number): boolean {
  if (document.comments.some((it) => it.from <= offset && offset < it.to)) return true
  let here: Node | undefined = rootOf(document)
  while (here) {
    if (here.tree.type === 'scalar') return here.tree.style !== 'plain'
    here = childAt(here, offset)
  }
  return false
}

function childAt(node: Node, offset: number): Node | undefined {
  const children = [
    ...entries(node)
      .filter((it) => !it.merged)
      .flatMap((it) => (it.value ? [it.key, it.value] : [it.key])),
    ...items(node).flatMap((it) => it.value ?? []),
  ]
  return children.find((it) => it.from <= offset && offset < it.to)
}
