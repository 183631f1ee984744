import { count, memo } from '../memo.ts'
import type { Span } from '../text/edit.ts'
import { lastIndexWhere } from '../text/lines.ts'
import { isBlownUp } from './aliasing.ts'
import { isMerge } from './keys.ts'
import { keyName, scalarValue, type Value } from './scalar.ts'
import type { Document, PairTree, Tree } from './tree.ts'

/**
 * A tree at its place in a document: what every feature and rule works with. Made on demand on the way down, so
 * looking at one corner of a large document costs no more than the way to it. Offsets count from the start of the
 * document. Every function here takes `undefined` and anything of another shape, and then finds nothing: half-typed
 * YAML is the normal case.
 */
export interface Node extends Span {
  readonly document: Document
  readonly tree: Tree
  readonly parent: Node | undefined
  /** The key or position under which the parent holds it; for a key node, `undefined`. */
  readonly step: string | number | undefined
  /** What was found in it: only functions of this file look here. As a memo it would cost more than all that it saves. */
  known?: Known | undefined
}

interface Known {
  own?: readonly Entry[]
  all?: readonly Entry[]
  items?: readonly Item[]
}

/** One `key: value` of a mapping. */
export interface Entry {
  /** The key as the API server reads it. */
  readonly name: string
  readonly key: Node
  /** Missing in `key:`. */
  readonly value: Node | undefined
  /** From the key to the end of the value; within this document even if it came in by a merge. */
  readonly from: number
  readonly to: number
  /** It came in through `<<: *anchor`. */
  readonly merged?: true
}

export interface Item {
  readonly index: number
  /** Where its `-` stands in a block sequence. */
  readonly from: number
  /** Missing after a lone `-`. */
  readonly value: Node | undefined
}

/** The outermost node. */
export const rootOf = memo('rootOf', (document: Document): Node | undefined => {
  const { tree, offset } = document
  return (
    tree && {
      document,
      tree,
      from: offset,
      to: offset + tree.length,
      parent: undefined,
      step: undefined,
      known: undefined,
    }
  )
})

/** The entries of a mapping, those that `<<` brings in at the end. An alias counts as what it stands for. */
export function entries(node: Node | undefined): readonly Entry[] {
  const target = node && resolved(node)
  return target?.tree.type === 'mapping' ? entriesOf(target) : []
}

/** The items of a sequence, empty ones too. An alias counts as what it stands for. */
export function items(node: Node | undefined): readonly Item[] {
  const target = node && resolved(node)
  return target?.tree.type === 'sequence' ? itemsOf(target) : []
}

/** The values of a sequence, without the empty ones. */
export function values(node: Node | undefined): readonly Node[] {
  const found: Node[] = []
  for (const { value } of items(node)) if (value) found.push(value)
  return found
}

/** The last of that name, as keys that are there twice are read; of merged ones the first. */
export function entry(node: Node | undefined, name: string): Entry | undefined {
  const all = entries(node)
  let merged: Entry | undefined
  // Asked hundreds of times for each object, and mostly for what is not there.
  for (let i = all.length - 1; i >= 0; i--) {
    const it = all[i]
    if (it?.name !== name) continue
    if (!it.merged) return it
    merged = it
  }
  return merged
}

/** The node at the end of a path of keys and positions. */
export function at(node: Node | undefined, ...path: readonly (string | number)[]): Node | undefined {
  let here = node
  // Asked more than anything else: where code runs too seldom to be optimized `of` makes an object at each step.
  for (let i = 0; i < path.length; i++) {
    const step = path[i] ?? ''
    here = typeof step === 'number' ? items(here)[step]?.value : entry(here, step)?.value
    if (!here) return undefined
  }
  return here
}

/** What a scalar means, as go-yaml reads it; `undefined` for a missing node or a collection. */
export function scalar(node: Node | undefined): Value | undefined {
  const tree = node && resolved(node)?.tree
  return tree?.type === 'scalar' ? scalarValue(tree) : undefined
}

/** The scalar at the end of a path if it means a string. */
export function stringAt(node: Node | undefined, ...path: readonly (string | number)[]): string | undefined {
  const value = scalar(at(node, ...path))
  return typeof value === 'string' ? value : undefined
}

/** Written as nothing, `~` or `null`: to the API server the same as not written. */
export function isNull(node: Node | undefined): boolean {
  return node === undefined || scalar(node) === null
}

/** The keys and positions from the root to here. */
export function pathOf(node: Node): readonly (string | number)[] {
  const path: (string | number)[] = []
  for (let here: Node | undefined = node; here?.parent; here = here.parent) {
    if (here.step !== undefined) path.unshift(here.step)
  }
  return path
}

/**
 * Stands behind an alias what it names, else the node itself; `undefined` for an unknown or endless alias, and for all
 * of a document that they blow up: whoever walks through aliases would never come to an end.
 */
