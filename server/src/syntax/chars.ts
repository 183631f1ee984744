/** Characters, and questions about a text that need no more than the text. */

export const TAB = 9
export const LF = 10
export const CR = 13
export const SPACE = 32
export const BANG = 33
export const DOUBLE_QUOTE = 34
export const HASH = 35
export const PERCENT = 37
export const AMPERSAND = 38
export const SINGLE_QUOTE = 39
export const STAR = 42
export const PLUS = 43
export const COMMA = 44
export const DASH = 45
export const FULL_STOP = 46
export const SLASH = 47
export const COLON = 58
export const LESS = 60
export const EQUALS = 61
export const GREATER = 62
export const QUESTION = 63
export const AT = 64
export const OPEN_BRACKET = 91
export const BACKSLASH = 92
export const CLOSE_BRACKET = 93
export const BACKQUOTE = 96
export const OPEN_BRACE = 123
export const BAR = 124
export const CLOSE_BRACE = 125

export function isBreak(unit: number): boolean {
  return unit === LF || unit === CR
}

export function isBlank(unit: number): boolean {
  return unit === SPACE || unit === TAB
}

/** A blank, a line break or the end of the text (where `charCodeAt` gives NaN). */
export function isSpace(unit: number): boolean {
  return unit === SPACE || unit === LF || unit === CR || unit === TAB || Number.isNaN(unit)
}

export function isFlowIndicator(unit: number): boolean {
  return (
    unit === COMMA || unit === OPEN_BRACKET || unit === CLOSE_BRACKET || unit === OPEN_BRACE || unit === CLOSE_BRACE
  )
}

/** Whether an indicator such as `-` stands at `at` with a blank or a line break behind it. */
export function isIndicator(text: string, at: number, unit: number): boolean {
  return text.charCodeAt(at) === unit && isSpace(text.charCodeAt(at + 1))
}

/** From `at` on a line break to the start of the next line. */
export function pastBreak(text: string, at: number): number {
  return text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? at + 2 : at + 1
}

export function lineEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && !isBreak(text.charCodeAt(at))) at++
  return at
}

const MAX_SPAN = 200

/** Where a span that is to show the rest of a line ends. It looks only so far, as there may be many on one line. */
export function spanEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && at - from < MAX_SPAN && !isBreak(text.charCodeAt(at))) at++
  return trimmedEnd(text, from, at)
}

/** The end of the last character that is not blank, between `from` and `to`. */
export function trimmedEnd(text: string, from: number, to: number): number {
  let at = to
  while (at > from && isBlank(text.charCodeAt(at - 1))) at--
  return at
}

/** What looks like `key:` to a person: one word, perhaps quoted, and a colon with a space behind. */
export function looksLikeKey(text: string, from: number): boolean {
  const quote = text.charCodeAt(from)
  const quoted = quote === DOUBLE_QUOTE || quote === SINGLE_QUOTE
  let at = quoted ? from + 1 : from
  while (isWordUnit(text.charCodeAt(at))) at++
  if (at === from + (quoted ? 1 : 0)) return false
  if (quoted) {
    if (text.charCodeAt(at) !== quote) return false
    at++
  }
  return isIndicator(text, at, COLON)
}

/** Up to three words: a key without its colon, perhaps with a value. More is prose. */
export function looksLikeHalfKey(text: string, from: number, to: number): boolean {
  let gaps = 0
  for (let at = from; at < to && gaps < 3; at++) if (isBlank(text.charCodeAt(at))) gaps++
  return gaps < 3
}

export function isWordUnit(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 45 && unit <= 57) || // - . / and digits
    unit === 95 ||
    unit > 127
  )
}

export function isConflictMarker(text: string, at: number, unit: number): boolean {
  if (unit !== LESS && unit !== EQUALS && unit !== GREATER && unit !== BAR) return false
  for (let i = 1; i < 7; i++) if (text.charCodeAt(at + i) !== unit) return false
  return isSpace(text.charCodeAt(at + 7))
}

/** Whether `at` starts `{{` or `{%`, which templates use and which the API server never accepts. */
export function isTemplate(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== OPEN_BRACE) return false
  const next = text.charCodeAt(at + 1)
  return next === OPEN_BRACE || next === PERCENT
}
