import { stringify } from 'yaml'

import type { Edit } from '../text/edit.ts'
import { type Entry, entries, type Node } from './node.ts'
import type { Document } from './tree.ts'

/**
 * Edits of YAML text that keep the comments, quotes, indentation and line ends of the neighbourhood.
 * Offsets count from the start of the document.
 */

/** A scalar as YAML 1.1 readers will read it back: quoted where it would else mean something other than text. */
export function scalarText(value: string): string {
  return stringify(value, { version: '1.1', lineWidth: 0, defaultStringType: 'PLAIN' }).trimEnd()
}

/** Puts another scalar in the place of `node`; `text` is YAML. */
export function replaceNode(node: Node, text: string): Edit {
  return { from: node.from, to: node.to, insert: text }
}

/** The scalar of `node` in double quotes, where it is plain; `undefined` where it is not. */
export function quote(node: Node): Edit | undefined {
  if (node.tree.type !== 'scalar' || node.tree.style !== 'plain') return undefined
  const text = node.document.text.slice(node.from, node.to)
  return { from: node.from, to: node.to, insert: JSON.stringify(text) }
}

/**
 * A new entry of a mapping. `value` is YAML text without indentation, one line or several; a value of several lines,
 * or one that starts with `- `, goes under its key. It goes behind `after`, else to the end.
 */
export function insertEntry(mapping: Node, key: string, value: string, after?: Entry): Edit {
  const own = entries(mapping).filter((it) => !it.merged)
  const previous = after ?? own.at(-1)
  if (mapping.tree.type === 'mapping' && mapping.tree.flow) {
    const at = previous ? previous.to : mapping.from + 1
    const text = `${key}: ${flowText(value)}`
    return { from: at, to: at, insert: previous ? `, ${text}` : ` ${text} ` }
  }
  const { text } = mapping.document
  const column = columnOf(text, own[0]?.from ?? mapping.from)
  return insertBelow(mapping.document, previous?.to ?? mapping.to, entryText(key, value, column, unitOf(mapping)))
}

/** The first entry of the value of a key that has none yet: `spec:` gets `spec:\n  key: value`. */
export function insertUnder(entry: Entry, key: string, value: string): Edit {
  const { document } = entry.key
  const unit = unitOf(entry.key)
  const column = columnOf(document.text, entry.key.from) + unit
  return insertBelow(document, entry.key.to, entryText(key, value, column, unit))
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
  return { from: at, to: at, insert: `${empty ? '' : ', '}${flowText(value)}` }
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
  const to = Math.min(text.length, lineEnd(text, contentEnd(text, entry.to)) + 1)
  // The first key after `- ` shares its line with the dash, and leaves its place to the next key.
  if (/\S/.test(text.slice(lineStart, entry.from))) {
    const next = entries(mapping).find((it) => it.from > entry.from)
    return { from: entry.from, to: next?.from ?? contentEnd(text, entry.to), insert: '' }
  }
  return { from: lineStart, to, insert: '' }
}

/** A whole new document behind this one. `body` is YAML text that ends in a line break. */
export function appendDocument(document: Document, body: string): Edit {
  const { text } = document
  const end = text.trimEnd().length
  const eol = eolOf(text)
  return { from: end, to: text.length, insert: withEol(`\n---\n${body}`, eol) }
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

function entryText(key: string, value: string, column: number, unit: number): string {
  const indent = ' '.repeat(column)
  if (!value.includes('\n') && !value.startsWith('- ') && !/^[\w./"'-]+: /.test(value)) return `${indent}${key}: ${value}`.trimEnd()
  const deeper = ' '.repeat(column + unit)
  const lines = value.split('\n').map((it) => (it === '' ? it : deeper + it))
  return `${indent}${key}:\n${lines.join('\n')}`
}

/** New lines below the line on which the content before `offset` ends. */
function insertBelow(document: Document, offset: number, lines: string): Edit {
  const { text } = document
  const at = lineEnd(text, contentEnd(text, offset))
  return { from: at, to: at, insert: withEol(`\n${lines}`, eolOf(text)) }
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

function eolOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n'
}

function withEol(text: string, eol: string): string {
  return eol === '\n' ? text : text.replaceAll('\n', eol)
}

function rootOf(node: Node): Node {
  let here = node
  while (here.parent) here = here.parent
  return here
}

/** Block text as flow text, for short values. */
function flowText(value: string): string {
  if (!value.includes('\n') && !/^(- |[\w./"'-]+: )/.test(value)) return value
  return value.startsWith('- ')
    ? `[${value
        .split('\n')
        .map((it) => it.replace(/^- /, ''))
        .join(', ')}]`
    : `{ ${value.split('\n').join(', ')} }`
}
