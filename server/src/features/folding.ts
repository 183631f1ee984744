import { memo } from '../memo.ts'
import type { Workspace } from '../model/workspace.ts'
import { entries, items, type Node, rootOf } from '../syntax/node.ts'
import type { Document } from '../syntax/tree.ts'

/** What can be folded. Offsets count from the start of the file: the first and the last character that belong to it. */
export interface Fold {
  readonly from: number
  readonly to: number
  readonly kind?: 'comment'
}

/** Documents, entries and items of several lines, and blocks of comments. */
export function folding(workspace: Workspace, uri: string): readonly Fold[] {
  const parts = workspace.files.get(uri)?.parts ?? []
  return parts.flatMap(({ start, document }) => {
    const whole = parts.length > 1 && document.tree ? documentFold(document) : undefined
    const folds = whole ? [whole, ...foldsOf(document)] : foldsOf(document)
    return start === 0 ? folds : folds.map((it) => ({ ...it, from: it.from + start, to: it.to + start }))
  })
}

function documentFold({ text, offset }: Document): Fold {
  const from = text.startsWith('---') ? 0 : offset
  return { from, to: endOf(text, text.length) }
}

const foldsOf = memo('foldsOf', (document: Document): readonly Fold[] => {
  const folds: Fold[] = []
  const { text } = document
  const add = (from: number, end: number) => {
    const to = endOf(text, end)
    if (text.slice(from, to).includes('\n')) folds.push({ from, to })
  }
  const visit = (node: Node | undefined) => {
    for (const entry of entries(node)) {
      if (entry.merged || !entry.value || entry.value.tree.type === 'alias') continue
      add(entry.from, entry.to)
      visit(entry.value)
    }
    for (const { from, value } of items(node)) {
      if (!value || value.tree.type === 'alias') continue
      add(from, value.to)
      visit(value)
    }
  }
  if (rootOf(document)?.tree.type !== 'alias') visit(rootOf(document))
  return [...folds, ...commentBlocks(document)]
})

/** Runs of lines that hold nothing but comments. */
function commentBlocks({ text, comments }: Document): readonly Fold[] {
  const blocks: { from: number; to: number; kind: 'comment' }[] = []
  let open: (typeof blocks)[number] | undefined
  for (const { from, to } of comments) {
    const ownLine = text.slice(text.lastIndexOf('\n', from - 1) + 1, from).trim() === ''
    if (open && ownLine && /^\r?\n[ \t]*$/.test(text.slice(open.to, from))) open.to = to
    else if (ownLine) {
      open = { from, to, kind: 'comment' }
      blocks.push(open)
    } else open = undefined
  }
  return blocks.filter((it) => text.slice(it.from, it.to).includes('\n'))
}

function endOf(text: string, to: number): number {
  return text.slice(0, to).trimEnd().length
}
