import * as chars from './chars.ts'
import { halfKey } from './half-key.ts'
import { atom, isCloser, keyAtom, passRest, reportCloser } from './inline.ts'
import { addKey, checkedMerge, isOverDepth, type Keys } from './keys.ts'
import {
  addSpace,
  colonFollows,
  enter,
  isChild,
  isDashWithoutSpace,
  isHeader,
  loneOf,
  NO_LIST,
  nextItem,
  passSlip,
  reportIndentation,
  skipDeeper,
  toIndicated,
} from './lines.ts'
import { emptyScalar, type Properties, properties, withProperties } from './properties.ts'
import { lineIsDone, report, type State, shown, skipBlanks, toContent } from './scan.ts'
import type { ItemTree, MappingTree, PairTree, SequenceTree, Tree } from './tree.ts'

/**
 * The node at hand, the first of its line or behind `- ` or `? `. Its lines are deeper than `indent`. `chain` counts
 * the lines before that held nothing but an anchor or tag of this node.
 */
export function blockNode(s: State, indent: number, chain = 0): Tree | undefined {
  const { text, base, faults, tabsSeen } = s
  const start = s.at
  const column = start - base
  const unit = text.charCodeAt(start)
  if (unit === chars.DASH && chars.isIndicator(text, start, chars.DASH)) {
    const list = sequence(s, column, indent)
    const isLone = list?.items.length === 1 && !list.items[0]?.value
    if (!isLone || !passSlip(s, start, column, indent)) return list
    return mapping(s, column, indent, start)
  }
  if (isCloser(s) && passSlip(s, start, column, indent)) return mapping(s, column, indent, start)
  if ((unit === chars.QUESTION || unit === chars.COLON) && chars.isIndicator(text, start, unit))
    return mapping(s, column, indent)
  const comments = s.comments.length
  const problems = s.problems.length
  let node: Tree
  if (unit === chars.AMPERSAND || unit === chars.BANG) {
    const found = properties(s)
    skipBlanks(s)
    if (lineIsDone(s)) return nodeBelow(s, indent, found, chain)
    node = nodeBehind(s, indent, found)
  } else node = atom(s, indent, 'node')
  if (s.base === base && colonFollows(s)) return mapping(s, column, indent, start, node)
  if (node.type === 'scalar' && (node.style === 'literal' || node.style === 'folded')) return node
  passRest(s)
  if (node.type !== 'scalar' || !toContent(s) || s.at - s.base <= indent || !chars.looksLikeKey(text, s.at)) return node
  if (node.style === 'plain' && !chars.looksLikeHalfKey(text, start, chars.spanEnd(text, start))) return node
  // A key follows where text cannot be followed by one: what looked like text is a key without its colon.
  s.comments.length = comments
  s.problems.length = s.lines.length = problems
  Object.assign(s, { at: start, base, faults, tabsSeen })
  return mapping(s, column, indent)
}

/** The value on the line of its key, with the lines below that belong to it: those deeper than `indent`. */
export function inlineValue(s: State, indent: number): Tree | undefined {
  const { text } = s
  const start = s.at
  const unit = text.charCodeAt(start)
  if (unit === chars.AMPERSAND || unit === chars.BANG) {
    const found = properties(s)
    skipBlanks(s)
    if (lineIsDone(s)) return nodeBelow(s, indent, found)
    const inner = s.at
    const value = inlineValue(s, indent)
    return withProperties(s, found, value ?? emptyScalar(), value ? inner : found.to)
  }
  if (unit === chars.DASH && chars.isIndicator(text, start, chars.DASH)) {
    report(s, start, start + 1, 'a list must not start on the line of its key: start it on the next line')
    return sequence(s, start - s.base, indent, true)
  }
  const value = atom(s, indent, 'value')
  if (value.type !== 'scalar' || (value.style !== 'literal' && value.style !== 'folded')) passRest(s)
  return value
}

/** What stands below a line that holds only an anchor or a tag. */
function nodeBelow(s: State, indent: number, found: Properties, chain = 0): Tree {
  if (chain < 2 && toContent(s)) {
    const start = s.at
    const column = start - s.base
    const indentless = column === indent && !s.sequences[s.depth] && chars.isIndicator(s.text, start, chars.DASH)
    const node =
      column > indent || indentless || (column === indent && isHeader(s)) ? blockNode(s, indent, chain + 1) : undefined
    if (node) return withProperties(s, found, node, start)
  }
  return withProperties(s, found, emptyScalar(), found.to)
}

