import * as chars from './chars.ts'
import { columnOf, isLoneTab, spacesBelow, waits } from './tabs.ts'
import type { Comment, SyntaxCode, SyntaxProblem } from './tree.ts'

/**
 * Where the parser stands in one document. The only mutable thing in `syntax/`; it lives as long as one call of
 * `parseDocument`.
 */
export interface State {
  readonly whole: string
  /** Ends where the document does; while an unfinished bracket or quote is read again, where that was cut off. */
  text: string
  at: number
  /** The column of `at` is `at - base`: the start of the line, unless tabs stand in its indentation. */
  base: number
  readonly problems: SyntaxProblem[]
  readonly comments: Comment[]
  /** The line breaks before `counted`, which moves on when a problem behind it asks for its line. */
  readonly breaks: number[]
  counted: number
  /** Where reading began: of a line before it nobody here can tell whether it has a problem. */
  begun: number
  /** The line of each problem, in the order of `problems`. */
  readonly lines: number[]
  /** Errors met, also those that were not reported because their line already has one. */
  faults: number
  /** The open block collections, the root's parent first: their columns, and whether they are sequences. */
  readonly columns: number[]
  readonly sequences: boolean[]
  depth: number
  readonly brackets: number[]
  tooDeep: boolean
  /** Whether the anchor's node is still being read. */
  readonly anchors: Map<string, 'open' | 'done'>
  readonly handles: Set<string>
  /** Up to here tabs on empty lines were looked at, as part of a plain scalar. */
  tabsSeen: number
  inConflict: boolean
  /** False once a template comment was found to have no end. */
  templatesClose: boolean
  /** Whether `whole` holds U+0085, U+2028 or U+2029. */
  oddBreaks: boolean
  /** The first line inside a bracket that looks as if it did not belong there, -1 for none. */
  suspect: number
  /** The column that a line inside brackets must not go back to if it is to look like a part of them. */
  flowColumn: number
  hinted: boolean
  /** Where a quote that was never closed was taken to end, -1 for nowhere. */
  openQuoteEnd: number
  /** The text ended inside a bracket, and a problem says so. */
  unclosed: boolean
  /** How many characters may still be read a second time. Keeps the whole linear. */
  patience: number
  /** See `Document.entangled`. */
  entangled: boolean
}

/** Stands at the start of `text`. */
export function stateOf(text: string): State {
  return {
    whole: text,
    text,
    at: 0,
    base: 0,
    problems: [],
    comments: [],
    breaks: [],
    begun: 0,
    counted: 0,
    lines: [],
    faults: 0,
    columns: [-1],
    sequences: [false],
    depth: 0,
    brackets: [],
    tooDeep: false,
    anchors: new Map(),
    handles: new Set(),
    tabsSeen: 0,
    inConflict: false,
    templatesClose: true,
    oddBreaks: false,
    suspect: -1,
    flowColumn: -1,
    hinted: false,
    openQuoteEnd: -1,
    unclosed: false,
    patience: 4 * text.length + 1000,
    entangled: false,
  }
}

export function skipBlanks(s: State): void {
  while (chars.isBlank(s.text.charCodeAt(s.at))) s.at++
}

/** Whether nothing but a comment follows on the line. Expects blanks to be skipped. */
export function lineIsDone(s: State): boolean {
  const unit = s.text.charCodeAt(s.at)
  return Number.isNaN(unit) || chars.isBreak(unit) || unit === chars.HASH
}

/**
 * Moves to the next character that means something, over blanks, comments, line breaks and lines that are no YAML
 * (template statements, conflict markers). False at the end of the text.
 */
export function toContent(s: State): boolean {
  const { text } = s
  const { length } = text
  while (s.at < length) {
    const unit = text.charCodeAt(s.at)
    if (unit === chars.LF || unit === chars.CR) startLine(s, chars.pastBreak(text, s.at))
    else if (unit === chars.SPACE || unit === chars.TAB) s.at++
    else if (unit === chars.HASH) comment(s)
    else return true
  }
  return false
}

/** Moves behind the indentation of a line, or behind a line that is no YAML. */
export function startLine(s: State, line: number): void {
  const { text } = s
  let at = line
  while (text.charCodeAt(at) === chars.SPACE) at++
  s.at = at
  s.base = line
  const first = text.charCodeAt(at)
  if (first === chars.TAB) tabs(s, line)
  else if (at === line && chars.isConflictMarker(text, line, first)) conflict(s, first)
  if (isTemplateLine(s)) skipTemplate(s)
}

/** Notes the comment at hand and passes over it. */
export function comment(s: State): void {
  const to = chars.lineEnd(s.text, s.at)
  if (s.at > s.base && !chars.isBlank(s.text.charCodeAt(s.at - 1)) && !chars.isBreak(s.text.charCodeAt(s.at - 1)))
    hint(s, s.at, 'by the YAML standard a comment needs a space before its `#`')
  s.comments.push({ from: s.at, to })
  s.at = to
}

export const MAX_PROBLEMS = 100

