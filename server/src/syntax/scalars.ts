import * as chars from './chars.ts'
import { hint, report, reportEmptyTab, reportTemplate, type State } from './scan.ts'
import type { ScalarStyle, ScalarTree } from './tree.ts'

export function scalarTree(style: ScalarStyle, length: number, text: string): ScalarTree {
  return { type: 'scalar', length, style, text }
}

/**
 * Reads one line of a plain scalar, up to its last character that is not blank. True where a colon ended it, which
 * makes it a key.
 */
export function plainLine(s: State, colons: boolean): boolean {
  const { text } = s
  const { length } = text
  const flow = s.brackets.length > 0
  let end = s.at
  for (let at = s.at; at < length; at++) {
    const unit = text.charCodeAt(at)
    if (unit > chars.COLON) {
      if (flow && chars.isFlowIndicator(unit)) break
      if (flow && unit === chars.QUESTION) reportInBrackets(s, at)
    } else if (unit === chars.COLON) {
      if (colons && chars.isSpace(text.charCodeAt(at + 1))) {
        s.at = end
        return true
      }
    } else if (unit === chars.LF || unit === chars.CR) break
    else if (chars.isBlank(unit)) continue
    else if (unit === chars.HASH && chars.isBlank(text.charCodeAt(at - 1))) break
    else if (flow && unit === chars.COMMA) break
    end = at + 1
  }
  s.at = end
  return false
}

/** What the YAML standard allows in plain text inside brackets, but go-yaml takes for an indicator. */
export function reportInBrackets(s: State, at: number): void {
  const message = `inside brackets the API server takes this \`${s.text.charAt(at)}\` for syntax: put the text in quotes`
  report(s, at, at + 1, message, UNSUPPORTED)
}

/**
 * The plain scalar from `from` on, whose first line is read, with the lines that continue it: those deeper than
 * `indent`. With `stops`, a line that looks like a key is none of them: it is a key at a wrong place.
 */
export function plainScalar(s: State, from: number, indent: number, stops: boolean): ScalarTree {
  const { text } = s
  const flow = s.brackets.length > 0
  let out = text.slice(from, s.at)
  for (;;) {
    let at = s.at
    while (chars.isBlank(text.charCodeAt(at))) at++
    if (!chars.isBreak(text.charCodeAt(at))) break
    let line = at
    let breaks = 0
    let tab = -1
    while (chars.isBreak(text.charCodeAt(at))) {
      at = line = chars.pastBreak(text, at)
      breaks++
      while (chars.isBlank(text.charCodeAt(at))) at++
      if (tab < 0 && (at >= text.length || chars.isBreak(text.charCodeAt(at))))
        tab = tabWithin(text, line, Math.min(at, line + indent + 1))
    }
    const unit = text.charCodeAt(at)
    if (!flow) {
      // A comment may stand behind tabs, too, if they are deep enough.
      const isBad = unit === chars.HASH && tabWithin(text, line, Math.min(at, line + indent + 1)) >= 0
      s.tabsSeen = isBad ? line : at
      if (tab >= 0) reportEmptyTab(s, tab)
    }
    if (Number.isNaN(unit) || unit === chars.HASH) break
    let spaces = line
    while (spaces < at && text.charCodeAt(spaces) !== chars.TAB) spaces++
    if (flow) {
      if (endsFlowScalar(s, line, at)) break
    } else if (spaces - line <= indent) break
    const before = s.at
    const { base } = s
    s.at = at
    s.base = line
    if (plainLine(s, true)) {
      if (stops && chars.looksLikeKey(text, at)) {
        s.at = before
        s.base = base
        break
      }
      if (!flow) {
        reportColon(s, s.at)
        plainLine(s, false)
      }
    }
    out += (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)) + text.slice(at, s.at)
  }
  if (s.oddBreaks && ODD_BREAK.test(text.slice(from, s.at)))
    report(s, from, s.at, 'an invisible line separator stands in this text; the API server refuses it', UNSUPPORTED)
  return scalarTree('plain', s.at - from, out)
}

const UNSUPPORTED = 'yaml-unsupported'
export const ODD_BREAK = /[\u0085\u2028\u2029]/

/** The text has a colon and a blank where none may stand; `at` may be some blanks before it. */
export function reportColon(s: State, at: number): void {
  const colon = s.text.indexOf(':', at)
  report(s, colon, colon + 1, 'this text holds a colon followed by a space: put the whole text in quotes')
}

