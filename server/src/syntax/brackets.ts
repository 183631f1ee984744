import * as chars from './chars.ts'
import { hintShallow } from './scalars.ts'
import { comment, type State, skipBlanks } from './scan.ts'

/** Moves to the next character that means something inside brackets, where indentation means nothing. */
export function toFlow(s: State): boolean {
  const { text } = s
  while (s.at < text.length) {
    const unit = text.charCodeAt(s.at)
    if (chars.isBlank(unit)) s.at++
    else if (chars.isBreak(unit)) {
      s.base = s.at = chars.pastBreak(text, s.at)
      while (text.charCodeAt(s.at) === chars.SPACE) s.at++
      if (s.at - s.base <= s.flowColumn && isForeign(s)) return false
    } else if (unit === chars.HASH) comment(s)
    else return true
  }
  return false
}

/** Looks at a line that is not deeper than the block around. True if it ends the brackets without a further look. */
function isForeign(s: State): boolean {
  skipBlanks(s)
  const { text, at } = s
  const unit = text.charCodeAt(at)
  if (Number.isNaN(unit) || chars.isBreak(unit) || unit === chars.HASH) return false
  if (!s.hinted && unit !== chars.CLOSE_BRACKET && unit !== chars.CLOSE_BRACE) hintShallow(s, at)
  if (s.suspect >= 0 || !(chars.looksLikeKey(text, at) || chars.isIndicator(text, at, chars.DASH))) return false
  s.suspect = s.base
  if (s.patience >= 0) return false
  s.text = text.slice(0, s.base)
  s.at = s.base
  return true
}

/** Remembers the place, to come back to from a look at what follows. */
export function rewinder(s: State): () => void {
  const { at, base } = s
  const comments = s.comments.length
  return () => {
    s.at = at
    s.base = base
    s.comments.length = comments
  }
}

/** Whether a comma, a closing bracket or the end of the text is at hand. */
export function endsNode(s: State): boolean {
  const unit = s.text.charCodeAt(s.at)
  return unit === chars.COMMA || unit === chars.CLOSE_BRACKET || unit === chars.CLOSE_BRACE || Number.isNaN(unit)
}

/** Inside brackets go-yaml takes a `?` for the start of a key, also without a blank behind it. */
export function isQuestion({ text, at }: State): boolean {
  if (text.charCodeAt(at) !== chars.QUESTION) return false
  const next = text.charCodeAt(at + 1)
  return !chars.isFlowIndicator(next) && next !== chars.QUESTION && next !== chars.COLON
}
