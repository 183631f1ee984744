import { parse, parseDocument, stringify } from 'yaml'

import type { Edit } from '../text/edit.ts'
import { type Entry, entries, entry, isNull, items, type Node } from './node.ts'
import type { Document } from './tree.ts'

/**
 * Edits of YAML text that keep the comments, quotes, indentation and line ends of the neighbourhood.
 * Offsets count from the start of the document.
 */

/** A scalar as YAML 1.1 readers will read it back: quoted where it would else mean something other than text. */
export function scalarText(value: string): string {
  // Most are names, and of each problem with a fix one may be asked for.
  if (NAME.test(value) && !MEANS_MORE.test(value)) return value
  return stringify(value, { version: '1.1', lineWidth: 0, defaultStringType: 'PLAIN' }).trimEnd()
}

const NAME = /^[A-Za-z][\w-]*$/
const MEANS_MORE = /^(?:y|yes|n|no|on|off|true|false|null|e-?[\d_]+)$/i

/** Puts another scalar in the place of `node`; `text` is YAML. */
export function replaceNode(node: Node, text: string): Edit {
  return { from: node.from, to: node.to, insert: text }
}

/** Puts other text in the place of a scalar, in the quotes that it had. */
export function replaceScalar(node: Node, value: string): Edit {
  const style = node.tree.type === 'scalar' ? node.tree.style : 'plain'
  const to = contentEnd(node.document.text, node.to)
  if (style === 'double' || (style === 'plain' && isJson(node)))
    return { from: node.from, to, insert: JSON.stringify(value) }
  return { from: node.from, to, insert: style === 'single' ? `'${value.replaceAll("'", "''")}'` : scalarText(value) }
}

/** The scalar of `node` in double quotes, where it is plain; `undefined` where it is not. */
export function quote(node: Node): Edit | undefined {
  if (node.tree.type !== 'scalar' || node.tree.style !== 'plain') return undefined
  const text = node.document.text.slice(node.from, node.to)
  return { from: node.from, to: node.to, insert: JSON.stringify(text) }
}

/** A key and its value: YAML text without indentation, one line or several. */
export type Pair = readonly [key: string, value: string]

/**
 * A new entry of a mapping. `value` is YAML text without indentation, one line or several; a value of several lines,
 * or one that starts with `- `, goes under its key. It goes behind `after`, else to the end.
 */
export function insertEntry(mapping: Node, key: string, value: string, after?: Entry): Edit {
  return insertEntries(mapping, [[key, value]], after)
}

/** Several new entries of a mapping, as one edit. */
export function insertEntries(mapping: Node, pairs: readonly Pair[], after?: Entry): Edit {
  const own = entries(mapping).filter((it) => !it.merged)
  const previous = after ?? own.at(-1)
  const { text } = mapping.document
  if (mapping.tree.type === 'mapping' && mapping.tree.flow) {
    const at = previous ? previous.to : mapping.from + 1
    const texts = pairs.map((pair) => flowEntry(mapping, pair))
    if (!previous) return { from: at, to: at, insert: ` ${texts.join(', ')} ` }
    const column = columnOf(text, previous.from)
    const alone = /^\s*$/.test(text.slice(previous.from - column, previous.from))
    const separator = alone ? withLineEnds(`,\n${' '.repeat(column)}`, mapping.document) : ', '
    return { from: at, to: at, insert: texts.map((it) => separator + it).join('') }
  }
  const column = columnOf(text, own[0]?.from ?? mapping.from)
  const unit = unitOf(mapping)
  const lines = pairs.map(([key, value]) => entryText(key, value, column, itemColumn(mapping, value, unit)))
  return insertBelow(mapping.document, previous?.to ?? mapping.to, lines.join('\n'))
}

/**
 * New entries of the mapping at a path below `mapping`; the keys on the way are made where they are missing or hold
 * nothing. `undefined` where something else than a mapping is in the way, or an alias: that text belongs to others too.
 */
export function putEntries(mapping: Node, path: readonly string[], pairs: readonly Pair[]): Edit | undefined {
  const [first, ...rest] = path
  if (mapping.tree.type !== 'mapping') return undefined
  if (first === undefined) return insertEntries(mapping, pairs)
  const found = entry(mapping, first)
  if (!found) return insertEntries(mapping, [[first, nested(rest, pairs)]])
  if (found.merged) return undefined
  return isNull(found.value)
    ? fill(mapping, found, nested(rest, pairs))
    : found.value && putEntries(found.value, rest, pairs)
}

