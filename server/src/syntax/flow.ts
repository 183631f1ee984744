import { endsNode, isQuestion, rewinder, toFlow } from './brackets.ts'
import * as chars from './chars.ts'
import { addKey, checkedMerge, isOverDepth, type Keys } from './keys.ts'
import { alias, emptyScalar, properties, withProperties } from './properties.ts'
import {
  plainLine,
  plainScalar,
  quotedScalar,
  reportInBrackets,
  reportQuoteNeeded,
  scalarTree,
  templateScalar,
} from './scalars.ts'
import { hint, report, type State, shown, skipBlanks } from './scan.ts'
import type { ItemTree, MappingTree, PairTree, SequenceTree, Tree } from './tree.ts'

/**
 * A collection in brackets or braces. `column` is that of the block key or item that it belongs to: if the bracket
 * is never closed, the first line that goes back to it and looks like a key or item ends it.
 */
export function flowCollection(s: State, column: number): Tree {
  const { at, base, text, faults, tooDeep } = s
  const problems = s.problems.length
  const comments = s.comments.length
  s.suspect = -1
  s.flowColumn = column
  s.hinted = s.unclosed = false
  const tree = collection(s)
  const { suspect } = s
  if (suspect < 0 || faults === s.faults) return tree
  // Once more, as if the text ended before that line.
  s.patience -= s.at - suspect
  s.entangled = true
  s.problems.length = s.lines.length = problems
  s.comments.length = comments
  s.brackets.length = 0
  s.unclosed = false
  Object.assign(s, { at, base, faults, tooDeep, text: text.slice(0, suspect) })
  const cut = collection(s)
  s.text = text
  if (s.at === suspect) s.at -= text.startsWith('\r\n', suspect - 2) ? 2 : 1
  return cut
}

function collection(s: State): Tree {
  if (isOverDepth(s, s.depth + s.brackets.length)) return skipBrackets(s)
  const from = s.at++
  const isSequence = s.text.charCodeAt(from) === chars.OPEN_BRACKET
  s.brackets.push(isSequence ? chars.CLOSE_BRACKET : chars.CLOSE_BRACE)
  return isSequence ? sequence(s, from) : mapping(s, from)
}

function sequence(s: State, from: number): SequenceTree {
  const items: ItemTree[] = []
  let aliases = false
  let end = s.at
  while (!atEnd(s, from)) {
    const start = s.at
    const pair = entry(s, start, undefined)
    const value = pair.valueOffset < 0 ? pair.key : single(pair)
    if (value.aliases) aliases = true
    items.push({ offset: start - from, valueOffset: start - from, value: value.length > 0 ? value : undefined })
    end = separate(s)
  }
  const tree: SequenceTree = { type: 'sequence', length: close(s, from, end) - from, flow: true, items }
  return aliases ? { ...tree, aliases } : tree
}

/** One `key: value` in a sequence is a mapping of its own. */
function single(pair: PairTree): MappingTree {
  const length = pair.valueOffset + (pair.value?.length ?? 0)
  const tree: MappingTree = { type: 'mapping', length, flow: true, pairs: [pair] }
  return pair.key.aliases || pair.value?.aliases ? { ...tree, aliases: true } : tree
}

function mapping(s: State, from: number): MappingTree {
  const pairs: PairTree[] = []
  const keys: Keys = { seen: undefined, names: [] }
  let aliases = false
  let end = s.at
  while (!atEnd(s, from)) {
    const pair = entry(s, from, keys)
    if (pair.key.aliases || pair.value?.aliases) aliases = true
    pairs.push(pair.valueOffset < 0 ? { ...pair, valueOffset: pair.offset + pair.key.length } : pair)
    end = separate(s)
  }
  const tree: MappingTree = { type: 'mapping', length: close(s, from, end) - from, flow: true, pairs }
  return aliases ? { ...tree, aliases } : tree
}

/** A pair, or a lone key or item, whose `valueOffset` is -1. `keys` is missing in a sequence. */
function entry(s: State, from: number, keys: Keys | undefined): PairTree {
  const isExplicit = isQuestion(s)
  if (isExplicit) {
    if (!chars.isIndicator(s.text, s.at, chars.QUESTION))
      hint(s, s.at, 'by the YAML standard this is text; here the `?` makes it a key, so put it in quotes')
    s.at++
    toFlow(s)
  }
  const offset = s.at - from
  const { base } = s
  const isEmpty = chars.isIndicator(s.text, s.at, chars.COLON) || endsNode(s)
  const key = isEmpty ? emptyScalar() : node(s)
  const back = rewinder(s)
  if (!toFlow(s) || !colonFollows(s, key)) {
    back()
    if (keys || isExplicit) addKey(s, keys ?? { names: [], seen: undefined }, key, from + offset)
    return { offset, key, valueOffset: isExplicit ? s.at - from : -1, value: undefined }
  }
  if (s.base !== base && !isExplicit) {
    const to = Math.min(from + offset + key.length, chars.spanEnd(s.text, from + offset))
    report(s, from + offset, to, 'the API server wants a key and its colon on one line', 'yaml-unsupported')
  }
  addKey(s, keys ?? { names: [], seen: undefined }, key, from + offset)
  s.at++
  const behind = rewinder(s)
  if (toFlow(s) && !endsNode(s)) {
    const valueOffset = s.at - from
    const value = node(s)
    if (value.length > 0) return checkedMerge(s, { offset, key, valueOffset, value }, from)
  }
  behind()
  return checkedMerge(s, { offset, key, valueOffset: s.at - from, value: undefined }, from)
}

