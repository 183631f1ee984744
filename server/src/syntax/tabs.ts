import * as chars from './chars.ts'

/** Whether the line above is indented by spaces, and does not wait for a value below. */
export function isLoneTab(text: string, line: number): boolean {
  return /^ *[^ \t]/.test(lineAbove(text, line)) && !waits(text, line)
}

/** Whether the value of the line above is still to come, or there is no line above. */
export function waits(text: string, line: number): boolean {
  return line <= 1 || /(?:^|[:-])[ \t]*$/.test(lineAbove(text, line).slice(-MOST))
}

const MOST = 200

function lineAbove(text: string, line: number): string {
  const end = Math.max(0, text.startsWith('\r\n', line - 2) ? line - 2 : line - 1)
  let start = end
  while (start > 0 && end - start < MOST && !chars.isBreak(text.charCodeAt(start - 1))) start--
  return text.slice(start, end)
}

/** The indentation of the line below; -1 if it has none of its own, or tabs. */
export function spacesBelow(text: string, at: number): number {
  const end = chars.lineEnd(text, at)
  const line = chars.pastBreak(text, end)
  let to = line
  while (text.charCodeAt(to) === chars.SPACE) to++
  return end < text.length && !chars.isSpace(text.charCodeAt(to)) ? to - line : -1
}

export function columnOf(text: string, from: number, to: number, width: number): number {
  let column = 0
  for (let at = from; at < to; at++) column += text.charCodeAt(at) === chars.TAB ? width : 1
  return column
}
