import { memo } from '../memo.ts'
import { applyEdit, type Edit } from '../text/edit.ts'
import { editLineStarts, lastIndexWhere, lineStarts, type Position } from '../text/lines.ts'
import { parseDocument } from './parse.ts'
import { reparse } from './reparse.ts'
import type { Document } from './tree.ts'

/** A file is a row of documents. It is the only place that knows where each document starts. */
export interface File {
  readonly parts: readonly Part[]
  readonly length: number
}

export interface Part {
  readonly start: number
  /** The number of the line on which it starts. A part that ends without a line break cannot be followed by another. */
  readonly line: number
  readonly document: Document
}

/** A file of more than this is not read: a message says so. Its text is not kept. */
export const MAX_LENGTH = 20 * 1024 * 1024

/** Any text gives a file; it has at least one part, and the parts spell the text. */
export function parseFile(text: string): File {
  return { parts: parseParts(text, { start: 0, line: 0 }), length: text.length }
}

/**
 * The file after `edit`, whose offsets count from the start of the file. Documents that the edit did not touch are
 * the same objects as before.
 *
 * A line that starts with `---` or `...` ends a document whatever surrounds it (YAML 1.2.2 §9.1.2 forbids it inside
 * every kind of scalar), so an edit changes only the documents it touches and, where it touches a marker line, the
 * neighbour across that marker.
 */
export function editFile(file: File, edit: Edit): File {
  const inside = editInside(file, edit)
  if (inside) return inside
  const { parts } = file
  const first = Math.max(0, indexAt(parts, edit.from - MARKER_LENGTH - 2))
  const last = Math.min(parts.length - 1, indexAt(parts, edit.to) + (endsInMarker(parts, edit.to) ? 1 : 0))
  const { start, line } = parts[first] ?? { start: 0, line: 0 }
  const local = { from: edit.from - start, to: edit.to - start, insert: edit.insert }
  const known = parts.slice(first, last + 2)
  const fresh = parseParts(applyEdit(spelled(known.slice(0, last + 1 - first)), local), { start, line }, known)
  const { text } = fresh.at(-1)?.document ?? { text: '' }
  // Directives belong to the document behind the next marker, which now may be theirs.
  if (last + 1 === parts.length || !isHead(text, 0, text.length)) return replaced(file, first, fresh, last + 1)
  return replaced(file, first, parseParts(applyEdit(spelled(known), local), { start, line }, known), last + 2)
}

function spelled(parts: readonly Part[]): string {
  return parts.map((it) => it.document.text).join('')
}

/** The file with other parts from `first` up to `behind`; those that follow move to where these end. */
function replaced({ parts, length }: File, first: number, fresh: readonly Part[], behind: number): File {
  const end = endOf(fresh.at(-1))
  const before = endOf(parts[behind - 1])
  const shift = end.start - before.start
  const down = end.line - before.line
  const rest = parts.slice(behind)
  const moved =
    shift === 0 && down === 0
      ? rest
      : rest.map(({ start, line, document }) => ({ start: start + shift, line: line + down, document }))
  return { length: length + shift, parts: parts.slice(0, first).concat(fresh, moved) }
}

/** Where the next part starts. */
function endOf(part: Part | undefined): Pick<Part, 'start' | 'line'> {
  if (!part) return { start: 0, line: 0 }
  const { start, line, document } = part
  return { start: start + document.text.length, line: line + linesOf(document).length - 1 }
}

/** The file where the edit stays within one document, and that can be read from the middle on. */
function editInside(file: File, edit: Edit): File | undefined {
  const { parts } = file
  const index = indexAt(parts, edit.from)
  const part = parts[index]
  if (!part) return undefined
  const { start, line, document } = part
  // A line feed at the start of a document may belong to a carriage return at the end of the one before.
  if (index > 0 && edit.from === start) return undefined
  // The last line break of a document is what keeps the next marker at the start of its line.
  if (index < parts.length - 1 && edit.to >= start + document.text.length) return undefined
  const local = { from: edit.from - start, to: edit.to - start, insert: edit.insert }
  const text = applyEdit(document.text, local)
  const edited = reparse(document, local, text)
  if (!edited) return undefined
  linesOf.learn(edited, editLineStarts(linesOf(document), local, text))
  return replaced(file, index, [{ start, line, document: edited }], index + 1)
}

/** The whole text. Costs a pass over the file: for whole-file features only. */
export function textOf(file: File): string {
  return spelled(file.parts)
}

