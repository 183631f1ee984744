import { join, span } from '../schema/place.ts'
import { entries, entry, isNull, items, type Node, resolved, scalar } from '../syntax/node.ts'
import type { Span } from '../text/edit.ts'

/** A place in an object as the server sees it: there may be nothing written at it. */
export interface At {
  /** The value; `undefined` where nothing is written. A null counts as nothing. */
  readonly node: Node | undefined
  /** Its key, where it has one. */
  readonly key: Node | undefined
  /** As the API server spells it. */
  readonly path: string
  /** What to underline if nothing is written here: the key, or what is around it. */
  readonly around: Span
}

/** A field of an object; nothing in an object that is not there has nothing. */
export function field(at: At, name: string): At {
  const found = at.node && entry(at.node, name)
  const node = found && !isNull(found.value) ? found.value : undefined
  return { node, key: found?.key, path: join(at.path, name), around: found ? span(found.key) : markOf(at) }
}

/** The items of a list; null items count as empty ones. */
export function listAt(at: At, name: string): readonly At[] {
  return itemsOf(field(at, name))
}

/** The same of a list that is here itself. */
export function itemsOf(list: At): readonly At[] {
  return items(list.node).map(({ index, value, from }) => ({
    node: isNull(value) ? undefined : value,
    key: undefined,
    path: `${list.path}[${index}]`,
    around: value ? span(value) : { from, to: from + 1 },
  }))
}

/** The entries of a map of free names, at `path[name]`. */
export function mapAt(at: At, name: string): readonly (At & { readonly name: string })[] {
  const map = field(at, name)
  return entries(map.node).map((it) => ({
    name: it.name,
    node: isNull(it.value) ? undefined : it.value,
    key: it.key,
    path: `${map.path}[${it.name}]`,
    around: span(it.key),
  }))
}

/** Whether anything is written here. */
export function isSet(at: At): boolean {
  return at.node !== undefined
}

export function textAt(at: At, name: string): string | undefined {
  const value = scalar(field(at, name).node)
  return typeof value === 'string' ? value : undefined
}

export function numberAt(at: At, name: string): number | undefined {
  const value = scalar(field(at, name).node)
  return typeof value === 'number' ? value : undefined
}

export function booleanAt(at: At, name: string): boolean | undefined {
  const value = scalar(field(at, name).node)
  return typeof value === 'boolean' ? value : undefined
}

export function isObject(at: At): boolean {
  return at.node !== undefined && resolved(at.node)?.tree.type === 'mapping'
}

/** What to underline. A whole object is pointed at by its key, or its first one. */
export function markOf(at: At): Span {
  const { node, key } = at
  if (!node) return at.around
  const tree = resolved(node)?.tree
  if (tree?.type === 'scalar') return span(node)
  if (key) return span(key)
  const first = entries(node).find((it) => !it.merged)
  return first ? span(first.key) : at.around
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
  const { node } = field(at, name)
  if (!node) return 0
  return resolved(node)?.tree.type === 'sequence' ? items(node).length : undefined
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