/** Notes a problem, at most one a line: what follows from a fault on its own line is no news. */
export function report(
  s: State,
  from: number,
  to: number,
  message: string,
  code: SyntaxCode = 'yaml-syntax',
  severity?: 'hint',
): void {
  if (!severity) s.faults++
  if (from < s.begun) s.entangled = true
  if (s.problems.length >= MAX_PROBLEMS) return
  const line = code === 'yaml-duplicate-key' ? -1 : lineOf(s, from)
  const known = line < 0 ? -1 : s.lines.indexOf(line)
  if (known >= 0 && (severity || !s.problems[known]?.severity)) return
  const span = { from, to: Math.max(to, Math.min(from + 1, s.whole.length)), code, message }
  if (known >= 0) {
    s.problems[known] = span
    return
  }
  s.lines.push(line)
  s.problems.push(severity ? { ...span, severity } : span)
}

/** Notes what the API server accepts, though the YAML standard does not. The span ends with the line. */
export function hint(s: State, from: number, message: string): void {
  report(s, from, chars.spanEnd(s.text, from), `accepted here, but ${message}`, 'yaml-syntax', 'hint')
}

function lineOf(s: State, offset: number): number {
  const { whole, breaks } = s
  for (; s.counted < offset; s.counted++) {
    const unit = whole.charCodeAt(s.counted)
    if (unit === chars.LF || (unit === chars.CR && whole.charCodeAt(s.counted + 1) !== chars.LF)) breaks.push(s.counted)
  }
  let low = 0
  let high = breaks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((breaks[middle] ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}

/** Text for a message: one line, not too long. */
export function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

/**
 * A tab in the indentation of a line. One slip among spaces puts the line beside what stands above; where tabs are the
 * habit, a tab counts as whatever brings the line to the column of a sibling.
 */
function tabs(s: State, line: number): void {
  const { text } = s
  s.entangled = true
  const tab = s.at
  let at = tab
  while (chars.isBlank(text.charCodeAt(at))) at++
  s.at = at
  if (tab >= s.tabsSeen || !lineIsDone(s)) reportTab(s, tab)
  const isDash = chars.isIndicator(text, at, chars.DASH)
  const fits = (column: number) => s.columns.some((it, i) => i > 0 && it === column && s.sequences[i] === isDash)
  const beside = isLoneTab(text, line) ? s.columns.findLast((_, i) => i > 0 && s.sequences[i] === isDash) : undefined
  const below = spacesBelow(text, at)
  const first = below > (s.columns[s.depth] ?? -1) && waits(text, line) ? below : undefined
  const width = [2, 4, 8].find((it) => fits(columnOf(text, line, at, it))) ?? 2
  s.base = at - (beside ?? first ?? columnOf(text, line, at, width))
}

/** Of a line whose blanks are passed. */
export function reportTab(s: State, tab: number): void {
  const unit = s.text.charCodeAt(s.at)
  if (Number.isNaN(unit) || chars.isBreak(unit)) reportEmptyTab(s, tab)
  else report(s, tab, tab + 1, 'YAML is indented with spaces only; replace this tab', 'yaml-unsupported')
}

export function reportEmptyTab(s: State, tab: number): void {
  const message = 'a tab on an otherwise empty line is refused by the API server; remove it'
  report(s, tab, tab + 1, message, 'yaml-unsupported')
}

/** Both sides of a conflict are read; the lines that mark it are not. */
export function conflict(s: State, unit: number): void {
  const to = chars.lineEnd(s.text, s.at)
  if (!s.inConflict && unit !== chars.LESS && unit !== chars.GREATER) return
  if (unit === chars.LESS || !s.inConflict)
    report(s, s.at, to, 'this is a conflict that Git left behind; keep one side and remove the marker lines')
  s.inConflict = unit !== chars.GREATER
  s.entangled = true
  s.at = to
}

/** A line that holds only template statements; `{{ key }}: value` is none. */
function isTemplateLine(s: State): boolean {
  const { text } = s
  if (!chars.isTemplate(text, s.at)) return false
  const last = text.charCodeAt(chars.trimmedEnd(text, s.at, chars.lineEnd(text, s.at)) - 1)
  if (last === chars.CLOSE_BRACE) return true
  for (let at = s.at; at < text.length && !chars.isBreak(text.charCodeAt(at)); at++)
    if (chars.isIndicator(text, at, chars.COLON)) return false
  return true
}

function skipTemplate(s: State): void {
  const { text } = s
  const from = s.at
  reportTemplate(s, from)
  s.at = chars.lineEnd(text, from)
  // Only a comment may go on over lines. Where none is closed, none is looked for again.
  const head = text.slice(from + 2, from + 6)
  if (!s.templatesClose || !head.includes('/*') || text.slice(from, s.at).includes('}}')) return
  s.entangled = true
  const close = text.indexOf('}}', s.at)
  s.templatesClose = close >= 0
  if (close >= 0) s.at = chars.lineEnd(text, close)
}

export function reportTemplate(s: State, from: number): void {
  const end = chars.spanEnd(s.text, from)
  const close = s.text.slice(from, end).search(/[}%]\}/)
  const to = close < 0 ? end : from + close + 2
  const message = 'templates are not YAML: render this file first, or put the value in quotes if the braces are meant'
  report(s, from, to, message, 'yaml-unsupported')
}
