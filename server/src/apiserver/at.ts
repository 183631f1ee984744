import { join, span } from '../schema/place.ts'
import { type Entry, entries, entry, isNull, items, type Node, resolved, scalar } from '../syntax/node.ts'
import type { Span } from '../text/edit.ts'

/** A place in an object as the server sees it: there may be nothing written at it. */
export interface At {
  /** The value; `undefined` where nothing is written. A null counts as nothing. */
  readonly node: Node | undefined
  /** Its key, where it has one. */
  readonly key: Node | undefined
  /** As the API server spells it. */
  readonly path: string
  /** What to underline if nothing is written here, or the place of which that is to be underlined: see `aroundOf`. */
  readonly around: Span | At
  /** Which of its lists were asked for: only `listAt` looks here. Rows ask for the same few again and again. */
  lists?: Lists | undefined
  /** Stands for an object without fields: which of them it is asked for, while all else about it is nobody's business. */
  readonly asked?: Set<string>
}

interface Lists {
  /** Whose they are: a copy at another path has others. */
  readonly path: string
  readonly node: Node | undefined
  readonly byName: Map<string, readonly At[]>
}

function ownEntry(at: At, name: string): Entry | undefined {
  if (!at.asked) return at.node && entry(at.node, name)
  at.asked.add(name)
  return undefined
}

/** A field of an object; nothing in an object that is not there has nothing. */
export function field(at: At, name: string): At {
  const found = ownEntry(at, name)
  const path = at.asked ? name : join(at.path, name)
  // Most fields that are asked for are not there, and nobody will ask what is around them.
  if (!found) return { node: undefined, key: undefined, path, around: at, lists: undefined }
  const node = isNull(found.value) ? undefined : found.value
  return { node, key: found.key, path, around: found.key, lists: undefined }
}

/** The items of a list; null items count as empty ones. */
export function listAt(at: At, name: string): readonly At[] {
  const list = valueAt(at, name)
  if (!list) return NONE
  const { node, path } = at
  if (at.lists?.path !== path || at.lists.node !== node) at.lists = { path, node, byName: new Map() }
  const { byName } = at.lists
  const known = byName.get(name)
  if (known) return known
  const found = itemsIn(list, join(path, name))
  byName.set(name, found)
  return found
}

/** The same of a list that is here itself. */
export function itemsOf({ node, path }: At): readonly At[] {
  return node ? itemsIn(node, path) : NONE
}

const NONE: readonly never[] = []

function itemsIn(list: Node, path: string): readonly At[] {
  return items(list).map(({ index, value, from }) => ({
    node: isNull(value) ? undefined : value,
    key: undefined,
    path: `${path}[${index}]`,
    around: value ?? { from, to: from + 1 },
    lists: undefined,
  }))
}

/** The entries of a map of free names, at `path[name]`. */
export function mapAt(at: At, name: string): readonly (At & { readonly name: string })[] {
  const map = valueAt(at, name)
  if (!map) return NONE
  const path = join(at.path, name)
  return entries(map).map((it) => ({
    name: it.name,
    node: isNull(it.value) ? undefined : it.value,
    key: it.key,
    path: `${path}[${it.name}]`,
    around: it.key,
    lists: undefined,
  }))
}

function valueAt(at: At, name: string): Node | undefined {
  return ownEntry(at, name)?.value
}

/** Whether anything is written here. */
export function isSet(at: At): boolean {
  return at.node !== undefined
}

export function textAt(at: At, name: string): string | undefined {
  const value = scalar(valueAt(at, name))
  return typeof value === 'string' ? value : undefined
}

export function numberAt(at: At, name: string): number | undefined {
  const value = scalar(valueAt(at, name))
  return typeof value === 'number' ? value : undefined
}

export function booleanAt(at: At, name: string): boolean | undefined {
  const value = scalar(valueAt(at, name))
  return typeof value === 'boolean' ? value : undefined
}

export function isObject(at: At): boolean {
  return at.node !== undefined && resolved(at.node)?.tree.type === 'mapping'
}

/** What to underline. A whole object is pointed at by its key, or its first one. */
export function markOf(at: At): Span {
  const { node, key } = at
  if (!node) return aroundOf(at)
  const tree = resolved(node)?.tree
  if (tree?.type === 'scalar') return span(node)
  if (key) return span(key)
  const first = entries(node).find((it) => !it.merged)
  return first ? span(first.key) : aroundOf(at)
}

/** What to underline if nothing is written at a place: the key, or what is around it. */
export function aroundOf({ around }: At): Span {
  return 'path' in around ? markOf(around) : span(around)
}

/** The texts in a list: a null counts as an empty one, and what is no text is left out. */
export function textsAt(at: At, name: string): readonly (At & { readonly text: string })[] {
  return listAt(at, name).flatMap((it) => {
    const text = it.node ? scalar(it.node) : ''
    return typeof text === 'string' ? [{ ...it, text }] : []
  })
}

/** How many items a list has: none where there is no list, `undefined` where something else is in its place. */
export function countAt(at: At, name: string): number | undefined {
  const node = valueAt(at, name)
  if (isNull(node)) return 0
  return node && resolved(node)?.tree.type === 'sequence' ? items(node).length : undefined
}

/** Something is written here, and it is no empty text, list or map. */
export function isFilled({ node }: At): boolean {
  const tree = node && resolved(node)?.tree
  if (!tree) return false
  if (tree.type === 'mapping') return tree.pairs.length > 0
  return tree.type === 'sequence' ? tree.items.length > 0 : tree.type === 'scalar' && tree.text !== ''
}

/** What is written here if it is a text; of a null item that of an empty one. */
export function itemText(at: At): string | undefined {
  if (!at.node) return ''
  const value = scalar(at.node)
  return typeof value === 'string' ? value : undefined
}

/** A list is written here, and nothing is in it. */
export function isEmptyList({ node }: At): boolean {
  const tree = node && resolved(node)?.tree
  return tree?.type === 'sequence' && tree.items.length === 0
}
