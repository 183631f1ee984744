import { unitOf } from '../../syntax/edits.ts'
import { entries, items, type Node, pathOf, rootOf } from '../../syntax/node.ts'
import { parseDocument } from '../../syntax/parse.ts'
import type { Document } from '../../syntax/tree.ts'
import type { Span } from '../../text/edit.ts'
import { isWithinText } from './block-scalar.ts'
import { flowCursor } from './flow.ts'
import { type Line, lineAt, openColumns } from './line.ts'
import { MARK, nodeStartingAt, parentOfKey, quoteOf } from './mark.ts'

/**
 * Where something is being typed, and into what it will grow. Half-typed YAML does not parse well, so the answer comes
 * from a copy of the document with a mark in place of the half-typed word.
 */
export interface Cursor {
  /** `key`: of an entry of `parent`. `value`: the value at `path`. */
  readonly role: 'key' | 'value'
  /** The mapping that gets the key, or that has the value; nodes of the copy. */
  readonly parent: Node | undefined
  /** Of the mapping that gets the key; of the value. From the root of the document. */
  readonly path: readonly (string | number)[]
  /** What is replaced: offsets in the document itself. */
  readonly span: Span
  /** Comes before what is inserted: the indentation where it has to change, the dash of an item, a missing space. */
  readonly before: string
  /** Where the inserted key stands in its line. */
  readonly column: number
  /** There is a colon behind already: only the name of the key changes. */
  readonly renames: boolean
  readonly flow: boolean
  /** The quote that the typed word starts with. */
  readonly quote: '' | '"' | "'"
  /** How many columns a level takes. */
  readonly unit: number
}

export function cursorAt(document: Document, offset: number): Cursor | undefined {
  const line = lineAt(document.text, offset)
  if (/^(?:---|\.\.\.|%)/.test(line.text) || line.comment < offset - line.start || line.before.includes('\t'))
    return undefined
  if (isWithinText(document, offset, line)) return undefined
  return flowCursor(document, offset, line) ?? keyCursor(document, offset, line) ?? valueCursor(document, line)
}

function keyCursor(document: Document, offset: number, line: Line): Cursor | undefined {
  const [, indent, dashes = '', bare, word = ''] = /^( *)((?:- +)*)(?:(-)|(["']?[\w./-]*))$/.exec(line.before) ?? []
  if (indent === undefined || /^--/.test(word)) return undefined
  const rest = /^([\w./-]*["']?)(\s*:(?=\s|$).*|\s*(?:#.*)?)$/.exec(line.after)
  if (!rest) return undefined
  const [, tail = '', colon = ''] = rest
  const renames = colon.trimStart().startsWith(':')
  const typed: Shape = { indent: indent.length, dashes: bare ? `${dashes}- ` : dashes }
  const shapes = renames ? [typed] : shapesFor(document.text, line, typed)
  const best = firstFitting(document, line, shapes, typed, renames ? colon : '')
  if (!best) return undefined
  const { shape, parent } = best
  const moved = shape.indent !== typed.indent
  const from = moved ? line.start : offset - word.length - (bare ? 1 : 0)
  return {
    role: 'key',
    parent,
    path: pathOf(parent),
    span: { from, to: offset + tail.length },
    before: moved ? ' '.repeat(shape.indent) + shape.dashes : bare ? '- ' : shape.dashes.slice(typed.dashes.length),
    column: shape.indent + shape.dashes.length,
    renames,
    flow: false,
    quote: quoteOf(word),
    unit: unitOf(parent),
  }
}

/** Where a key could stand: its indentation, and the dashes before it. */
interface Shape {
  readonly indent: number
  readonly dashes: string
}

const MAX_SHAPES = 8

/** As typed; else as an item; else at the column of the lines around, which an editor's indentation may have missed. */
function shapesFor(text: string, line: Line, typed: Shape): readonly Shape[] {
  if (typed.dashes !== '') return [typed]
  const columns = [typed.indent, ...openColumns(text, line, typed.indent)]
  const shapes = columns.flatMap((indent) => [
    { indent, dashes: '' },
    { indent, dashes: '- ' },
  ])
  const distinct = new Map(shapes.map((it) => [`${it.indent}${it.dashes}`, it]))
  return [...distinct.values()].slice(0, MAX_SHAPES)
}

/** The first shape that breaks nothing; where there is no choice, that one. */
function firstFitting(document: Document, line: Line, shapes: readonly Shape[], typed: Shape, colon: string) {
  const allowed = shapes.length === 1 ? Number.POSITIVE_INFINITY : problemsWithout(document, line)
  for (const shape of shapes) {
    const found = tryKey(document, line, shape, shape.dashes === typed.dashes, colon)
    if (found && found.problems <= allowed) return found
  }
  return undefined
}

function tryKey(document: Document, line: Line, shape: Shape, isTyped: boolean, colon: string) {
  const lead = ' '.repeat(shape.indent) + shape.dashes
  const copy = replaceLine(document.text, line, `${lead}${MARK}${colon || ':'}`)
  const at = line.start + lead.length
  const parent = parentOfKey(rootOf(copy), at)
  const mark = entries(parent).find((it) => it.key.from === at)
  if (!parent || !mark) return undefined
  // Lines below must not become the value of the new key, nor keys of a new item; and a dash goes on with a list.
  if (colon === '' && mark.value) return undefined
  if (shape.dashes !== '' && !isTyped && (entries(parent).length > 1 || items(parent.parent).length < 2))
    return undefined
  return { shape, parent, problems: copy.problems.length }
}

function problemsWithout(document: Document, line: Line): number {
  return replaceLine(document.text, line, '').problems.length
}

/** No two parts of it can take the same blanks: a long line would else take for ever. */
const KEY = /^( *(?:- +)*)((?:"[^"]*"|'[^']*') *|[^\s"'{}[\],#&*!|>%@`-][^:#]*):( +|$)(.*)$/

function valueCursor(document: Document, line: Line): Cursor | undefined {
  const [, lead, key = '', gap = '', typed = ''] = KEY.exec(line.before) ?? []
  if (lead === undefined || /^[&*!|>]|: /.test(typed)) return undefined
  const tail = line.after.slice(0, Math.max(0, line.comment - line.before.length)).trimEnd()
  const from = line.start + line.before.length - typed.length
  const start = `${lead}${key}: `
  const copy = replaceLine(document.text, line, `${start}${MARK}`)
  const at = line.start + start.length
  const value = nodeStartingAt(rootOf(copy), at)
  if (!value?.parent) return undefined
  return {
    role: 'value',
    parent: value.parent,
    path: pathOf(value),
    span: { from, to: from + typed.length + tail.length },
    before: gap === '' ? ' ' : '',
    column: start.length,
    renames: false,
    flow: false,
    quote: quoteOf(typed),
    unit: unitOf(value),
  }
}

function replaceLine(text: string, line: Line, by: string): Document {
  return parseDocument(text.slice(0, line.start) + by + text.slice(line.end))
}
