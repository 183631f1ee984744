import { memo } from '../memo.ts'
import { entries, items, type Node, rootOf } from '../syntax/node.ts'
import type { Document } from '../syntax/tree.ts'
import type { Span } from '../text/edit.ts'

/**
 * Comments that hold problems back, each naming the codes it is for and, behind two dashes, the reason:
 *
 *     image: web:latest # purser:ignore image-tag-latest -- local cluster only
 *     # purser:ignore image-tag-latest -- local cluster only        (for the line below)
 *     # purser:ignore-block missing-liveness-probe -- batch worker  (for the whole entry below)
 *     # purser:ignore-file recommended-labels -- vendored           (for the file, wherever it stands)
 */
export interface Suppression {
  readonly scope: 'line' | 'block' | 'file'
  readonly codes: readonly Code[]
  readonly reason: string | undefined
  /** Where problems must start to be held back; of the document. Without meaning for `file`. */
  readonly covers: Span
  /** The comment itself. */
  readonly comment: Span
}

/** One code that a comment names, and where it stands. */
export interface Code extends Span {
  readonly name: string
}

const FORM = /^#\s*purser:ignore(-block|-file)?(?:[ \t]+|$)(.*)$/

export const suppressionsOf = memo('suppressionsOf', (document: Document): readonly Suppression[] => {
  if (!document.text.includes('purser:ignore')) return []
  return document.comments.flatMap((comment) => {
    const text = document.text.slice(comment.from, comment.to)
    const match = FORM.exec(text)
    if (!match) return []
    const rest = match[2] ?? ''
    const restFrom = comment.from + text.length - rest.length
    const [list = '', reason] = rest.split(/(?:^|\s)--\s*/, 2)
    const scope = match[1] === '-block' ? 'block' : match[1] === '-file' ? 'file' : 'line'
    const codes = [...list.matchAll(/[^\s,]+/g)].map(
      (it): Code => ({ name: it[0], from: restFrom + it.index, to: restFrom + it.index + it[0].length }),
    )
    return [{ scope, codes, reason: reason?.trim() || undefined, covers: coverage(document, comment, scope), comment }]
  })
})

function coverage(document: Document, comment: Span, scope: Suppression['scope']): Span {
  const { text } = document
  const lineFrom = text.lastIndexOf('\n', comment.from - 1) + 1
  const ownLine = text.slice(lineFrom, comment.from).trim() === ''
  if (!ownLine) return { from: lineFrom, to: lineAfter(text, comment.from) }
  // Several such comments may stand on top of each other, or among other comments.
  let from = lineAfter(text, comment.to)
  while (from < text.length && /^[ \t]*(?:#|\r?\n)/.test(text.slice(from, from + 200))) from = lineAfter(text, from)
  const line = { from, to: lineAfter(text, from) }
  return scope === 'block' ? (blockAt(rootOf(document), line) ?? line) : line
}

/** The outermost entry or item that starts on a line. */
function blockAt(node: Node | undefined, line: Span): Span | undefined {
  const parts = [...entries(node), ...items(node).map(({ from, value }) => ({ from, value, to: value?.to ?? from }))]
  for (const { from, to, value } of parts) {
    if (line.from <= from && from < line.to) return { from: line.from, to: Math.max(to, line.to) }
    const inner = value && value.to > line.from && value.from < line.to ? blockAt(value, line) : undefined
    if (inner) return inner
  }
  return undefined
}

function lineAfter(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end + 1
}
