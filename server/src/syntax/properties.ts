import * as chars from './chars.ts'
import { misfit } from './scalar.ts'
import { reportQuoteNeeded, scalarTree } from './scalars.ts'
import { report, type State, shown } from './scan.ts'
import type { AliasTree, ScalarTree, Tree } from './tree.ts'

/** The anchor and tag before a node. */
export interface Properties {
  readonly from: number
  to: number
  anchor?: string
  tag?: string
}

/** Reads anchors and tags, up to the end of the last. The anchor counts as open until `withProperties`. */
export function properties(s: State): Properties {
  const { text } = s
  const found: Properties = { from: s.at, to: s.at }
  for (let at = s.at; ; ) {
    const unit = text.charCodeAt(at)
    const isAnchor = unit === chars.AMPERSAND
    if (!isAnchor && unit !== chars.BANG) break
    const to = isAnchor ? anchorEnd(text, at + 1) : tagEnd(s, at)
    s.at = found.to = to
    if (isAnchor) addAnchor(s, found, at, to)
    else addTag(s, found, at, to)
    at = to
    while (chars.isBlank(text.charCodeAt(at))) at++
  }
  return found
}

/** The tree from its anchor or tag on; it starts at `start` without them. */
export function withProperties(s: State, { from, anchor, tag }: Properties, tree: Tree, start: number): Tree {
  const shift = start - from
  const length = tree.length + shift
  if (anchor !== undefined) s.anchors.set(anchor, 'done')
  if (tree.type === 'alias') {
    report(s, from, start, 'an alias takes no anchor or tag of its own')
    return { ...tree, length }
  }
  if ((anchor !== undefined && tree.anchor !== undefined) || (tag !== undefined && tree.tag !== undefined))
    report(s, from, start, 'a value takes one anchor and one tag: remove one of them')
  const own = { length, ...(anchor === undefined ? {} : { anchor }), ...(tag === undefined ? {} : { tag }) }
  const move = <T extends { offset: number; valueOffset: number }>(it: T): T => ({
    ...it,
    offset: it.offset + shift,
    valueOffset: it.valueOffset + shift,
  })
  if (tree.type === 'mapping') return { ...tree, ...own, pairs: tree.pairs.map(move) }
  if (tree.type === 'sequence') return { ...tree, ...own, items: tree.items.map(move) }
  const scalar = { ...tree, ...own }
  const wanted = tag === undefined ? undefined : misfit(scalar)
  if (wanted !== undefined) {
    const message = `the API server refuses this tag here: \`${shown(tree.text)}\` is not ${wanted}`
    report(s, tree.length > 0 ? start : from, start + tree.length, message, 'yaml-unsupported')
  }
  return scalar
}

export function emptyScalar(): ScalarTree {
  return scalarTree('plain', 0, '')
}

/** The alias at hand; `undefined` and a problem if it is text such as `*.example.com`. */
export function alias(s: State): AliasTree | undefined {
  const { text } = s
  const from = s.at
  let to = nameEnd(text, from + 1)
  if (text.charAt(to - 1) === ':' && !s.anchors.has(text.slice(from + 1, to))) to--
  const name = text.slice(from + 1, to)
  const known = s.anchors.get(name)
  if (known === undefined && !PLAIN_NAME.test(name)) {
    reportQuoteNeeded(s)
    return undefined
  }
  s.at = to
  s.entangled = true
  if (known === undefined) report(s, from, to, `no anchor \`&${shown(name)}\` stands before this alias`)
  else if (known === 'open') report(s, from, to, `the value of \`&${shown(name)}\` contains itself`)
  return { type: 'alias', length: to - from, name, aliases: true }
}

const OPENERS = ['[', '{']
const PLAIN_NAME = /^[0-9A-Za-z_-]+$/

function addAnchor(s: State, found: Properties, from: number, to: number): void {
  const name = s.text.slice(from + 1, to)
  if (found.anchor !== undefined) report(s, from, to, 'a value takes one anchor: remove one of them')
  if (name === '') report(s, from, to, 'text must not start with `&`: put it in quotes')
  else if (!PLAIN_NAME.test(name) || OPENERS.includes(s.text.charAt(to))) {
    const message = 'the API server wants anchors made of letters, digits, `_` and `-`'
    report(s, from, to, message, 'yaml-unsupported')
  }
  found.anchor = name
  s.entangled = true
  s.anchors.set(name, 'open')
}

const TAG = /^!(?:<(?:[\w;/?:@&=+$,.!~*'()[\]-]|%[0-9a-fA-F]{2})+>|(?:[\w;/?:@&=+$,.!~*'()[\]-]|%[0-9a-fA-F]{2})*)$/

function addTag(s: State, found: Properties, from: number, to: number): void {
  const { text } = s
  const tag = text.slice(from, to)
  if (found.tag !== undefined) report(s, from, to, 'a value takes one tag: remove one of them')
  const handle = /^![\w-]+!/.exec(tag)?.[0]
  if (handle && !s.handles.has(handle)) report(s, from, to, `no %TAG line says what \`${shown(handle)}\` stands for`)
  else if (!chars.isSpace(text.charCodeAt(to)) || !TAG.test(tag) || tag === '!!')
    report(
      s,
      from,
      to,
      'this is no tag that the API server reads; text that starts with `!` needs quotes',
      'yaml-unsupported',
    )
  found.tag = tag
}

/** go-yaml ends the name also before some characters that the standard takes for a part of it. */
function anchorEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && NAME_UNIT.test(text.charAt(at))) at++
  const isColon = chars.isIndicator(text, at, chars.COLON)
  return at > from && ENDS_NAME.includes(text.charAt(at)) && !isColon ? at : nameEnd(text, from)
}

const NAME_UNIT = /[0-9A-Za-z_-]/
const ENDS_NAME = '?:%@`'

function nameEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && !chars.isSpace(text.charCodeAt(at)) && !chars.isFlowIndicator(text.charCodeAt(at))) at++
  return at
}

function tagEnd({ text }: State, from: number): number {
  if (text.charAt(from + 1) !== '<') return nameEnd(text, from)
  let at = from
  while (at < text.length && !chars.isSpace(text.charCodeAt(at)) && text.charAt(at) !== '>') at++
  return text.charAt(at) === '>' ? at + 1 : at
}