function tabWithin(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === chars.TAB) return at
  return -1
}

function endsFlowScalar(s: State, line: number, at: number): boolean {
  const { text } = s
  if (chars.isFlowIndicator(text.charCodeAt(at)) || chars.isIndicator(text, at, chars.COLON)) return true
  const foreign = chars.looksLikeKey(text, at) || chars.isIndicator(text, at, chars.DASH)
  // Out of patience the brackets end there at once, as soon as somebody comes to that line.
  if (foreign && s.suspect < 0 && s.patience >= 0 && at - line <= s.flowColumn) s.suspect = line
  return foreign
}

/** Where a quote stays open, a line that looks like a key or an item shows where it should have ended. */
export function quotedScalar(s: State, indent: number): ScalarTree {
  const { text } = s
  const from = s.at
  const quote = text.charCodeAt(from)
  for (let at = from + 1; ; at++) {
    const unit = text.charCodeAt(at)
    if (unit === quote) {
      if (quote === chars.SINGLE_QUOTE && text.charCodeAt(at + 1) === chars.SINGLE_QUOTE) break
      s.at = at + 1
      return scalarTree(quote === chars.SINGLE_QUOTE ? 'single' : 'double', s.at - from, text.slice(from + 1, at))
    }
    if (unit === chars.BACKSLASH && quote === chars.DOUBLE_QUOTE) break
    if (unit === chars.LF || unit === chars.CR || Number.isNaN(unit)) break
  }
  return foldedQuotes(s, indent)
}

/** A quoted scalar with escapes or over several lines. */
function foldedQuotes(s: State, indent: number): ScalarTree {
  const { text } = s
  const { length } = text
  const from = s.at
  const quote = text.charCodeAt(from)
  const style = quote === chars.SINGLE_QUOTE ? 'single' : 'double'
  let out = ''
  let done = from + 1
  let at = done
  let suspect = -1
  let shallow = -1
  let spaces = 0
  while (at < length) {
    const unit = text.charCodeAt(at)
    if (unit === quote) {
      if (quote === chars.SINGLE_QUOTE && text.charCodeAt(at + 1) === chars.SINGLE_QUOTE) {
        out += text.slice(done, at + 1)
        at += 2
        done = at
        continue
      }
      if (suspect >= 0 && !mayFollow(s, at + 1)) return cutQuotes(s, from, indent, suspect, at)
      s.at = at + 1
      if (shallow >= 0 && !s.hinted) hintShallow(s, shallow)
      return scalarTree(style, s.at - from, out + text.slice(done, at))
    }
    const escaped = unit === chars.BACKSLASH && quote === chars.DOUBLE_QUOTE
    if (escaped && !chars.isBreak(text.charCodeAt(at + 1))) {
      s.at = at
      out += text.slice(done, at) + escapedText(s)
      at = done = s.at
    } else if (escaped || chars.isBreak(unit)) {
      out += text.slice(done, escaped ? at : chars.trimmedEnd(text, done, at))
      if (escaped) at++
      let breaks = 0
      while (chars.isBreak(text.charCodeAt(at))) {
        at = s.base = chars.pastBreak(text, at)
        breaks++
        while (text.charCodeAt(at) === chars.SPACE) at++
        spaces = at - s.base
        while (chars.isBlank(text.charCodeAt(at))) at++
      }
      done = at
      out += breaks > 1 ? '\n'.repeat(breaks - 1) : escaped ? '' : ' '
      if (spaces <= indent && shallow < 0) shallow = at
      if (suspect < 0 && (chars.looksLikeKey(text, at) || chars.isIndicator(text, at, chars.DASH))) {
        suspect = s.base
        if (s.patience < 0) return cutQuotes(s, from, indent, suspect, at)
      }
    } else at++
  }
  if (suspect >= 0) return cutQuotes(s, from, indent, suspect, at)
  let end = length
  while (end > from + 1 && chars.isSpace(text.charCodeAt(end - 1))) end--
  s.at = s.openQuoteEnd = end
  const mark = String.fromCharCode(quote)
  report(s, from, chars.spanEnd(text, from), `this quote is never closed: put a ${mark} at the end of the text`)
  return scalarTree(style, end - from, end > done ? out + text.slice(done, end) : out.trimEnd())
}

