import { type At, field } from '../apiserver/at.ts'
import type { Fix } from '../problem.ts'
import { removeEntry, removeItem } from '../syntax/edits.ts'
import { type Entry, entries, entry, items, type Node } from '../syntax/node.ts'
import type { Edit } from '../text/edit.ts'

/** Takes a field away, and what would then be empty around it. */
export function removing(holder: At, name: string): () => readonly Fix[] {
  return () => {
    const edit = holder.node && removal(holder.node, name)
    return edit ? [{ title: `Remove ${name}`, safe: false, edits: [edit] }] : []
  }
}

/** Takes an item out of the list `name`, or the list with it where it is the only one. */
export function removingItem(holder: At, name: string, item: At): () => readonly Fix[] {
  return () => {
    const list = field(holder, name).node
    const all = items(list)
    const index = all.findIndex((it) => it.value === item.node)
    if (!list || !holder.node || index < 0) return []
    const edit = all.length === 1 ? removal(holder.node, name) : removeItem(list, index)
    const what = item.node?.tree.type === 'scalar' ? item.node.tree.text : `this of ${name}`
    return edit ? [{ title: `Remove ${what}`, safe: false, edits: [edit] }] : []
  }
}

function removal(node: Node, name: string): Edit | undefined {
  const found = entry(node, name)
  if (!found || found.merged || node.tree.type !== 'mapping') return undefined
  const { mapping, gone } = outermost(node, found)
  return removeEntry(mapping, gone)
}

/** The entry to take away so that no object is left empty. What an anchor names stays: others may want it. */
function outermost(mapping: Node, gone: Entry): { readonly mapping: Node; readonly gone: Entry } {
  const { parent, step, tree } = mapping
  if (entries(mapping).length > 1 || parent?.tree.type !== 'mapping' || tree.anchor !== undefined)
    return { mapping, gone }
  const outer = typeof step === 'string' ? entry(parent, step) : undefined
  return outer && !outer.merged && outer.value === mapping ? outermost(parent, outer) : { mapping, gone }
}
