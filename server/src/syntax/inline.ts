import { blockScalar } from './block-scalar.ts'
import * as chars from './chars.ts'
import { flowCollection } from './flow.ts'
import { alias, emptyScalar, properties, withProperties } from './properties.ts'
import { plainLine, plainScalar, quotedScalar, reportColon, reportQuoteNeeded, scalarTree } from './scalars.ts'
import { lineIsDone, report, reportTemplate, type State, skipBlanks } from './scan.ts'
import type { Tree } from './tree.ts'

/** The key of an entry, with its anchor and tag. */
export function keyAtom(s: State, indent: number): Tree {
  const unit = s.text.charCodeAt(s.at)
  if (unit !== chars.AMPERSAND && unit !== chars.BANG) return atom(s, indent, 'key')
  const found = properties(s)
  skipBlanks(s)
  const start = s.at
  if (!lineIsDone(s) && !chars.isIndicator(s.text, start, chars.COLON))
    return withProperties(s, found, atom(s, indent, 'key'), start)
  s.at = found.to
  return withProperties(s, found, emptyScalar(), found.to)
}

/**
 * A scalar, an alias or a collection in brackets. Of a plain scalar that can be a key (`node`, `key`) only what
 * stands before the colon, if there is one.
 */
export function atom(s: State, indent: number, place: 'node' | 'key' | 'value'): Tree {
  const { text } = s
  const start = s.at
  const unit = text.charCodeAt(start)
  switch (unit) {
    case chars.DOUBLE_QUOTE:
    case chars.SINGLE_QUOTE:
      s.hinted = false
      return quotedScalar(s, indent)
    case chars.OPEN_BRACKET:
    case chars.OPEN_BRACE:
      if (!chars.isTemplate(text, start)) return flowCollection(s, indent)
      reportTemplate(s, start)
      break
    case chars.BAR:
    case chars.GREATER:
      if (place !== 'key') return blockScalar(s, indent)
      reportQuoteNeeded(s)
      break
    case chars.STAR: {
      const found = alias(s)
      if (found) return found
      break
    }
    case chars.CLOSE_BRACKET:
    case chars.CLOSE_BRACE:
      reportCloser(s)
      break
    case chars.COMMA:
    case chars.AT:
    case chars.BACKQUOTE:
    case chars.PERCENT:
      reportQuoteNeeded(s)
      break
    case chars.QUESTION:
    case chars.COLON:
    case chars.DASH:
      if (!chars.isIndicator(text, start, unit)) return plain(s, indent, place)
      reportQuoteNeeded(s)
      break
    default:
      return plain(s, indent, place)
  }
  plainLine(s, place !== 'value')
  return scalarTree('plain', s.at - start, text.slice(start, s.at))
}

function plain(s: State, indent: number, place: 'node' | 'key' | 'value'): Tree {
  const { text } = s
  const start = s.at
  const hasColon = plainLine(s, true)
  if (hasColon && place === 'value') {
    reportColon(s, s.at)
    s.at = start
    plainLine(s, false)
  }
  if (hasColon || place === 'key') return scalarTree('plain', s.at - start, text.slice(start, s.at))
  return plainScalar(s, start, indent, place === 'value' || chars.looksLikeHalfKey(text, start, s.at))
}

export function isCloser(s: State): boolean {
  const unit = s.text.charCodeAt(s.at)
  return unit === chars.CLOSE_BRACKET || unit === chars.CLOSE_BRACE
}

export function reportCloser(s: State): void {
  report(s, s.at, s.at + 1, CLOSES_NOTHING)
}

export const CLOSES_NOTHING = 'this bracket closes nothing that is open: remove it, or put the text in quotes'

/** After a value nothing may stand on the line but a comment. */
export function passRest(s: State): void {
  const last = s.text.charCodeAt(s.at - 1)
  skipBlanks(s)
  if (lineIsDone(s)) return
  const { text, at } = s
  const message =
    last === chars.DOUBLE_QUOTE || last === chars.SINGLE_QUOTE
      ? 'text stands behind the closing quote: put it inside, or put another kind of quotes around all of it'
      : 'text stands behind the end of this value: put all of it in quotes'
  if (isCloser(s)) reportCloser(s)
  else report(s, at, chars.spanEnd(text, at), message)
  s.at = chars.lineEnd(text, at)
}