/** A new item of the list `key` of a mapping; the list is made where it is missing. `undefined` as in `putEntries`. */
export function putItem(mapping: Node, key: string, value: string): Edit | undefined {
  const item = `- ${value.replaceAll('\n', '\n  ')}`
  const found = entry(mapping, key)
  if (mapping.tree.type !== 'mapping' || found?.merged) return undefined
  if (!found) return insertEntry(mapping, key, item)
  if (found.value?.tree.type === 'sequence') return insertItem(found.value, value)
  return isNull(found.value) ? fill(mapping, found, item) : undefined
}

/** A new item at the end of a sequence. `value` is YAML text without indentation. */
export function insertItem(sequence: Node, value: string): Edit {
  const { document, tree } = sequence
  if (tree.type === 'sequence' && !tree.flow) {
    const column = columnOf(document.text, sequence.from)
    const lines = value.split('\n')
    const rest = lines.slice(1).map((it) => ' '.repeat(column + 2) + it)
    return insertBelow(document, sequence.to, [`${' '.repeat(column)}- ${lines[0]}`, ...rest].join('\n'))
  }
  const empty = tree.type === 'sequence' && tree.items.length === 0
  const at = sequence.to - 1
  return { from: at, to: at, insert: `${empty ? '' : ', '}${flowValue(sequence, value)}` }
}

/** A new entry before all others of a mapping that has some: where the name of a list item stands. */
export function insertFirst(mapping: Node, key: string, value: string): Edit | undefined {
  const first = entries(mapping).find((it) => !it.merged)
  if (!first || mapping.tree.type !== 'mapping') return undefined
  const { text } = mapping.document
  const separator = mapping.tree.flow
    ? ', '
    : withLineEnds(`\n${' '.repeat(columnOf(text, first.from))}`, mapping.document)
  const insert = (mapping.tree.flow ? flowEntry(mapping, [key, value]) : `${key}: ${value}`) + separator
  return { from: first.from, to: first.from, insert }
}

/** Takes an entry away with the lines it stands on; in a flow mapping with its comma. */
export function removeEntry(mapping: Node, entry: Entry): Edit {
  const { text } = mapping.document
  if (mapping.tree.type === 'mapping' && mapping.tree.flow) {
    const own = entries(mapping)
    const i = own.indexOf(entry)
    const next = own[i + 1]
    const previous = own[i - 1]
    if (next) return { from: entry.from, to: next.from, insert: '' }
    return { from: previous?.to ?? entry.from, to: entry.to, insert: '' }
  }
  const lineStart = text.lastIndexOf('\n', entry.from - 1) + 1
  const to = nextLine(text, contentEnd(text, entry.to))
  // The first key after `- ` shares its line with the dash, and leaves its place to the next key.
  if (/\S/.test(text.slice(lineStart, entry.from))) {
    const next = entries(mapping).find((it) => it.from > entry.from)
    return { from: entry.from, to: next?.from ?? contentEnd(text, entry.to), insert: '' }
  }
  return { from: lineStart, to, insert: '' }
}

/** Takes an item away with the lines it stands on; in a flow sequence with its comma. The comments above it stay. */
export function removeItem(sequence: Node, index: number): Edit | undefined {
  const all = items(sequence)
  const item = all[index]
  const next = all[index + 1]
  if (!item || sequence.tree.type !== 'sequence') return undefined
  const { text } = sequence.document
  const to = item.value?.to ?? item.from + 1
  if (sequence.tree.flow) {
    if (next) return { from: item.from, to: next.from, insert: '' }
    const previous = all[index - 1]
    return { from: previous ? (previous.value?.to ?? previous.from) : item.from, to, insert: '' }
  }
  const lineStart = text.lastIndexOf('\n', item.from - 1) + 1
  if (/\S/.test(text.slice(lineStart, item.from))) return next && { from: item.from, to: next.from, insert: '' }
  return { from: lineStart, to: nextLine(text, contentEnd(text, to)), insert: '' }
}

/** A whole new document behind this one. `body` is YAML text that ends in a line break. */
export function appendDocument(document: Document, body: string): Edit {
  const { text } = document
  const end = text.trimEnd().length
  return { from: end, to: text.length, insert: withLineEnds(`\n---\n${body}`, document) }
}

/** How many columns a level of this document is indented by. */
export function unitOf(node: Node): number {
  for (const { key, value } of entries(rootOf(node))) {
    if (value?.tree.type !== 'mapping' || value.tree.flow) continue
    const unit = columnOf(node.document.text, value.from) - columnOf(node.document.text, key.from)
    if (unit > 0 && unit <= 8) return unit
  }
  return 2
}

