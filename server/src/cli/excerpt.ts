import type { Span } from '../text/edit.ts'
import { harmless } from '../text/harmless.ts'
import { characterWidth } from './terminal.ts'

/** A source line and the carets that go below it. */
export interface Excerpt {
  readonly line: string
  readonly carets: string
}

/** Of a longer line, only what surrounds the range is shown. */
const MAX_WIDTH = 100

/** `range` counts from the start of the line; what is behind its end belongs to later lines. Tabs stay aligned. */
export function excerpt(line: string, range: Span): Excerpt {
  const from = Math.min(range.from, line.length)
  const to = Math.max(from, Math.min(range.to, line.length))
  const [start, end] = cut(line, from, to)
  const before = harmless(line.slice(start, from))
  const inside = harmless(line.slice(from, Math.min(to, end)))
  const after = harmless(line.slice(Math.min(to, end), end))
  const left = start > 0 ? '…' : ''
  const right = end < line.length ? '…' : ''
  const gap = left.replace(/./g, ' ') + blank(before, ' ')
  return {
    line: `${left}${before}${inside}${after}${right}`.trimEnd(),
    carets: gap + (blank(inside, '^').replaceAll('\t', '^') || '^'),
  }
}

function cut(line: string, from: number, to: number): readonly [start: number, end: number] {
  if (line.length <= MAX_WIDTH) return [0, line.length]
  const room = Math.max(20, MAX_WIDTH - (to - from))
  const start = Math.max(0, Math.min(from - Math.floor(room / 2), line.length - MAX_WIDTH))
  const end = Math.min(line.length, start + MAX_WIDTH)
  // A pair of surrogates stays together.
  return [isLow(line, start) ? start - 1 : start, isLow(line, end) ? end + 1 : end]
}

function isLow(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}

/** As wide as `text`; tabs stay tabs. */
function blank(text: string, filler: string): string {
  let out = ''
  for (const it of text) out += it === '\t' ? it : filler.repeat(characterWidth(it))
  return out
}
