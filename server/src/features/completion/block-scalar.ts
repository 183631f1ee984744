import { type Node, rootOf } from '../../syntax/node.ts'
import type { Document } from '../../syntax/tree.ts'
import { type Line, linesAbove, MAX_LINE } from './line.ts'
import { childAt } from './mark.ts'

/** Whether a place is within free text: a block scalar, or a further line of a quoted scalar. */
export function isWithinText(document: Document, offset: number, line: Line): boolean {
  return isInBlockScalar(document.text, line) || isInQuotes(document, offset, line)
}

/** Told by the lines above, so that an empty last line counts by its indentation, whatever the parser makes of it. */
function isInBlockScalar(text: string, line: Line): boolean {
  let least = line.text.trim() === '' ? line.before.length : line.text.search(/\S/)
  for (const above of linesAbove(text, line.start)) {
    if (least === 0) return false
    const indent = above.search(/\S/)
    const header = above.length > MAX_LINE ? null : HEADER.exec(above)
    const dashes = header ? (/^ *(?:- +)*/.exec(above)?.[0].length ?? 0) : 0
    if (header && (header[1] ? dashes : indent) < least) return true
    if (indent < least) least = indent
  }
  return false
}

/** A `|` or `>` at the end of a line: behind the colon of a key, or behind a dash. */
const HEADER = /(?:(:)|^ *-|- -) +(?:[!&]\S+ +)*[|>][-+0-9]{0,2}(?:\s+#.*)?$/

function isInQuotes(document: Document, offset: number, line: Line): boolean {
  let here: Node | undefined = rootOf(document)
  while (here) {
    const { tree, from, to }: Node = here
    if (tree.type === 'scalar') {
      const quote = document.text[to - 1]
      const closed = (tree.style === 'double' && quote === '"') || (tree.style === 'single' && quote === "'")
      return closed && from < line.start && offset < to
    }
    here = childAt(here, offset)
  }
  return false
}