/** The column of an offset: characters since the start of its line. */
export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1)
}

/** `key: value`, the value below its key and from column `deeper` on where it is a collection. */
function entryText(key: string, value: string, column: number, deeper: number): string {
  const indent = ' '.repeat(column)
  if (!isCollection(value)) return `${indent}${key}: ${value}`.trimEnd()
  return `${indent}${key}:\n${indented(value, deeper)}`
}

function indented(lines: string, column: number): string {
  return lines.replace(/^(?=.)/gm, ' '.repeat(column))
}

/** Whether YAML text has to stand below its key. */
function isCollection(value: string): boolean {
  return value.includes('\n') || value.startsWith('- ') || /^(?:[\w./-]+|"[^"]*"|'[^']*'):(?: |$)/.test(value)
}

/** Entries below a path of keys, as YAML text. */
function nested(path: readonly string[], pairs: readonly Pair[]): string {
  const [first, ...rest] = path
  if (first === undefined) return pairs.map(([key, value]) => entryText(key, value, 0, 2)).join('\n')
  return entryText(first, nested(rest, pairs), 0, 2)
}

/** Gives a value to an entry that has none, or a null. */
function fill(mapping: Node, { key, value }: Entry, text: string): Edit {
  const { document } = mapping
  if (mapping.tree.type === 'mapping' && mapping.tree.flow) {
    const insert = flowValue(mapping, text)
    return value && value.to > value.from
      ? replaceNode(value, insert)
      : { from: key.to, to: document.text.indexOf(':', key.to) + 1, insert: `: ${insert}` }
  }
  const unit = unitOf(mapping)
  const column = columnOf(document.text, key.from)
  const lines = indented(text, text.startsWith('- ') ? itemColumn(mapping, text, unit) : column + unit)
  if (!value || value.to === value.from) return insertBelow(document, document.text.indexOf(':', key.to) + 1, lines)
  return {
    from: contentEnd(document.text, value.from),
    to: value.to,
    insert: withLineEnds(`\n${lines}`, document),
  }
}

/** The column for a value below a key of this mapping. The dashes of lists stand where those of its other lists do. */
function itemColumn(mapping: Node, value: string, unit: number): number {
  const { text } = mapping.document
  const own = entries(mapping).filter((it) => !it.merged)
  const column = columnOf(text, own[0]?.from ?? mapping.from)
  if (!value.startsWith('- ')) return column + unit
  const list = own.find((it) => it.value?.tree.type === 'sequence' && !it.value.tree.flow)
  return list?.value ? columnOf(text, list.value.from) : column + unit
}

/** New lines below the line on which the content before `offset` ends. */
function insertBelow(document: Document, offset: number, lines: string): Edit {
  const { text } = document
  const at = lineEnd(text, contentEnd(text, offset))
  return { from: at, to: at, insert: withLineEnds(`\n${lines}`, document) }
}

/** Where the last character before `offset` that is no white space ends: a block scalar's span may reach past it. */
function contentEnd(text: string, offset: number): number {
  return text.slice(0, offset).trimEnd().length
}

function lineEnd(text: string, offset: number): number {
  for (let i = offset; i < text.length; i++) {
    if (text[i] === '\n') return text[i - 1] === '\r' && i > offset ? i - 1 : i
  }
  return text.length
}

function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end + 1
}

/** New lines with the line ends of the document that they go into. */
export function withLineEnds(lines: string, { text }: Document): string {
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n'
  return eol === '\n' ? lines : lines.replaceAll('\n', eol)
}

function rootOf(node: Node): Node {
  let here = node
  while (here.parent) here = here.parent
  return here
}

/** A pair as it is written in a flow mapping; as JSON in a document that is JSON. */
function flowEntry(mapping: Node, [key, value]: Pair): string {
  return isJson(mapping)
    ? `${JSON.stringify(String(parse(key)))}: ${flowValue(mapping, value)}`
    : `${key}: ${flowValue(mapping, value)}`
}

function flowValue(node: Node, value: string): string {
  if (isJson(node)) return JSON.stringify(parse(value, { version: '1.1' }))
  return isCollection(value)
    ? parseDocument(value, { version: '1.1' }).toString({ collectionStyle: 'flow', lineWidth: 0 }).trimEnd()
    : value
}

function isJson(node: Node): boolean {
  const root = rootOf(node)
  const key = entries(root)[0]?.key.tree
  return root.tree.type === 'mapping' && root.tree.flow && key?.type === 'scalar' && key.style === 'double'
}
