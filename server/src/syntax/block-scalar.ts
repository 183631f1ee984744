import * as chars from './chars.ts'
import { opaqueLine, reportQuoteNeeded, scalarTree } from './scalars.ts'
import { comment, conflict, hint, lineIsDone, report, type State, skipBlanks } from './scan.ts'
import type { ScalarTree } from './tree.ts'

/** `|` and `>` with the lines below that are deeper than `indent`. */
export function blockScalar(s: State, outer: number): ScalarTree {
  const { text } = s
  // At the root YAML lets the text start at the first column, go-yaml does not.
  const indent = Math.max(outer, 0)
  const from = s.at
  const style = text.charCodeAt(from) === chars.BAR ? 'literal' : 'folded'
  let chomping = 0
  let explicit = 0
  s.at++
  for (; ; s.at++) {
    const unit = text.charCodeAt(s.at)
    if ((unit === chars.DASH || unit === chars.PLUS) && chomping === 0) chomping = unit
    else if (unit >= 49 && unit <= 57 && explicit === 0) explicit = unit - 48
    else break
  }
  let end = s.at
  skipBlanks(s)
  if (!lineIsDone(s)) {
    s.at = from
    reportQuoteNeeded(s)
    return opaqueLine(s)
  }
  if (text.charCodeAt(s.at) === chars.HASH) {
    comment(s)
    end = s.at
  }
  const { lines, last, breaks, rest, passed } = content(s, indent, explicit > 0 ? indent + explicit : -1)
  const body = style === 'literal' ? lines.join('\n') : folded(lines)
  const empty = lines.length === 0
  const kept =
    chomping === chars.PLUS ? Math.max(0, empty ? breaks - 1 : breaks) : chomping === 0 && !empty && breaks > 0 ? 1 : 0
  if (!empty) end = last
  s.at = Math.max(end, passed)
  // Kept line breaks belong to the scalar, but the last of them also ends its line.
  if (chomping === chars.PLUS && kept > 0) end = rest
  return scalarTree(style, end - from, kept === 0 ? body : body + '\n'.repeat(kept))
}

interface Content {
  /** Without the indentation, up to the last one that is not empty. */
  readonly lines: readonly string[]
  /** Where that ends, -1 for none. */
  readonly last: number
  /** The line breaks after that (without content: after the header), and what is behind the last of them. */
  readonly breaks: number
  readonly rest: number
  /** The end of the last conflict marker among the lines, -1 for none. */
  readonly passed: number
}

function content(s: State, indent: number, explicit: number): Content {
  const { text } = s
  const lines: string[] = []
  let column = explicit
  let breaks = 0
  let last = -1
  let widest = 0
  let at = s.at
  let line = at
  let passed = -1
  while (chars.isBreak(text.charCodeAt(at))) {
    at = line = chars.pastBreak(text, at)
    breaks++
    while (text.charCodeAt(at) === chars.SPACE && (column < 0 || at - line < column)) at++
    const deep = at - line
    const missing = column < 0 ? deep <= indent : deep < column
    if (text.charCodeAt(at) === chars.TAB && (missing || column < 0)) at = pastTabs(s, at, missing)
    const unit = text.charCodeAt(at)
    if (missing && at === line && chars.isConflictMarker(text, at, unit)) {
      s.at = at
      conflict(s, unit)
      if (s.at > at) {
        passed = at = s.at
        breaks--
        continue
      }
    }
    if (chars.isBreak(unit) && widest >= 0) widest = Math.max(widest, deep)
    if (chars.isBreak(unit)) continue
    if (Number.isNaN(unit)) break
    if (missing && at === line + deep) {
      if (deep <= indent || column < 0 || unit === chars.HASH || explicit >= 0) break
      const message = 'this line is indented less than the first line of the text above: indent them alike'
      report(s, at, chars.lineEnd(text, at), message)
    }
    if (column < 0 && widest > deep) {
      const message = 'an empty line above the text holds more spaces than the text: remove them'
      if (unit === chars.HASH) {
        hint(s, at, `by the YAML standard this line is text, and ${message}`)
        break
      }
      report(s, text.startsWith('\r\n', line - 2) ? line - 2 : line - 1, line, message)
    }
    if (column < 0) column = deep
    widest = -1
    s.base = line
    for (let i = 1; i < breaks; i++) lines.push('')
    const to = chars.lineEnd(text, at)
    lines.push(text.slice(at, to))
    breaks = 0
    last = at = to
  }
  return { lines, last, breaks, rest: line, passed }
}

/** Tabs where the indentation of the text should be, or where it could not be told from it. */
function pastTabs(s: State, from: number, missing: boolean): number {
  report(s, from, from + 1, 'a tab must not indent text: use spaces', 'yaml-unsupported')
  let at = from
  while (missing && chars.isBlank(s.text.charCodeAt(at))) at++
  return at
}

/** Joins lines by spaces, but leaves the breaks around empty lines and around lines that start with a blank. */
function folded(lines: readonly string[]): string {
  let out = ''
  let breaks = 0
  let wasDeep = false
  let first = true
  for (const line of lines) {
    if (line === '') {
      breaks++
      continue
    }
    const deep = chars.isBlank(line.charCodeAt(0))
    if (first) out = '\n'.repeat(breaks)
    else if (deep || wasDeep) out += '\n'.repeat(breaks + 1)
    else out += breaks === 0 ? ' ' : '\n'.repeat(breaks)
    out += line
    breaks = 0
    wasDeep = deep
    first = false
  }
  return out
}
