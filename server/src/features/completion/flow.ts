import { unitOf } from '../../syntax/edits.ts'
import { entries, type Node, pathOf, rootOf } from '../../syntax/node.ts'
import { parseDocument } from '../../syntax/parse.ts'
import type { Document } from '../../syntax/tree.ts'
import type { Cursor } from './cursor.ts'
import type { Line } from './line.ts'
import { childAt, MARK, nodeStartingAt, parentOfKey, quoteOf } from './mark.ts'

/** The cursor within `{ }` or `[ ]`, closed or not. `undefined` where it is not, or between two things. */
export function flowCursor(document: Document, offset: number, line: Line): Cursor | undefined {
  const { text } = document
  const start = flowStart(document, offset, line)
  if (start === undefined) return undefined
  const from = wordStart(text, start, offset)
  const word = text.slice(from, offset)
  const before = scan(text, start, from)
  if (before.open.length === 0 || before.quote) return undefined
  const role = roleOf(before)
  if (!role) return undefined
  const tail = /^[\w./-]*["']?/.exec(text.slice(offset))?.[0] ?? ''
  const to = offset + tail.length
  const renames = role === 'key' && /^\s*:/.test(text.slice(to))
  const ends = start >= line.start ? line.end : text.length
  const missing = closers(scan(text, start, ends).open)
  const written = role === 'key' && !renames ? `${MARK}: 0` : MARK
  const copy = parseDocument(text.slice(0, from) + written + missing + text.slice(to))
  const value = role === 'value' ? nodeStartingAt(rootOf(copy), from) : undefined
  const parent = role === 'value' ? value?.parent : parentOfKey(rootOf(copy), from)
  if (!parent) return undefined
  return {
    role,
    parent,
    path: pathOf(value ?? parent),
    span: { from, to },
    before: before.last === ':' && from === before.end ? ' ' : '',
    column: from - line.start,
    renames,
    flow: true,
    quote: quoteOf(word) || (role === 'key' && usesQuotes(parent) ? '"' : ''),
    unit: unitOf(parent),
  }
}

/** Where the word before an offset starts, with its quote. */
function wordStart(text: string, least: number, offset: number): number {
  let at = offset
  while (at > least && /[\w./-]/.test(text.charAt(at - 1))) at--
  return at > least && /["']/.test(text.charAt(at - 1)) ? at - 1 : at
}

interface Scanned {
  /** The brackets that are open at the end. */
  readonly open: readonly string[]
  /** Within a quoted scalar. */
  readonly quote: boolean
  /** The last character that is no white space, and the offset behind it. */
  readonly last: string
  readonly end: number
}

function scan(text: string, from: number, to: number): Scanned {
  const open: string[] = []
  let quote = ''
  let last = ''
  let end = from
  for (let i = from; i < to; i++) {
    const unit = text.charAt(i)
    if (quote) {
      if (unit === '\\' && quote === '"') i++
      else if (unit === quote) quote = ''
    } else if (unit === '"' || (unit === "'" && /[\s,:[{]/.test(text.charAt(i - 1)))) quote = unit
    else if (unit === '{' || unit === '[') open.push(unit)
    else if (unit === '}' || unit === ']') open.pop()
    if (/\S/.test(unit)) {
      last = unit
      end = i + 1
    }
  }
  return { open, quote: quote !== '', last, end }
}

function roleOf({ open, last }: Scanned): Cursor['role'] | undefined {
  const inside = open.at(-1)
  if (inside === '{' && (last === '{' || last === ',')) return 'key'
  if (inside === '{' && last === ':') return 'value'
  return inside === '[' && (last === '[' || last === ',') ? 'value' : undefined
}

function closers(open: readonly string[]): string {
  return open
    .map((it) => (it === '{' ? ' }' : ' ]'))
    .reverse()
    .join('')
}

/** Where the outermost flow collection around the cursor starts. */
function flowStart(document: Document, offset: number, line: Line): number | undefined {
  const inLine = /^ *(?:- +)*(?:[^\s"'{}[\],#&*!|>%@`][^:#{}[\]]*: +|"[^"]*": +)?(?=[{[])/.exec(line.before)
  let here: Node | undefined = rootOf(document)
  while (here) {
    const { tree, from, to }: Node = here
    const isFlow = (tree.type === 'mapping' || tree.type === 'sequence') && tree.flow
    if (isFlow && from < line.start && (offset < to || !/[}\]]/.test(document.text[to - 1] ?? ''))) return from
    if (tree.type === 'alias' || isFlow) break
    here = childAt(here, offset)
  }
  return inLine ? line.start + inLine[0].length : undefined
}

function usesQuotes(mapping: Node): boolean {
  return (
    entries(mapping).some((it) => it.key.tree.type === 'scalar' && it.key.tree.style === 'double') ||
    /^\s*\{\s*"/.test(mapping.document.text)
  )
}
