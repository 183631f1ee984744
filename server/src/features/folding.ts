import { memo } from '../memo.ts'
import type { Workspace } from '../model/workspace.ts'
import { entries, items, type Node, rootOf } from '../syntax/node.ts'
import { memoByTree } from '../syntax/remember.ts'
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
  const root = rootOf(document)
  if (root && root.tree.type !== 'alias') collect(foldsBelow(root), root.from, folds)
  return [...folds, ...commentBlocks(document)]
})

/** The folds of the entries and items of a node, and of what is in them. Offsets count from the start of the node. */
interface Folds {
  readonly own: readonly Fold[]
  readonly inside: readonly { readonly from: number; readonly folds: Folds }[]
}

const foldsBelow = memoByTree('foldsBelow', (node: Node): Folds => {
  const own: Fold[] = []
  const inside: Folds['inside'][number][] = []
  const { text } = node.document
  const add = (from: number, value: Node) => {
    const to = endOf(text, value.to)
    if (!text.slice(from, to).includes('\n')) return
    own.push({ from: from - node.from, to: to - node.from })
    if (value.tree.type !== 'scalar') inside.push({ from: value.from - node.from, folds: foldsBelow(value) })
  }
  for (const { from, value, merged } of entries(node)) {
    if (!merged && value && value.tree.type !== 'alias') add(from, value)
  }
  for (const { from, value } of items(node)) if (value && value.tree.type !== 'alias') add(from, value)
  return { own, inside }
})

/** In the order of the text. */
function collect({ own, inside }: Folds, by: number, folds: Fold[]): void {
  let next = 0
  for (const { from, to } of own) {
    folds.push({ from: from + by, to: to + by })
    for (let it = inside[next]; it && it.from < to; it = inside[++next]) collect(it.folds, it.from + by, folds)
  }
}

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
