import { type File, positionAt, textOf } from '../../../server/src/syntax/file.ts'
import type { Tree } from '../../../server/src/syntax/tree.ts'
import { lineStarts } from '../../../server/src/text/lines.ts'

/** Whether two values are alike to the last field: what `assert.deepEqual` says, fast enough for 100,000 files. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false
    for (let i = 0; i < a.length; i++) if (!isSame(a[i], b[i])) return false
    return true
  }
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every(
    (it) => Object.hasOwn(b, it) && isSame((a as Record<string, unknown>)[it], (b as Record<string, unknown>)[it]),
  )
}

/** What is wrong with an edited file beside one that was read afresh from `text`; `undefined` for nothing. */
export function difference(file: File, afresh: File, text: string): string | undefined {
  if (textOf(file) !== text) return 'the parts do not spell the text'
  if (file.length !== afresh.length || file.parts.length !== afresh.parts.length) return 'other documents'
  for (const [i, { start, line, document }] of file.parts.entries()) {
    const fresh = afresh.parts[i]
    if (!fresh) return 'other documents'
    if (start !== fresh.start || line !== fresh.line) return `document ${i} stands elsewhere`
    if (!isSame(document.tree, fresh.document.tree) || document.offset !== fresh.document.offset) return 'another tree'
    if (!isSame(document.problems, fresh.document.problems)) return 'other problems'
    if (!isSame(document.comments, fresh.document.comments)) return 'other comments'
    if (!isSame(document, fresh.document)) return 'another document'
  }
  return misplaced(file, text)
}

/** The lines are looked up through what the file knows of its documents, and compared with those of the text. */
function misplaced(file: File, text: string): string | undefined {
  for (const [line, start] of lineStarts(text).entries()) {
    const found = positionAt(file, start)
    if (found.line !== line || found.character !== 0) return `line ${line} starts elsewhere`
  }
  return undefined
}

/** How many trees a file has, and how many of them are the same objects as in `before`. */
export function keptTrees(before: File, after: File): { readonly all: number; readonly kept: number } {
  const known = new Set<Tree>()
  for (const { document } of before.parts) visit(document.tree, (it) => known.add(it))
  let all = 0
  let kept = 0
  for (const { document } of after.parts) {
    visit(document.tree, (it) => {
      all++
      if (known.has(it)) kept++
    })
  }
  return { all, kept }
}

function visit(tree: Tree | undefined, see: (tree: Tree) => void): void {
  if (!tree) return
  see(tree)
  if (tree.type === 'sequence') for (const { value } of tree.items) visit(value, see)
  if (tree.type !== 'mapping') return
  for (const { key, value } of tree.pairs) {
    visit(key, see)
    visit(value, see)
  }
}
