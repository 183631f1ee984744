import * as yaml from 'yaml'
import type { Document, Tree } from '../../../server/src/syntax/tree.ts'

/** What a tree says, without places and styles: text, `{ alias }`, a list, or `{ pairs }` in their order. */
export type Said = string | { alias: string } | readonly Said[] | { pairs: readonly (readonly [Said, Said])[] }

export function said(tree: Tree | undefined): Said {
  if (!tree) return ''
  switch (tree.type) {
    case 'scalar':
      return tree.text
    case 'alias':
      return { alias: tree.name }
    case 'sequence':
      return tree.items.map((it) => said(it.value))
    case 'mapping':
      return { pairs: tree.pairs.map((it) => [said(it.key), said(it.value)] as const) }
  }
}

/** What the `yaml` package reads, or `undefined` where it finds a fault. */
export function saidByYaml(text: string): Said | undefined {
  const document = yaml.parseDocument(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    logLevel: 'silent',
    resolveKnownTags: false,
  })
  return document.errors.length > 0 ? undefined : ofNode(document.contents)
}

function ofNode(node: unknown): Said {
  if (yaml.isAlias(node)) return { alias: node.source }
  if (yaml.isScalar(node)) return node.value === null ? '' : String(node.value)
  if (yaml.isMap(node)) return { pairs: node.items.map((it) => [ofNode(it.key), ofNode(it.value)] as const) }
  if (yaml.isSeq(node)) return node.items.map((it) => (yaml.isPair(it) ? ofPair(it) : ofNode(it)))
  return ''
}

function ofPair(pair: yaml.Pair): Said {
  return { pairs: [[ofNode(pair.key), ofNode(pair.value)]] }
}

/** A tree on one line: `{a: b, c: [d, "quoted"], half: _}`. What is missing is `_`. */
export function outline(tree: Tree | undefined): string {
  if (!tree) return '_'
  switch (tree.type) {
    case 'scalar':
      return tree.style === 'plain' ? tree.text : JSON.stringify(tree.text)
    case 'alias':
      return `*${tree.name}`
    case 'sequence':
      return `[${tree.items.map((it) => outline(it.value)).join(', ')}]`
    case 'mapping':
      return `{${tree.pairs.map((it) => `${outline(it.key)}: ${outline(it.value)}`).join(', ')}}`
  }
}

export interface Placed {
  readonly tree: Tree
  readonly from: number
  readonly to: number
  readonly parent: Placed | undefined
}

/** Every tree of the document at its place, parents first. */
export function placed(document: Document): readonly Placed[] {
  const found: Placed[] = []
  const visit = (tree: Tree | undefined, from: number, parent: Placed | undefined) => {
    if (!tree) return
    const here = { tree, from, to: from + tree.length, parent }
    found.push(here)
    if (tree.type === 'sequence') for (const it of tree.items) visit(it.value, from + it.valueOffset, here)
    if (tree.type !== 'mapping') return
    for (const it of tree.pairs) {
      visit(it.key, from + it.offset, here)
      visit(it.value, from + it.valueOffset, here)
    }
  }
  visit(document.tree, document.offset, undefined)
  return found
}

/** Cuts a text as the file does: before each `---`, behind each `...`. */
export function cut(text: string): readonly string[] {
  return text.split(/^(?=---(?:[ \t\r\n]|$))|(?<=^\.\.\.(?:[ \t][^\n]*)?\r?\n)/m)
}
