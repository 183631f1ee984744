import { memo } from '../memo.ts'
import { applyEdit, type Edit } from '../text/edit.ts'
import { editLineStarts, lastIndexWhere, lineStarts, type Position } from '../text/lines.ts'
import { parseDocument } from './parse.ts'
import { reparse } from './reparse.ts'
import type { Document } from './tree.ts'

/** A file is a row of documents. It is the only place that knows where each document starts. */
export interface File {
  /** At least one. */
  readonly documents: readonly Document[]
  readonly length: number
  /** By document where it starts, and the number of the line on which it does: numbers alone, as an edit moves all that follow. */
  readonly starts: Uint32Array
  readonly lines: Uint32Array
  /** The documents at their places. Made when somebody asks: a pass over the file. */
  readonly parts: readonly Part[]
}

export interface Part {
  /** Its position among the documents. */
  readonly index: number
  readonly start: number
  /** The number of the line on which it starts. A part that ends without a line break cannot be followed by another. */
  readonly line: number
  readonly document: Document
}

/** A file of more than this is not read: a message says so. Its text is not kept. */
export const MAX_LENGTH = 20 * 1024 * 1024

/** Any text gives a file; it has at least one part, and the parts spell the text. */
export function parseFile(text: string): File {
  return fileOf(parseDocuments(text))
}

/** The file that these documents make. */
export function fileOf(documents: readonly Document[]): File {
  const starts = new Uint32Array(documents.length)
  const lines = new Uint32Array(documents.length)
  let end = 0
  for (const [i, document] of documents.entries()) {
    starts[i] = end
    const before = i > 0 ? documents[i - 1] : undefined
    if (before) lines[i] = (lines[i - 1] ?? 0) + breaksIn(before)
    end += document.text.length
  }
  return new Placed(documents, starts, lines, end)
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
  const { documents } = file
  const first = Math.max(0, indexAt(file, edit.from - MARKER_LENGTH - 2))
  const last = Math.min(documents.length - 1, indexAt(file, edit.to) + (endsInMarker(file, edit.to) ? 1 : 0))
  const start = file.starts[first] ?? 0
  const local = { from: edit.from - start, to: edit.to - start, insert: edit.insert }
  const known = documents.slice(first, last + 2)
  const fresh = parseDocuments(applyEdit(spelled(known.slice(0, last + 1 - first)), local), known)
  const { text } = fresh.at(-1) ?? { text: '' }
  // Directives belong to the document behind the next marker, which now may be theirs.
  if (last + 1 === documents.length || !isHead(text, 0, text.length)) return replaced(file, first, fresh, last + 1)
  return replaced(file, first, parseDocuments(applyEdit(spelled(known), local), known), last + 2)
}

function spelled(documents: readonly Document[]): string {
  return documents.map((it) => it.text).join('')
}

/** The file with other documents from `first` up to `behind`; those that follow move to where these end. */
function replaced(file: File, first: number, fresh: readonly Document[], behind: number): File {
  const documents = file.documents.slice(0, first).concat(fresh, file.documents.slice(behind))
  const starts = new Uint32Array(documents.length)
  const lines = new Uint32Array(documents.length)
  starts.set(file.starts.subarray(0, first))
  lines.set(file.lines.subarray(0, first))
  const from = endOf(file, first - 1)
  let { start, line } = from
  for (const [i, document] of fresh.entries()) {
    starts[first + i] = start
    lines[first + i] = line
    start += document.text.length
    line += breaksIn(document)
  }
  const before = endOf(file, behind - 1)
  const shift = start - before.start
  const down = line - before.line
  for (let to = first + fresh.length, at = behind; to < documents.length; to++, at++) {
    starts[to] = (file.starts[at] ?? 0) + shift
    lines[to] = (file.lines[at] ?? 0) + down
  }
  return new Placed(documents, starts, lines, file.length + shift)
}

class Placed implements File {
  readonly documents: readonly Document[]
  readonly length: number
  readonly starts: Uint32Array
  readonly lines: Uint32Array

  constructor(documents: readonly Document[], starts: Uint32Array, lines: Uint32Array, length: number) {
    this.documents = documents
    this.length = length
    this.starts = starts
    this.lines = lines
  }

  get parts(): readonly Part[] {
    return partsOf(this)
  }
}

const partsOf = memo('partsOf', (file: File): readonly Part[] =>
  file.documents.map((document, index) => ({
    index,
    start: file.starts[index] ?? 0,
    line: file.lines[index] ?? 0,
    document,
  })),
)

/** Where the document behind that one starts. */
function endOf({ documents, starts, lines }: File, index: number): Pick<Part, 'start' | 'line'> {
  const document = index < 0 ? undefined : documents[index]
  if (!document) return { start: 0, line: 0 }
  return { start: (starts[index] ?? 0) + document.text.length, line: (lines[index] ?? 0) + breaksIn(document) }
}

function breaksIn(document: Document): number {
  return linesOf(document).length - 1
}

/** The file where the edit stays within one document, and that can be read from the middle on. */
function editInside(file: File, edit: Edit): File | undefined {
  const index = indexAt(file, edit.from)
  const document = file.documents[index]
  const start = file.starts[index]
  if (!document || start === undefined) return undefined
  // A line feed at the start of a document may belong to a carriage return at the end of the one before.
  if (index > 0 && edit.from === start) return undefined
  // The last line break of a document is what keeps the next marker at the start of its line.
  if (index < file.documents.length - 1 && edit.to >= start + document.text.length) return undefined
  const local = { from: edit.from - start, to: edit.to - start, insert: edit.insert }
  const text = applyEdit(document.text, local)
  const edited = reparse(document, local, text)
  if (!edited) return undefined
  linesOf.learn(edited, editLineStarts(linesOf(document), local, text))
  return replaced(file, index, [edited], index + 1)
}

/** The whole text. Costs a pass over the file: for whole-file features only. */
export function textOf(file: File): string {
  return spelled(file.documents)
}

export function partAt(file: File, offset: number): Part | undefined {
  return partOf(file, indexAt(file, offset))
}

function partOf({ documents, starts, lines }: File, index: number): Part | undefined {
  const document = documents[index]
  return document && { index, start: starts[index] ?? 0, line: lines[index] ?? 0, document }
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
export function offsetAt(file: File, { line, character }: Position): number {
  const part = partOf(
    file,
    lastIndexWhere(file.lines, (it) => it <= line),
  )
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
function parseDocuments(text: string, known: readonly Document[] = []): readonly Document[] {
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
  const byText = new Map(known.map((it) => [it.text, it]))
  return cuts.map((cut, i) => {
    const slice = text.slice(cut, cuts[i + 1])
    return byText.get(slice) ?? parseDocument(slice)
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
function endsInMarker(file: File, offset: number): boolean {
  const index = indexAt(file, offset)
  const next = file.starts[index + 1]
  const document = file.documents[index]
  if (next === undefined || !document) return false
  if (offset >= next - MARKER_LENGTH - 2) return true
  // Behind `...` there may be more on the line.
  const last = linesOf(document).at(-2) ?? 0
  return offset >= (file.starts[index] ?? 0) + last && isMarker(document.text, last, FULL_STOP)
}

/** The last document that starts at or before `offset`; the first where there is none. */
function indexAt({ starts }: File, offset: number): number {
  return Math.max(
    0,
    lastIndexWhere(starts, (it) => it <= offset),
  )
}

const linesOf = memo('linesOf', ({ text }: Document): readonly number[] => lineStarts(text))

function isBreak(unit: number): boolean {
  return unit === 10 || unit === 13
}
