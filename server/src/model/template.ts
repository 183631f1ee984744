import { memo } from '../memo.ts'
import type { Document, ItemTree, PairTree, Tree } from '../syntax/tree.ts'
import { lastIndexWhere } from '../text/lines.ts'

/**
 * Whether a document is a template that still has to be rendered. `{{` alone says nothing: one plain manifest in eleven
 * holds it in strings. Here it counts where YAML expects structure: as a line of its own, or as the start of a value.
 */
export const isTemplate = memo('isTemplate', (document: Document): boolean => {
  const { text } = document
  if (!text.includes('{{')) return false
  for (const match of text.matchAll(FIRST_OF_LINE)) {
    const lead = match[0].slice(0, -2)
    if (isLead(lead) && !isInsideText(document, match.index + lead.length)) return true
  }
  return false
})

/** A line as far as its first `{{`. */
const FIRST_OF_LINE = /^[^{\r\n]*\{\{/gm

/** Nothing but indentation, dashes and a key. By hand: a pattern for blanks and dashes fails on a line of megabytes. */
function isLead(text: string): boolean {
  let at = 0
  while (isBlank(text, at) || (text[at] === '-' && text[at + 1] === ' ')) at++
  return at === text.length || /^[\w./"'-]+:[ \t]+$/.test(text.slice(at))
}

function isBlank(text: string, at: number): boolean {
  return text[at] === ' ' || text[at] === '\t'
}

/** Whether an offset is within a block scalar, a quoted scalar or a comment. There may be thousands of each. */
function isInsideText({ comments, tree, offset: start }: Document, offset: number): boolean {
  const comment = comments[lastIndexWhere(comments, (it) => it.from <= offset)]
  if (comment && offset < comment.to) return true
  let here: Placed | undefined = tree && { tree, from: start }
  while (here && here.tree.type !== 'scalar') here = within(childAt(here, offset), offset)
  return here?.tree.type === 'scalar' && here.tree.style !== 'plain'
}

/** A tree, and where it starts in the document. */
interface Placed {
  readonly tree: Tree
  readonly from: number
}

/** The last child that starts before an offset. */
function childAt({ tree, from }: Placed, offset: number): Placed | undefined {
  const parts: readonly Part[] = tree.type === 'mapping' ? tree.pairs : tree.type === 'sequence' ? tree.items : []
  const part = parts[lastIndexWhere(parts, (it) => from + it.offset <= offset)]
  if (part?.value && from + part.valueOffset <= offset) return { tree: part.value, from: from + part.valueOffset }
  return part?.key && { tree: part.key, from: from + part.offset }
}

/** An entry of a mapping or an item of a list. */
type Part = ItemTree & Partial<PairTree>

function within(placed: Placed | undefined, offset: number): Placed | undefined {
  return placed && placed.from <= offset && offset < placed.from + placed.tree.length ? placed : undefined
}
