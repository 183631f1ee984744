import { lastIndexWhere } from '../text/lines.ts'
import { entriesOf, type Frame } from './resume.ts'
import type { ItemTree, MappingTree, PairTree, SequenceTree, Tree } from './tree.ts'

export type Entry = PairTree | ItemTree

export function withValue({ tree, index }: Frame, value: Tree): readonly Entry[] {
  const found = entriesOf(tree)[index]
  return found ? [{ ...found, value }] : []
}

/** The collection with other entries; it ends with the last of them. */
export function treeOf(tree: MappingTree | SequenceTree, entries: readonly Entry[]): MappingTree | SequenceTree {
  const last = entries.at(-1)
  const length = last ? last.valueOffset + (last.value?.length ?? 0) : tree.length
  // Which kind of entries they are follows from the kind of the tree.
  if (tree.type === 'mapping') return { ...tree, length, pairs: entries as readonly PairTree[] }
  return { ...tree, length, items: entries }
}

export function rewrapped(frames: readonly Frame[], inner: Tree, shift: number): Tree {
  return frames.reduceRight((value, frame) => {
    const entries = entriesOf(frame.tree)
    const rest = entries.slice(frame.index + 1).map((it) => moved(it, shift))
    return treeOf(frame.tree, [...entries.slice(0, frame.index), ...withValue(frame, value), ...rest])
  }, inner)
}

export function moved<T extends Entry>(it: T, shift: number): T {
  return shift === 0 ? it : { ...it, offset: it.offset + shift, valueOffset: it.valueOffset + shift }
}

/** What stood in `[from, to)` replaced, what stood behind it moved. */
export function spliced<T extends { readonly from: number; readonly to: number }>(
  all: readonly T[],
  from: number,
  to: number,
  fresh: readonly T[],
  shift: number,
): readonly T[] {
  const before = all.slice(0, lastIndexWhere(all, (it) => it.from < from) + 1)
  const after = all.slice(lastIndexWhere(all, (it) => it.from < to) + 1)
  return [
    ...before,
    ...fresh,
    ...after.map((it) => (shift === 0 ? it : { ...it, from: it.from + shift, to: it.to + shift })),
  ]
}

/** With texts of its own. A slice of a string keeps the whole of it in memory, here one whole text for every edit. */
export function own<T extends Entry>(it: T, fresh: { nodes: number }): T {
  const value = it.value && owned(it.value, fresh)
  return 'key' in it ? { ...it, key: owned(it.key, fresh), value } : { ...it, value }
}

const SHORTEST_SLICE = 13

function owned(tree: Tree, fresh: { nodes: number }): Tree {
  fresh.nodes++
  switch (tree.type) {
    case 'scalar':
      return tree.text.length < SHORTEST_SLICE ? tree : { ...tree, text: ` ${tree.text}`.slice(1) }
    case 'mapping':
      return { ...tree, pairs: tree.pairs.map((it) => own(it, fresh)) }
    case 'sequence':
      return { ...tree, items: tree.items.map((it) => own(it, fresh)) }
    case 'alias':
      return tree
  }
}