export function resolved(node: Node): Node | undefined {
  let here = node
  for (let hops = 0; here.tree.type === 'alias'; hops++) {
    if (hops > 8 || isBlownUp(here.document)) return undefined
    const { from } = here
    const named = anchorsOf(here.document).get(here.tree.name) ?? []
    const target = named[lastIndexWhere(named, (it) => it.from < from)]
    if (!target || (target.from <= node.from && node.to <= target.to)) return undefined
    here = target
  }
  return here
}

/** The nodes with an anchor, by its name, in the order of the text. */
const anchorsOf = memo('anchorsOf', (document: Document): ReadonlyMap<string, readonly Node[]> => {
  const found = new Map<string, Node[]>()
  const visit = (node: Node | undefined) => {
    if (!node) return
    const { tree } = node
    if (tree.anchor !== undefined) {
      const named = found.get(tree.anchor)
      if (named) named.push(node)
      else found.set(tree.anchor, [node])
    }
    if (tree.type === 'mapping') for (const { key, value } of ownEntries(node)) [key, value].forEach(visit)
    if (tree.type === 'sequence') for (const { value } of itemsOf(node)) visit(value)
  }
  visit(rootOf(document))
  return found
})

function entriesOf(node: Node): readonly Entry[] {
  const known = knownOf(node)
  known.all ??= findEntries(node)
  return known.all
}

function ownEntries(node: Node): readonly Entry[] {
  const known = knownOf(node)
  known.own ??= findOwnEntries(node)
  return known.own
}

function itemsOf(node: Node): readonly Item[] {
  const known = knownOf(node)
  known.items ??= findItems(node)
  return known.items
}

function knownOf(node: Node): Known {
  node.known ??= {}
  return node.known
}

function findEntries(node: Node): readonly Entry[] {
  count('entriesOf')
  const own = ownEntries(node)
  if (node.tree.type !== 'mapping' || !node.tree.pairs.some((it) => isMerge(it.key))) return own
  const names = new Set(own.map((it) => it.name))
  const merged = mergedInto(node).flatMap((source) => (source === node ? [] : entries(source)))
  const others: Entry[] = []
  for (const it of merged) {
    if (names.has(it.name)) continue
    names.add(it.name)
    const { name, key, value, from, to } = it
    others.push({ name, key, value, from, to, merged: true })
  }
  return [...own.filter((it) => !isMerge(it.key.tree)), ...others]
}

/** The mappings that `<<` brings into a mapping, or the aliases that stand for them, in their order. */
export function mergedInto(mapping: Node): readonly Node[] {
  return ownEntries(mapping)
    .filter((it) => isMerge(it.key.tree))
    .flatMap(({ value }) => (value && resolved(value)?.tree.type === 'sequence' ? values(value) : (value ?? [])))
}

function findOwnEntries(parent: Node): readonly Entry[] {
  count('ownEntries')
  const { tree } = parent
  if (tree.type !== 'mapping') return []
  return tree.pairs.map((pair) => new WrittenEntry(parent, pair))
}

/** An entry as it is written. A class, because hardly anybody asks for the node of its key. */
class WrittenEntry implements Entry {
  readonly name: string
  readonly value: Node | undefined
  readonly from: number
  readonly to: number
  private readonly parent: Node
  private readonly keyTree: Tree
  private keyNode: Node | undefined

  constructor(parent: Node, pair: PairTree) {
    const { document } = parent
    const name = (pair.key.type === 'scalar' ? keyName(pair.key) : undefined) ?? ''
    const from = parent.from + pair.valueOffset
    const { value } = pair
    this.name = name
    this.value = value && {
      document,
      tree: value,
      from,
      to: from + value.length,
      parent,
      step: name,
      known: undefined,
    }
    this.from = parent.from + pair.offset
    this.to = value ? from + value.length : Math.max(this.from + pair.key.length, from)
    this.parent = parent
    this.keyTree = pair.key
    this.keyNode = undefined
  }

  get key(): Node {
    const { parent, keyTree, from } = this
    this.keyNode ??= {
      document: parent.document,
      tree: keyTree,
      from,
      to: from + keyTree.length,
      parent,
      step: undefined,
      known: undefined,
    }
    return this.keyNode
  }
}

function findItems(parent: Node): readonly Item[] {
  count('itemsOf')
  const { document, tree } = parent
  if (tree.type !== 'sequence') return []
  return tree.items.map((item, index): Item => {
    const from = parent.from + item.valueOffset
    const value = item.value && {
      document,
      tree: item.value,
      from,
      to: from + item.value.length,
      parent,
      step: index,
      known: undefined,
    }
    return { index, from: parent.from + item.offset, value }
  })
}