function nodeBehind(s: State, indent: number, found: Properties): Tree {
  const start = s.at
  if (chars.isIndicator(s.text, start, chars.DASH)) {
    report(s, start, start + 1, 'a list must not start on the line of its anchor or tag: start it on the next line')
    const list = sequence(s, start - s.base, indent)
    return withProperties(s, found, list ?? emptyScalar(), list ? start : found.to)
  }
  if (chars.isIndicator(s.text, start, chars.COLON)) {
    s.at = found.to
    return withProperties(s, found, emptyScalar(), found.to)
  }
  return withProperties(s, found, atom(s, indent, 'node'), start)
}

function mapping(s: State, column: number, indent: number, from = s.at, firstKey?: Tree): MappingTree | undefined {
  if (isOverDepth(s, s.depth)) return skipDeeper(s, indent)
  enter(s, column, false)
  const pairs: PairTree[] = []
  const keys: Keys = { names: [], seen: undefined }
  let aliases = false
  let end = from
  let here = column
  let odd = -1
  do {
    s.columns[s.depth] = here
    const { faults } = s
    const isKeyed = firstKey && pairs.length === 0
    const pair = isKeyed ? keyedEntry(s, here, from, 0, firstKey, keys) : entry(s, here, from, keys)
    pairs.push(pair)
    end = from + pair.valueOffset + (pair.value ? pair.value.length : 0)
    if (pair.key.aliases || pair.value?.aliases) aliases = true
    s.columns[s.depth] = column
    here = toContent(s) ? nextEntry(s, column, odd, faults, loneOf(pairs, from)) : -1
    if (here !== column) odd = here
  } while (here >= 0)
  s.depth--
  const tree: MappingTree = { type: 'mapping', length: end - from, flow: false, pairs }
  return aliases ? { ...tree, aliases } : tree
}

/**
 * The column of the line at hand if it goes on with the mapping, right or wrong; -1 if it belongs further out. That
 * it is too deep is no news behind an entry with a fault, and `faults` were known before that.
 */
export function nextEntry(s: State, column: number, odd: number, faults: number, lone = -1): number {
  for (;;) {
    const here = s.at - s.base
    const isDash = chars.isIndicator(s.text, s.at, chars.DASH)
    if (here === column && !isDash && !isCloser(s)) return here
    if (here < column) {
      const parent = s.columns[s.depth - 1] ?? -1
      if (isDash || here < parent) return -1
      if (here === parent && s.sequences[s.depth - 1] && isDashWithoutSpace(s)) return -1
      const isIndentless = s.columns[s.depth - 2] === parent
      if (here === parent && (!s.sequences[s.depth - 1] || isIndentless)) return -1
    }
    if (!isDash) {
      if (isCloser(s)) {
        reportCloser(s)
        s.at = chars.lineEnd(s.text, s.at)
        if (toContent(s)) continue
        return -1
      }
      if (here !== odd && (here < column || s.faults === faults)) reportIndentation(s, here, column, lone)
      return here
    }
    report(s, s.at, s.at + 1, NO_LIST)
    sequence(s, here, column)
    if (!toContent(s)) return -1
  }
}

export function entry(s: State, column: number, from: number, keys: Keys): PairTree {
  const offset = s.at - from
  if (chars.isIndicator(s.text, s.at, chars.QUESTION)) return explicitEntry(s, column, from, keys)
  const { base } = s
  const key = chars.isIndicator(s.text, s.at, chars.COLON) ? emptyScalar() : keyAtom(s, column)
  if (!colonFollows(s)) return halfEntry(s, column, from, offset, key, keys)
  if (s.base !== base) report(s, from + offset, chars.lineEnd(s.text, from + offset), 'a key must stand on one line')
  return keyedEntry(s, column, from, offset, key, keys)
}

const MAX_KEY_LENGTH = 1024

/** An entry whose key is read; its colon is at hand. */
function keyedEntry(s: State, column: number, from: number, offset: number, key: Tree, keys: Keys): PairTree {
  addKey(s, keys, key, from + offset)
  if (key.length > MAX_KEY_LENGTH) {
    const message = `the API server refuses keys of more than ${MAX_KEY_LENGTH} characters`
    report(s, from + offset, from + offset + key.length, message, 'yaml-unsupported')
  }
  skipBlanks(s)
  s.at++
  return valued(s, column, from, offset, key)
}