/** After a key in quotes or brackets the colon needs no blank behind it. */
function colonFollows(s: State, key: Tree): boolean {
  if (s.text.charCodeAt(s.at) !== chars.COLON) return false
  return (
    chars.isIndicator(s.text, s.at, chars.COLON) || key.type !== 'scalar' || key.style !== 'plain' || key.text === ''
  )
}

/** `chain` counts the anchors and tags on lines before, which belong to this node too. */
function node(s: State, chain = 0): Tree {
  const { text } = s
  const from = s.at
  const unit = text.charCodeAt(from)
  switch (unit) {
    case chars.DOUBLE_QUOTE:
    case chars.SINGLE_QUOTE:
      return quotedScalar(s, s.flowColumn)
    case chars.OPEN_BRACKET:
    case chars.OPEN_BRACE:
      return chars.isTemplate(text, from) ? templateScalar(s) : collection(s)
    case chars.STAR: {
      const found = alias(s)
      if (found) return found
      break
    }
    case chars.AMPERSAND:
    case chars.BANG: {
      const found = properties(s)
      const back = rewinder(s)
      if (chain < 2 && toFlow(s) && !endsNode(s) && !chars.isIndicator(text, s.at, chars.COLON)) {
        const start = s.at
        return withProperties(s, found, node(s, chain + 1), start)
      }
      back()
      return withProperties(s, found, emptyScalar(), found.to)
    }
    case chars.PERCENT:
    case chars.AT:
    case chars.BACKQUOTE:
    case chars.BAR:
    case chars.GREATER:
      reportQuoteNeeded(s)
      break
    case chars.DASH:
      if (chars.isIndicator(text, from, chars.DASH)) {
        report(s, from, from + 1, 'a list in brackets has commas, not dashes: remove the dash')
        while (chars.isIndicator(text, s.at, chars.DASH)) {
          s.at++
          skipBlanks(s)
        }
        return endsNode(s) || chars.isBreak(text.charCodeAt(s.at)) ? emptyScalar() : node(s)
      }
      if (chars.isFlowIndicator(text.charCodeAt(from + 1)))
        hint(s, from, 'by the YAML standard a lone `-` needs quotes')
      break
    case chars.COLON:
      reportInBrackets(s, from)
      break
  }
  plainLine(s, true)
  return s.at === from ? emptyScalar() : plainScalar(s, from, -1, true)
}

/** Whether the collection ends here, after a look for commas that separate nothing. */
function atEnd(s: State, from: number): boolean {
  for (;;) {
    if (!toFlow(s)) return true
    const unit = s.text.charCodeAt(s.at)
    if (unit === chars.COMMA) {
      report(s, s.at, s.at + 1, 'nothing stands before this comma: remove it')
      s.at++
    } else if (unit === chars.CLOSE_BRACKET || unit === chars.CLOSE_BRACE) {
      if (s.brackets.includes(unit)) return true
      const opened = s.text.charAt(from)
      report(s, s.at, s.at + 1, `\`${s.text.charAt(s.at)}\` does not close the \`${opened}\` before: use its own kind`)
      s.brackets[s.brackets.length - 1] = unit
      return true
    } else return false
  }
}

/** Passes the comma after an entry; gives the end of what is read. */
function separate(s: State): number {
  for (;;) {
    const end = s.at
    if (!toFlow(s)) return end
    const unit = s.text.charCodeAt(s.at)
    if (unit === chars.COMMA) return ++s.at
    if (unit === chars.CLOSE_BRACKET || unit === chars.CLOSE_BRACE) return end
    if (unit !== chars.COLON) {
      const word = /^[^\s,[\]{}]*/.exec(s.text.slice(s.at, s.at + 50))?.[0] || s.text.charAt(s.at)
      if (end !== s.openQuoteEnd) report(s, s.at, s.at + 1, `a comma is missing before \`${shown(word)}\``)
      return end
    }
    report(s, s.at, s.at + 1, 'this colon follows a value: a comma is missing before its key, or the text needs quotes')
    s.at++
    const back = rewinder(s)
    if (toFlow(s) && !endsNode(s) && s.text.charCodeAt(s.at) !== chars.COLON) node(s)
    else back()
  }
}

/** Passes the closing bracket; gives the end of the collection. */
function close(s: State, from: number, end: number): number {
  const expected = s.brackets.pop()
  if (s.text.charCodeAt(s.at) === expected) return ++s.at
  const closer = expected === chars.CLOSE_BRACKET ? ']' : '}'
  const message = `this bracket is never closed: a \`${closer}\` is missing`
  if (s.at < s.text.length || !s.unclosed) report(s, from, from + 1, message)
  if (s.at >= s.text.length) s.unclosed = s.brackets.length > 0
  return end
}

/** What is nested too deep is passed over. */
function skipBrackets(s: State): Tree {
  const { text } = s
  const from = s.at
  let depth = 0
  do {
    const unit = text.charCodeAt(s.at)
    if (unit === chars.OPEN_BRACKET || unit === chars.OPEN_BRACE) depth++
    else if (unit === chars.CLOSE_BRACKET || unit === chars.CLOSE_BRACE) depth--
    s.at++
  } while (depth > 0 && s.at < text.length)
  return scalarTree('plain', s.at - from, '')
}
