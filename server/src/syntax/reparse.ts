import { attached, count } from '../memo.ts'
import { applyEdit, type Edit } from '../text/edit.ts'
import { lastIndexWhere } from '../text/lines.ts'
import { entry, item, nextEntry } from './block.ts'
import * as chars from './chars.ts'
import { type Keys, nameOf } from './keys.ts'
import { loneOf, nextItem } from './lines.ts'
import { bodyEnd, CONTROL, inOrder, isMarker, parseDocument, prologue } from './parse.ts'
import {
  columnAt,
  entriesOf,
  type Frame,
  isBlamed,
  isBlock,
  isPlainKey,
  lineStart,
  resumeFrames,
  startOf,
} from './resume.ts'
import type { Value } from './scalar.ts'
import { ODD_BREAK } from './scalars.ts'
import { MAX_PROBLEMS, type State, startLine, stateOf, toContent } from './scan.ts'
import { type Entry, moved, own, rewrapped, spliced, treeOf, withValue } from './splice.ts'
import type { Document, PairTree, Tree } from './tree.ts'

/** The document after `edit`, whose offsets count from its start: what `parseDocument` makes of the new text. */
export function editDocument(document: Document, edit: Edit): Document {
  const text = applyEdit(document.text, edit)
  return reparse(document, edit, text) ?? parseDocument(text)
}

/**
 * The same, with every tree that it did not have to read again kept as the same object; `undefined` where parsing
 * cannot go on from the middle, and where the edit touches a marker line, which may change more than one document.
 *
 * Parsing goes on at the last entry before the edit of which a fresh parse would be sure, with the parser as it stood
 * there. It reads entry after entry, outwards where a collection ends, until it stands behind the edit at the start of
 * an entry where it stood before too, with nothing in its mind that differs. From there on it would read the same.
 */
export function reparse(document: Document, edit: Edit, text: string): Document | undefined {
  const { tree } = document
  if (!tree || document.entangled || document.problems.length >= MAX_PROBLEMS) return undefined
  if (edit.from < 0 || edit.to < edit.from || edit.to > document.text.length) return undefined
  if (ODD_BREAK.test(edit.insert)) return undefined
  if (document.text.startsWith(BYTE_ORDER_MARK) !== text.startsWith(BYTE_ORDER_MARK)) return undefined
  if (hasMarker(document.text, edit.from, edit.to)) return undefined
  if (hasMarker(text, edit.from, edit.from + edit.insert.length)) return undefined
  const end = bodyEnd({ text: document.text, at: document.offset + tree.length, base: -1 })
  return edit.to > end ? undefined : resume(document, edit, text, end)
}

const BYTE_ORDER_MARK = '\ufeff'