/** The rest of an entry, from behind its colon on. */
function valued(s: State, column: number, from: number, offset: number, key: Tree): PairTree {
  return checkedMerge(s, withValue(s, column, from, offset, key), from)
}

function withValue(s: State, column: number, from: number, offset: number, key: Tree): PairTree {
  const behind = s.at
  skipBlanks(s)
  if (!lineIsDone(s)) {
    const valueOffset = s.at - from
    const value = inlineValue(s, column)
    if (value) return { offset, key, valueOffset, value }
  } else if (toContent(s) && isChild(s, column)) {
    const valueOffset = s.at - from
    const value = blockNode(s, column)
    if (value) return { offset, key, valueOffset, value }
  } else if (s.at - s.base === column && isDashWithoutSpace(s)) {
    const valueOffset = s.at - from
    addSpace(s)
    const value = sequence(s, column, column)
    if (value) return { offset, key, valueOffset, value }
  }
  return { offset, key, valueOffset: behind - from, value: undefined }
}

/** An entry without a colon, or with one that is no YAML: what somebody types is like that most of the time. */
function halfEntry(s: State, column: number, from: number, offset: number, key: Tree, keys: Keys): PairTree {
  const { text } = s
  const start = from + offset
  const end = start + key.length
  const name = halfKey(s, key, start)
  if (name) {
    addKey(s, keys, name, start)
    return valued(s, column, from, offset, name)
  }
  const word = `\`${shown(text.slice(start, Math.min(end, chars.lineEnd(text, start))))}\``
  passRest(s)
  if (toContent(s) && isChild(s, column)) {
    report(s, start, end, `${word} needs a colon`)
    const valueOffset = s.at - from
    const value = blockNode(s, column)
    if (value) return { offset, key, valueOffset, value }
  } else report(s, start, end, `${word} needs a colon and a value`)
  return { offset, key, valueOffset: end - from, value: undefined }
}

/** `? key` and, on a line of its own, `: value`. */
function explicitEntry(s: State, column: number, from: number, keys: Keys): PairTree {
  s.entangled = true
  s.at++
  let offset = s.at - from
  let key: Tree | undefined
  if (toIndicated(s, column, true)) {
    offset = s.at - from
    key = blockNode(s, column)
  }
  key ??= emptyScalar()
  addKey(s, keys, key, from + offset)
  if (!toContent(s) || s.at - s.base !== column || !chars.isIndicator(s.text, s.at, chars.COLON))
    return { offset, key, valueOffset: offset + key.length, value: undefined }
  s.at++
  const behind = s.at
  if (toIndicated(s, column, true)) {
    const valueOffset = s.at - from
    const value = blockNode(s, column)
    if (value) return checkedMerge(s, { offset, key, valueOffset, value }, from)
  }
  return { offset, key, valueOffset: behind - from, value: undefined }
}

function sequence(s: State, column: number, indent: number, excused = false): SequenceTree | undefined {
  if (isOverDepth(s, s.depth)) return skipDeeper(s, indent)
  enter(s, column, true)
  const from = s.at
  const items: ItemTree[] = []
  let aliases = false
  let end = from
  let here = column
  let odd = -1
  do {
    s.columns[s.depth] = here
    const it = item(s, here, from)
    items.push(it)
    end = from + it.valueOffset + (it.value ? it.value.length : 0)
    if (it.value?.aliases) aliases = true
    s.columns[s.depth] = column
    here = toContent(s) ? nextItem(s, column, odd, excused) : -1
    if (here !== column) odd = here
  } while (here >= 0)
  s.depth--
  const tree: SequenceTree = { type: 'sequence', length: end - from, flow: false, items }
  return aliases ? { ...tree, aliases } : tree
}

export function item(s: State, column: number, from: number): ItemTree {
  const offset = s.at - from
  s.at++
  if (toIndicated(s, column, false)) {
    const valueOffset = s.at - from
    const value = blockNode(s, column)
    if (value) return { offset, valueOffset, value }
  }
  return { offset, valueOffset: offset + 1, value: undefined }
}