export function partAt(file: File, offset: number): Part | undefined {
  return file.parts[indexAt(file.parts, offset)]
}

/** Where an offset of the file stands. Offsets outside the file mean its start or end. */
export function positionAt(file: File, offset: number): Position {
  const within = Math.max(0, Math.min(offset, file.length))
  const part = partAt(file, within)
  if (!part) return { line: 0, character: 0 }
  const starts = linesOf(part.document)
  const inside = within - part.start
  const line = lastIndexWhere(starts, (it) => it <= inside)
  return { line: part.line + line, character: inside - (starts[line] ?? 0) }
}

/** The offset in the file. A character past the end of its line means the end of that line. */
export function offsetAt({ parts }: File, { line, character }: Position): number {
  const part = parts[lastIndexWhere(parts, (it) => it.line <= line)]
  if (!part) return 0
  const { text } = part.document
  const starts = linesOf(part.document)
  const start = starts[line - part.line]
  if (start === undefined) return part.start + text.length
  let end = starts[line - part.line + 1] ?? text.length
  while (end > start && isBreak(text.charCodeAt(end - 1))) end--
  return part.start + Math.min(start + Math.max(0, character), end)
}

const MARKER_LENGTH = 3

/**
 * Cuts `text` into documents: before each line that starts with `---`, and after each that starts with `...`. What
 * stands above a document and holds directives belongs to it.
 * A document of `known` that reads the same is taken over.
 */
function parseParts(text: string, at: Pick<Part, 'start' | 'line'>, known: readonly Part[] = []): readonly Part[] {
  const cuts = [0]
  for (let line = 0; line < text.length; line = nextLine(text, line)) {
    const last = cuts.at(-1) ?? 0
    if (isMarker(text, line, DASH)) {
      if (line > last && !isHead(text, last, line)) cuts.push(line)
    } else if (isMarker(text, line, FULL_STOP)) {
      const next = nextLine(text, line)
      if (next < text.length) cuts.push(next)
    }
  }
  const documents = new Map(known.map((it) => [it.document.text, it.document]))
  let { start, line } = at
  return cuts.map((cut, i) => {
    const slice = text.slice(cut, cuts[i + 1])
    const part = { start, line, document: documents.get(slice) ?? parseDocument(slice) }
    ;({ start, line } = endOf(part))
    return part
  })
}

const DASH = 45
const FULL_STOP = 46

function isMarker(text: string, line: number, unit: number): boolean {
  if (text.charCodeAt(line) !== unit || text.charCodeAt(line + 1) !== unit || text.charCodeAt(line + 2) !== unit)
    return false
  const after = text.charCodeAt(line + MARKER_LENGTH)
  return Number.isNaN(after) || after === 32 || after === 9 || isBreak(after)
}

/** Whether directives stand there, and nothing else but comments and empty lines. */
function isHead(text: string, from: number, to: number): boolean {
  let hasDirective = false
  for (let line = text.charCodeAt(from) === 0xfeff ? from + 1 : from; line < to; line = nextLine(text, line)) {
    if (text.charCodeAt(line) === PERCENT) hasDirective = true
    else {
      let at = line
      while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++
      if (at < to && text.charCodeAt(at) !== HASH && !isBreak(text.charCodeAt(at))) return false
    }
  }
  return hasDirective
}

const HASH = 35
const PERCENT = 37

function nextLine(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) return i + 1
  }
  return text.length
}

/** Whether a change at `offset` can join its document with the next one, because it may undo the marker between them. */
function endsInMarker(parts: readonly Part[], offset: number): boolean {
  const index = indexAt(parts, offset)
  const next = parts[index + 1]
  const part = parts[index]
  if (!next || !part) return false
  if (offset >= next.start - MARKER_LENGTH - 2) return true
  // Behind `...` there may be more on the line.
  const last = linesOf(part.document).at(-2) ?? 0
  return offset >= part.start + last && isMarker(part.document.text, last, FULL_STOP)
}

/** The last part that starts at or before `offset`; the first where there is none. */
function indexAt(parts: readonly Part[], offset: number): number {
  return Math.max(
    0,
    lastIndexWhere(parts, (it) => it.start <= offset),
  )
}

const linesOf = memo('linesOf', ({ text }: Document): readonly number[] => lineStarts(text))

function isBreak(unit: number): boolean {
  return unit === 10 || unit === 13
}
