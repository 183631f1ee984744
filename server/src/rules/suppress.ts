import { memo } from '../memo.ts'
import type { Document, ItemTree, Tree } from '../syntax/tree.ts'
import type { Span } from '../text/edit.ts'
import { lastIndexWhere } from '../text/lines.ts'
import { annotationSuppressions } from './suppress-annotations.ts'

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
  /** Written for us, in a comment or an annotation, or for another tool. */
  readonly origin: 'comment' | 'annotation' | 'peer'
  readonly codes: readonly Code[]
  readonly reason: string | undefined
  /** Where problems must start to be held back; of the document. Without meaning for `file`. */
  readonly covers: Span
  /** The comment or the annotation itself. */
  readonly comment: Span
}

/** One code that a comment names, and where it stands. */
export interface Code extends Span {
  readonly name: string
}

const FORM = /^#[ \t]*purser:ignore(-block|-file)?(?:[ \t]+|$)(.*)$/

export const suppressionsOf = memo('suppressionsOf', (document: Document): readonly Suppression[] => {
  const annotations = annotationSuppressions(document)
  const comments = commentSuppressions(document)
  return annotations.length === 0 ? comments : [...comments, ...annotations]
})

function commentSuppressions(document: Document): readonly Suppression[] {
  const below = contentBelow(document.text)
  return document.comments.flatMap((comment) => {
    if (!isNamed(document.text, comment.from)) return []
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
    const covers = coverage(document, comment, scope, below)
    return [{ scope, origin: 'comment', codes, reason: reason?.trim() || undefined, covers, comment }]
  })
}

/** Whether a comment that starts at an offset may be one of ours. Asked of every comment at every keystroke. */
function isNamed(text: string, from: number): boolean {
  let at = from + 1
  while (text.charCodeAt(at) === SPACE) at++
  return text.charCodeAt(at) === LETTER_P || text.charCodeAt(at) === TAB
}

const TAB = 9
const SPACE = 32
const LETTER_P = 112

function coverage(
  { text, tree, offset }: Document,
  comment: Span,
  scope: Suppression['scope'],
  below: (from: number) => number,
): Span {
  const lineFrom = text.lastIndexOf('\n', comment.from - 1) + 1
  const ownLine = text.slice(lineFrom, comment.from).trim() === ''
  if (!ownLine) return { from: lineFrom, to: lineAfter(text, comment.from) }
  const from = below(lineAfter(text, comment.to))
  const line = { from, to: lineAfter(text, from) }
  return scope === 'block' ? (blockAt(tree, offset, line) ?? line) : line
}

/**
 * The first line from a place on that is neither a comment nor empty: several comments may stand on top of each other.
 * Asked from the top to the bottom, it goes through a stack of them once.
 */
function contentBelow(text: string): (from: number) => number {
  let run = { from: 0, to: -1 }
  return (from) => {
    if (from < run.from || from > run.to) {
      let to = from
      while (to < text.length && /^[ \t]*(?:#|\r?\n)/.test(text.slice(to, to + 200))) to = lineAfter(text, to)
      run = { from, to }
    }
    return run.to
  }
}

/** The outermost entry or item that starts on a line, of a tree at an offset. It is looked up: there may be thousands. */
function blockAt(tree: Tree | undefined, offset: number, line: Span): Span | undefined {
  const parts: readonly ItemTree[] = tree?.type === 'mapping' ? tree.pairs : tree?.type === 'sequence' ? tree.items : []
  const above = lastIndexWhere(parts, (it) => offset + it.offset < line.from)
  const around = parts[above]
  const inner = around && blockAt(around.value, offset + around.valueOffset, line)
  const first = parts[above + 1]
  if (inner || !first || offset + first.offset >= line.to) return inner
  return { from: line.from, to: Math.max(offset + first.valueOffset + (first.value?.length ?? 0), line.to) }
}

function lineAfter(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end + 1
}
