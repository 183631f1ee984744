import type { Edit } from '../text/edit.ts'
import { lastIndexWhere } from '../text/lines.ts'
import * as chars from './chars.ts'
import type { Document, ItemTree, MappingTree, PairTree, SequenceTree, Tree } from './tree.ts'

/** An open block collection on the way to the place where parsing goes on. */
export interface Frame {
  readonly tree: MappingTree | SequenceTree
  /** Where the tree starts. */
  readonly from: number
  readonly column: number
  /** Of the entry on the way. */
  readonly index: number
}

/**
 * The collections around the last entry that starts before the edit and that a fresh parse of the text `after` the
 * edit is sure to find too; the outermost first, none where there is no such entry. All that stands before an entry
 * looks at most at its first few characters, so those must say the same before and after.
 */
export function resumeFrames(document: Document, edit: Edit, after: string): readonly Frame[] {
  let bound = edit.from
  for (let tries = 0; tries < 8; tries++) {
    const frames = framesAt(document, bound)
    const last = frames.at(-1)
    if (!last) return []
    if (isSafe(document, edit, after, frames)) return frames
    bound = startOf(last, last.index) - 1
  }
  return []
}

export function entriesOf(tree: MappingTree | SequenceTree): readonly (PairTree | ItemTree)[] {
  return tree.type === 'mapping' ? tree.pairs : tree.items
}

/** Where an entry of the collection starts; past its end, infinitely far. */
export function startOf({ tree, from }: Frame, index: number): number {
  return from + (entriesOf(tree)[index]?.offset ?? Number.POSITIVE_INFINITY)
}

export function columnAt(text: string, at: number): number {
  return at - lineStart(text, at)
}

export function lineStart(text: string, at: number, known = { at: 0, line: 0 }): number {
  let line = at
  while (line > known.at && !chars.isBreak(text.charCodeAt(line - 1))) line--
  if (line > 0 && line === known.at) return known.line
  return line === 0 && at > 0 && text.charCodeAt(0) === 0xfeff ? 1 : line
}

/** `columnAt` for places asked about in their order: of a line that holds many of them it looks at no part twice. */
function columnsIn(text: string): (at: number) => number {
  let known = { at: 0, line: 0 }
  return (at) => {
    known = { at, line: lineStart(text, at, at < known.at ? undefined : known) }
    return at - known.line
  }
}

function framesAt({ text, tree, offset }: Document, bound: number): readonly Frame[] {
  const frames: Frame[] = []
  const column = columnsIn(text)
  let here: Tree | undefined = tree
  let from = offset
  while (here && isBlock(here)) {
    const start = from
    const entries = entriesOf(here)
    const index = lastIndexWhere(entries, (it) => start + it.offset <= bound)
    const entry = entries[index]
    if (!entry) break
    frames.push({ tree: here, from, column: column(from + (entries[0]?.offset ?? 0)), index })
    here = entry.value
    from += entry.valueOffset
  }
  return frames
}

/** A list behind a tag is read in another way, with a problem, so no collection with a tag is resumed. */
export function isBlock(tree: Tree): tree is MappingTree | SequenceTree {
  return (tree.type === 'mapping' || tree.type === 'sequence') && !tree.flow && tree.tag === undefined
}

function isSafe(document: Document, edit: Edit, after: string, frames: readonly Frame[]): boolean {
  const last = frames.at(-1)
  if (!last) return false
  const { text } = document
  const column = columnsIn(text)
  for (const frame of frames) {
    // An entry that stands further out takes for its own what is deeper than that.
    if (frame.index > 0 && column(startOf(frame, frame.index - 1)) < frame.column) return false
    if (frame.column !== column(startOf(frame, frame.index))) return false
    if (frame.index === 0 && isBlamed(document, frame, 0)) return false
    if (frame.tree.type === 'mapping' && !startsMapping(text, after, edit, frame)) return false
  }
  const start = startOf(last, last.index)
  const line = lineStart(text, start)
  if (!(last.index > 0 ? /^ *$/ : /^ *(?:- +)*$/).test(text.slice(line, start))) return false
  if (document.problems.some((it) => it.from >= line && it.from < start)) return false
  return isAlike(text, after, edit, start)
}

/** Whether the entry, as the first one, takes the blame for the next, which stands further out. */
export function isBlamed({ text }: Document, frame: Frame, index: number): boolean {
  const next = startOf(frame, index + 1)
  return next < text.length && columnAt(text, next) < frame.column
}

/**
 * Whether the first entry of a mapping tells by its key and colon alone that it is one, before the edit and after,
 * and not with the help of the line below.
 */
function startsMapping(text: string, after: string, edit: Edit, { tree, from }: Frame): boolean {
  const pair = tree.type === 'mapping' ? tree.pairs[0] : undefined
  if (!pair) return false
  const start = from + pair.offset
  if (isPlainKey(text, start) && isPlainKey(after, start)) return true
  const { key } = pair
  if (key.type !== 'scalar' || !startsKey(text.charCodeAt(start))) return false
  let colon = start + key.length
  if (chars.lineEnd(text, start) < colon) return false
  while (chars.isBlank(text.charCodeAt(colon))) colon++
  return chars.isIndicator(text, colon, chars.COLON) && edit.from > colon + 1
}

/** Others are read in one way as a key and in another as text. */
function startsKey(unit: number): boolean {
  return chars.isWordUnit(unit) || unit === chars.DOUBLE_QUOTE || unit === chars.SINGLE_QUOTE || unit === chars.LESS
}

/** How many characters of a line may be looked at to see that it does not go on with what stands before. */
const GLANCE = 8

function isAlike(text: string, after: string, edit: Edit, start: number): boolean {
  const unit = text.charCodeAt(start)
  // What these start is told by the rest of their line: a template, and the text of the key above.
  if (unit === chars.OPEN_BRACE || unit === chars.BAR || unit === chars.GREATER) return false
  if (edit.from >= start + GLANCE) return true
  const isItem = chars.isIndicator(text, start, chars.DASH)
  if (isItem) return chars.isIndicator(after, start, chars.DASH)
  return isPlainKey(text, start) && isPlainKey(after, start)
}

/** A key that starts with a dash may be taken for an item. */
export function isPlainKey(text: string, start: number): boolean {
  return text.charCodeAt(start) !== chars.DASH && chars.looksLikeKey(text, start)
}