/** Reads the scalar again as if the document ended where it stopped looking like one text. */
function cutQuotes(s: State, from: number, indent: number, suspect: number, reached: number): ScalarTree {
  const { text } = s
  s.patience -= reached - suspect
  s.entangled = true
  s.text = text.slice(0, suspect)
  s.at = from
  const tree = foldedQuotes(s, indent)
  s.text = text
  return tree
}

/** Whether a scalar may end before `at`. */
function mayFollow(s: State, from: number): boolean {
  let at = from
  while (chars.isBlank(s.text.charCodeAt(at))) at++
  const unit = s.text.charCodeAt(at)
  if (Number.isNaN(unit) || chars.isBreak(unit) || (unit === chars.HASH && at > from)) return true
  if (s.brackets.length === 0) return false
  return unit === chars.COMMA || unit === chars.COLON || unit === chars.CLOSE_BRACE || unit === chars.CLOSE_BRACKET
}

export function hintShallow(s: State, at: number): void {
  s.hinted = true
  hint(s, at, 'by the YAML standard this line must be indented deeper than its key')
}

/** What the escape at the backslash stands for. */
function escapedText(s: State): string {
  const { text } = s
  const from = s.at
  const letter = text.charAt(from + 1)
  s.at = from + (letter === '' ? 1 : 2)
  const digits = letter === 'x' ? 2 : letter === 'u' ? 4 : letter === 'U' ? 8 : 0
  if (digits > 0) return coded(s, from, digits)
  const found = ESCAPES.get(letter)
  if (letter === '/') report(s, from, s.at, 'the API server does not know the escape `\\/`; write `/`', UNSUPPORTED)
  if (letter === "'") hint(s, from, "`'` needs no escape by the YAML standard")
  if (found !== undefined) return found
  report(s, from, s.at, `\`\\${letter}\` is no escape; write \`\\\\${letter}\`, or use single quotes`)
  return `\\${letter}`
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ...Object.entries({ 0: '\0', a: '\x07', b: '\b', t: '\t', '\t': '\t', n: '\n', v: '\v', f: '\f', r: '\r' }),
  ...Object.entries({ e: '\x1b', ' ': ' ', '"': '"', "'": "'", '/': '/', '\\': '\\' }),
  ...Object.entries({ N: '\x85', _: '\xa0', L: '\u2028', P: '\u2029' }),
])

function coded(s: State, from: number, digits: number): string {
  const code = s.text.slice(from + 2, from + 2 + digits)
  const value = /^[0-9a-fA-F]+$/.test(code) && code.length === digits ? Number.parseInt(code, 16) : -1
  if (value < 0 || value > 0x10ffff) {
    report(s, from, s.at, `this escape needs ${digits} hexadecimal digits that name a character`)
    return s.text.slice(from, s.at)
  }
  s.at = from + 2 + digits
  if (value >= 0xd800 && value <= 0xdfff)
    report(s, from, s.at, 'the API server refuses half characters; write the character itself', UNSUPPORTED)
  return value > 0xffff ? String.fromCodePoint(value) : String.fromCharCode(value)
}

/** Something stands where plain text may not start with it: the rest of the line is read as text all the same. */
export function opaqueLine(s: State): ScalarTree {
  const { text } = s
  const from = s.at
  s.at = chars.trimmedEnd(text, from, chars.lineEnd(text, from))
  return scalarTree('plain', s.at - from, text.slice(from, s.at))
}

export function reportQuoteNeeded(s: State): void {
  const start = s.text.charCodeAt(s.at) === chars.BACKQUOTE ? 'a back quote' : `\`${s.text.charAt(s.at)}\``
  report(s, s.at, chars.spanEnd(s.text, s.at), `text must not start with ${start}: put it in quotes`)
}

/** A template inside brackets, up to its end or that of the line. */
export function templateScalar(s: State): ScalarTree {
  const { text } = s
  const from = s.at
  reportTemplate(s, from)
  let at = from + 2
  while (at < text.length && !chars.isBreak(text.charCodeAt(at)) && text.charCodeAt(at) !== chars.CLOSE_BRACE) at++
  for (let i = 0; i < 2 && text.charCodeAt(at) === chars.CLOSE_BRACE; i++) at++
  s.at = at
  return scalarTree('plain', at - from, text.slice(from, at))
}