function resume(document: Document, edit: Edit, text: string, end: number): Document | undefined {
  const shift = text.length - document.text.length
  const found = resumeFrames(document, edit, text)
  const begun = found.length > 0 ? begunAt(found, text, end + shift) : begunAfresh(document, text, end + shift)
  if (!begun) return undefined
  const { s, frames, start, lead } = begun
  // What was said before decides whether a wrong column is news.
  const isCalm = document.problems.every((it) => it.from >= start)
  const fresh = { nodes: 0 }
  let level = frames.length - 1
  let frame = begun.frame
  let first = Math.max(0, frame.index)
  let entries: Entry[] = entriesOf(frame.tree).slice(0, first)
  let keys: Keys = { names: [], seen: undefined }
  let here = frame.column
  let odd = -1
  for (;;) {
    if (here !== frame.column) {
      odd = here
      if (!isCalm) return undefined
    }
    const index = here === frame.column ? resumedAt(document, edit, frame, s.at - shift) : -1
    if (index >= 0) {
      if (!keepsNames(frame, entries, first, index, isFaultless())) return undefined
      if (!isOrderly(document, frames.slice(0, level))) return undefined
      if (index === 0 && entries.length > 0 && !startsPlainly(document, frame)) return undefined
      if ((index === 0 || entries.length === 0) && isBlamed(document, frame, index)) return undefined
      const isOdd = odd >= 0 || !isStraight(document, frame, first, index)
      if (isOdd && !isStraight(document, frame, index)) return undefined
      const rest = entriesOf(frame.tree).slice(index)
      const joined = treeOf(frame.tree, [...entries, ...rest.map((it) => moved(it, shift - lead))])
      const tree = entries.length + index > 0 ? joined : frame.tree
      if (isLoneDash(tree)) return undefined
      return finish(rewrapped(frames.slice(0, level), tree, shift), startOf(frame, index))
    }
    const from = frame.from + lead
    const { faults } = s
    s.columns[s.depth] = here
    entries.push(own(frame.tree.type === 'mapping' ? entry(s, here, from, keys) : item(s, here, from), fresh))
    if (s.entangled) return undefined
    here = next(s, frame, odd, faults, loneOf(entries, from))
    while (here < 0) {
      if (!keepsNames(frame, entries, first, entriesOf(frame.tree).length, isFaultless())) return undefined
      const inner = treeOf(frame.tree, entries)
      if (isLoneDash(inner)) return undefined
      const outer = frames[--level]
      if (!outer) return finish(inner, end)
      frame = outer
      s.depth--
      first = frame.index + 1
      entries = [...entriesOf(frame.tree).slice(0, frame.index), ...withValue(frame, inner)]
      keys = { names: [], seen: undefined }
      odd = -1
      here = next(s, frame, odd, 0, loneOf(entries, frame.from + lead))
    }
  }

  function isFaultless(): boolean {
    return (
      s.problems.length === 0 && !document.problems.some((it) => it.code === 'yaml-duplicate-key' || it.from >= start)
    )
  }

  /** `until` is where the text that was read again ended before the edit. */
  function finish(tree: Tree, until: number): Document | undefined {
    if (s.entangled || s.at !== until + shift || CONTROL.test(text.slice(start, s.at))) return undefined
    // Of a problem without a width nobody knows on which side of the border it stands.
    if (document.problems.some((it) => it.from === until && it.to === until)) return undefined
    const isOutside = (it: { from: number }) => it.from < start || it.from >= until + shift
    if (s.problems.some(isOutside) || s.comments.some(isOutside)) return undefined
    const problems = spliced(document.problems, start, until, inOrder(s.problems), shift)
    if (problems.length >= MAX_PROBLEMS) return undefined
    const comments = spliced(document.comments, start, until, s.comments, shift)
    count('reparsedNodes', fresh.nodes)
    const after: Document = { text, tree, offset: document.offset + lead, problems, comments }
    edited.set(after, after)
    return after
  }
}

/** Whether it came of an edit and kept most of its trees. Where one key was typed, another follows. */
export function isEdited(document: Document): boolean {
  return edited.get(document) !== undefined
}

const edited = attached<Document, object>()

/** Where parsing starts: the parser as it stands there, and the collections that are open. */
interface Begun {
  readonly s: State
  readonly frames: readonly Frame[]
  readonly frame: Frame
  /** Where the text starts that is read again. */
  readonly start: number
  /** How far the edit moved the start of the frames. */
  readonly lead: number
}

/** At an entry of which a fresh parse would be sure. */
function begunAt(frames: readonly Frame[], text: string, end: number): Begun | undefined {
  const frame = frames.at(-1)
  if (!frame) return undefined
  const start = startOf(frame, frame.index)
  const s = stateOf(text)
  s.text = cutAt(text, end)
  s.at = start
  s.base = s.counted = s.begun = lineStart(text, start)
  for (const it of frames) open(s, it)
  return { s, frames, frame, start, lead: 0 }
}

