import { memo } from '../memo.ts'
import { nameNode, type Resource, resourcesOf, titleOf } from '../model/resource.ts'
import type { Workspace } from '../model/workspace.ts'
import { type Entry, entries, items, type Node, scalar } from '../syntax/node.ts'
import { memoByTree } from '../syntax/remember.ts'
import type { Document } from '../syntax/tree.ts'
import type { Span } from '../text/edit.ts'

/** One line of the outline. Offsets count from the start of the file. */
export interface OutlineItem {
  readonly name: string
  readonly detail?: string
  readonly kind: 'resource' | 'list' | 'item' | 'key'
  readonly span: Span
  /** What is selected when a person picks it. */
  readonly selection: Span
  readonly children: readonly OutlineItem[]
}

/**
 * The resources of a file with what people look for in them: `Deployment/web › containers › app`. Wrappers such as
 * `spec` and `template` are left out; lists of objects and the entries of `data` stay.
 */
export function outline(workspace: Workspace, uri: string): readonly OutlineItem[] {
  const parts = workspace.files.get(uri)?.parts ?? []
  return parts.flatMap(({ start, document }) => moved(symbolsOf(document), start))
}

const symbolsOf = memo('symbolsOf', (document: Document): readonly OutlineItem[] => {
  const all = resourcesOf(document)
  // A List and its items are one object with many: the items alone say it.
  const shown = all.length > 1 ? all.slice(1) : all
  return shown.map(resourceSymbol)
})

function resourceSymbol(resource: Resource): OutlineItem {
  const { node, namespace } = resource
  const name = nameNode(resource)
  // A name behind an alias stands elsewhere, and editors refuse an outline that selects what is not inside.
  const selection = node.from <= name.from && name.to <= node.to ? name : node
  return {
    name: titleOf(resource),
    ...(namespace === undefined ? {} : { detail: namespace }),
    kind: 'resource',
    span: { from: node.from, to: node.to },
    selection: { from: selection.from, to: selection.to },
    children: moved(within(node), node.from),
  }
}

/** Offsets count from the start of the node. */
const within = memoByTree('symbolsWithin', (node: Node): readonly OutlineItem[] =>
  entries(node).flatMap((entry): readonly OutlineItem[] => {
    const { name, value } = entry
    if (entry.merged || name === 'metadata' || !value || value.tree.type === 'alias') return []
    if (items(value).some((it) => it.value?.tree.type === 'mapping'))
      return moved([listSymbol(entry, value)], -node.from)
    if (name === 'data' || name === 'stringData') return moved([mapSymbol(entry, value)], -node.from)
    return value.tree.type === 'mapping' ? moved(within(value), value.from - node.from) : []
  }),
)

function listSymbol(entry: Entry, list: Node): OutlineItem {
  const children = items(list).flatMap(({ index, value }): readonly OutlineItem[] => {
    if (!value) return []
    const span = { from: value.from, to: value.to }
    const children = moved(within(value), value.from)
    return [{ name: itemName(value) ?? `${index}`, kind: 'item', span, selection: span, children }]
  })
  return { ...headOf(entry), kind: 'list', children }
}

function mapSymbol(entry: Entry, map: Node): OutlineItem {
  const children = entries(map)
    .filter((it) => !it.merged)
    .map((it): OutlineItem => ({ ...headOf(it), kind: 'key', children: [] }))
  return { ...headOf(entry), kind: 'list', children }
}

function headOf({ name, key, from, to }: Entry) {
  return { name: name || '(empty)', span: { from, to }, selection: { from: key.from, to: key.to } }
}

/** What people call an item by: the first of these that it has. */
const NAMES = ['name', 'host', 'path', 'key', 'ip', 'kind', 'port', 'containerPort', 'type']

function itemName(item: Node): string | undefined {
  for (const name of NAMES) {
    const value = scalar(entries(item).find((it) => it.name === name)?.value)
    if (value !== undefined && value !== null && value !== '') return String(value)
  }
  return entries(item)[0]?.name || undefined
}

function moved(symbols: readonly OutlineItem[], by: number): readonly OutlineItem[] {
  if (by === 0) return symbols
  const move = ({ from, to }: Span) => ({ from: from + by, to: to + by })
  return symbols.map((it) => ({
    ...it,
    span: move(it.span),
    selection: move(it.selection),
    children: moved(it.children, by),
  }))
}
