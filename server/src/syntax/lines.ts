import * as chars from './chars.ts'
import { CLOSES_NOTHING } from './inline.ts'
import { lineIsDone, report, type State, skipBlanks, toContent } from './scan.ts'

/** The column of the line at hand if it is an item of the sequence, right or wrong; -1 if it belongs further out. */
export function nextItem(s: State, column: number, odd: number, excused: boolean): number {
  const here = s.at - s.base
  if (!chars.isIndicator(s.text, s.at, chars.DASH)) {
    if (here !== column || !isDashWithoutSpace(s)) return -1
    addSpace(s)
    return here
  }
  if (here === column) return here
  const parent = s.columns[s.depth - 1] ?? -1
  if (here < parent || (here === parent && s.sequences[s.depth - 1])) return -1
  if (here !== odd && !excused) reportIndentation(s, here, column)
  return here
}

/** Reads on as if a space stood behind the dash: what belongs to the item is lined up with where its text should be. */
export function addSpace(s: State): void {
  report(s, s.at, s.at + 1, 'a space is missing after this dash')
  s.base--
  s.entangled = true
}

export function isDashWithoutSpace(s: State): boolean {
  if (s.text.charCodeAt(s.at) !== chars.DASH) return false
  const next = s.text.charCodeAt(s.at + 1)
  return next === chars.DOUBLE_QUOTE || next === chars.SINGLE_QUOTE || (next > 64 && chars.isWordUnit(next))
}

/** Moves from behind a `-`, `?` or `:` to what it holds. False if that is nothing. */
export function toIndicated(s: State, column: number, indentless: boolean): boolean {
  const { text } = s
  while (text.charCodeAt(s.at) === chars.SPACE) s.at++
  if (text.charCodeAt(s.at) === chars.TAB) {
    report(s, s.at, s.at + 1, 'the API server refuses a tab here: use a space', 'yaml-unsupported')
    skipBlanks(s)
  }
  if (!lineIsDone(s)) return true
  if (!toContent(s)) return false
  return s.at - s.base > column || (s.at - s.base === column && isHeader(s)) || (indentless && isChild(s, column))
}

export function colonFollows(s: State): boolean {
  let { at } = s
  while (chars.isBlank(s.text.charCodeAt(at))) at++
  return chars.isIndicator(s.text, at, chars.COLON)
}

export function enter(s: State, column: number, isSequence: boolean): void {
  s.depth++
  // To set the length would be dear each time; mostly one is too many.
  while (s.columns.length > s.depth) {
    s.columns.pop()
    s.sequences.pop()
  }
  s.columns.push(column)
  s.sequences.push(isSequence)
}

/** Passes over all that is deeper than `indent`. */
export function skipDeeper(s: State, indent: number): undefined {
  const { text } = s
  for (;;) {
    s.at = chars.lineEnd(text, s.at)
    if (s.at >= text.length) return
    const line = chars.pastBreak(text, s.at)
    let at = line
    while (chars.isBlank(text.charCodeAt(at))) at++
    if (at < chars.lineEnd(text, at) && at - line <= indent) return
    s.at = at
  }
}

/** Lines below a key are its value if they are deeper, or at its own column a list or, for go-yaml, a block of text. */
export function isChild(s: State, column: number): boolean {
  const here = s.at - s.base
  return here > column || (here === column && (chars.isIndicator(s.text, s.at, chars.DASH) || isHeader(s)))
}

/** Whether a line that starts a block of text is at hand: `|` or `>` with nothing but its options. */
export function isHeader({ text, at: from }: State): boolean {
  const unit = text.charCodeAt(from)
  if (unit !== chars.BAR && unit !== chars.GREATER) return false
  let at = from + 1
  while (at < from + 3 && OPTIONS.includes(text.charAt(at))) at++
  while (chars.isBlank(text.charCodeAt(at))) at++
  return at >= text.length || chars.isBreak(text.charCodeAt(at)) || text.charCodeAt(at) === chars.HASH
}

const OPTIONS = '+-123456789'

/**
 * The line at hand does not stand at `column`. Where it stands further out than what so far is the only entry, at `lone`,
 * that one is at fault, if it starts its line.
 */
export function reportIndentation(s: State, here: number, column: number, lone = -1): void {
  const line = lone < 0 || here > column ? -1 : lone - column
  if (line >= 0 && s.text.slice(line, lone) === ' '.repeat(column) && startsLine(s.text, line)) {
    const message = `wrong indentation: ${spacesOf(column - here)} less would line this up with what is below`
    report(s, line, lone, message)
    return
  }
  const way = here > column ? 'less' : 'more'
  const message = `wrong indentation: ${spacesOf(here - column)} ${way} would line this up with what is above`
  let from = s.at
  while (from > 0 && chars.isBlank(s.text.charCodeAt(from - 1))) from--
  report(s, from, from < s.at ? s.at : chars.spanEnd(s.text, from), message)
}

function spacesOf(count: number): string {
  return `${Math.abs(count)} space${Math.abs(count) === 1 ? '' : 's'}`
}

function startsLine(text: string, at: number): boolean {
  return at === 0 || chars.isBreak(text.charCodeAt(at - 1)) || (at === 1 && text.charCodeAt(0) === 0xfeff)
}

/** Where the entry starts that is the only one so far of a collection that starts at `from`, -1 for none. */
export function loneOf(entries: readonly { readonly offset: number }[], from: number): number {
  return entries.length === 1 && entries[0] ? from + entries[0].offset : -1
}

/**
 * Passes a line that a mapping cannot start with, if an entry follows it at its column: a lone dash, or a bracket that
 * closes nothing. It is a slip of the hand, and the mapping is what was meant.
 */
export function passSlip(s: State, start: number, column: number, indent: number): boolean {
  const { at, base } = s
  const comments = s.comments.length
  const isDash = chars.isIndicator(s.text, start, chars.DASH)
  if (!isDash) s.at = chars.lineEnd(s.text, start)
  if (column > indent && toContent(s) && s.at - s.base === column && chars.looksLikeKey(s.text, s.at)) {
    report(s, start, start + 1, isDash ? NO_LIST : CLOSES_NOTHING)
    return true
  }
  Object.assign(s, { at, base })
  s.comments.length = comments
  return false
}

export const NO_LIST = 'a list item stands where a `key: value` is expected: it belongs to no list'