/** At the start of the document, for an edit of what stands before or within its first entry. */
function begunAfresh({ text: before, tree, offset }: Document, text: string, end: number): Begun | undefined {
  if (!tree || !isBlock(tree)) return undefined
  const s = stateOf(text)
  const root = offset + text.length - before.length
  // A marker that stood above the root ends the document where something now stands above it.
  if (prologue(s) || hasMarker(text, chars.lineEnd(text, s.at) + 1, root)) return undefined
  s.text = cutAt(text, end)
  if (s.at === s.base) startLine(s, s.at)
  if (!toContent(s)) return undefined
  const isSame = tree.type === 'mapping' ? isPlainKey(text, s.at) : chars.isIndicator(text, s.at, chars.DASH)
  const column = s.at - s.base
  // A root with its first entry further in starts with a slip, which decides where it starts.
  if (!isSame || entriesOf(tree)[0]?.offset !== 0 || columnAt(before, offset) !== column) return undefined
  const frame = { tree, from: offset, column, index: -1 }
  open(s, frame)
  return { s, frames: [frame], frame, start: 0, lead: s.at - offset }
}

function open(s: State, { tree, column }: Frame): void {
  s.columns.push(column)
  s.sequences.push(tree.type === 'sequence')
  s.depth++
}

function cutAt(text: string, end: number): string {
  return end < text.length ? text.slice(0, end) : text
}

/** The column of the next entry, -1 where the collection ends. */
function next(s: State, { tree, column }: Frame, odd: number, faults: number, lone: number): number {
  s.columns[s.depth] = column
  if (!toContent(s)) return -1
  return tree.type === 'mapping' ? nextEntry(s, column, odd, faults, lone) : nextItem(s, column, odd, false)
}

/** The entry that started at `at` before the edit, behind which nothing has changed; -1 for none. */
function resumedAt({ text }: Document, edit: Edit, frame: Frame, at: number): number {
  const index = lastIndexWhere(entriesOf(frame.tree), (it) => frame.from + it.offset <= at)
  if (index <= frame.index || startOf(frame, index) !== at || at - frame.column < edit.to) return -1
  return columnAt(text, at) === frame.column ? index : -1
}

/**
 * Whether a wrong column was reported or not reported behind one of the entries on the way: that depends on what is
 * wrong within.
 */
function isOrderly({ text }: Document, frames: readonly Frame[]): boolean {
  return frames.every((it) => {
    const next = startOf(it, it.index + 1)
    return next === Number.POSITIVE_INFINITY || columnAt(text, next) === it.column
  })
}

/** Whether the first entry reads the same behind others. */
function startsPlainly({ text }: Document, frame: Frame): boolean {
  return frame.tree.type === 'sequence' || isPlainKey(text, startOf(frame, 0))
}

/** Whether these entries stand at one column. One that does not may excuse another behind it. */
function isStraight({ text }: Document, frame: Frame, from: number, to = entriesOf(frame.tree).length): boolean {
  for (let i = from; i < to; i++) if (columnAt(text, startOf(frame, i)) !== frame.column) return false
  return true
}

/**
 * Whether no key between `first` and `index` is the name of another entry too, or was: such a key decides what is said
 * of the other. Those that were read again have been compared among themselves only.
 */
function keepsNames(
  { tree }: Frame,
  entries: readonly Entry[],
  first: number,
  index: number,
  isFaultless: boolean,
): boolean {
  if (tree.type !== 'mapping') return true
  const before = tree.pairs.slice(first, index).map((it) => nameOf(it.key))
  const after = (entries as readonly PairTree[]).slice(first).map((it) => nameOf(it.key))
  const isSame = before.length === after.length && before.every((it, i) => Object.is(it, after[i]))
  // Of a key without its colon no note is taken.
  if (isSame && isFaultless) return true
  const names = new Set<Value | undefined>([...before, ...after])
  names.delete(undefined)
  names.delete(null)
  return !tree.pairs.some((it, i) => (i < first || i >= index) && names.has(nameOf(it.key)))
}

/** What such a list is depends on the line below: see `passSlip`. */
function isLoneDash(tree: Tree): boolean {
  return tree.type === 'sequence' && tree.items.length === 1 && !tree.items[0]?.value
}

function hasMarker(text: string, from: number, to: number): boolean {
  const line = lineStart(text, from)
  for (let at = line; at <= to; at++) {
    const isLine = at === line || text.charCodeAt(at - 1) === 10 || text.charCodeAt(at - 1) === 13
    if (isLine && (isMarker(text, at, '---') || isMarker(text, at, '...'))) return true
  }
  return false
}
