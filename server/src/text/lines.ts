import type { Edit } from './edit.ts'

/** Counted from zero, the character in UTF-16 units, as LSP has it. */
export interface Position {
  readonly line: number
  readonly character: number
}

/** Where the lines of `text` start. The first is 0; a line break at the very end starts one more, empty line. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 13 && text.charCodeAt(i + 1) === 10) i++
    if (unit === 13 || unit === 10) starts.push(i + 1)
  }
  return starts
}

/** The line starts of `text` from those before `edit` led to it. Looks at nothing but the edited place. */
export function editLineStarts(starts: readonly number[], edit: Edit, text: string): readonly number[] {
  const { from, to, insert } = edit
  const shift = insert.length - (to - from)
  const before = from === 0 ? [0] : starts.slice(0, lastIndexWhere(starts, (it) => it < from) + 1)
  for (let at = Math.max(1, from); at <= from + insert.length; at++) {
    const unit = text.charCodeAt(at - 1)
    if (unit === 10 || (unit === 13 && text.charCodeAt(at) !== 10)) before.push(at)
  }
  const behind = starts.slice(lastIndexWhere(starts, (it) => it <= to) + 1)
  for (let i = 0; i < behind.length; i++) behind[i] = (behind[i] ?? 0) + shift
  return before.concat(behind)
}

/** The index of the last item that satisfies `test`, where all that do come before all that do not; -1 for none. */
export function lastIndexWhere<T>(items: ArrayLike<T>, test: (item: T) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (test(items[middle] as T)) low = middle + 1
    else high = middle
  }
  return low - 1
}
