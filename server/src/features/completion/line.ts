/** The line of the cursor. */
export interface Line {
  /** Offsets of its start and of its end, the line break not counted. */
  readonly start: number
  readonly end: number
  readonly text: string
  /** What stands before and behind the cursor. */
  readonly before: string
  readonly after: string
  /** Where its comment starts, from the start of the line; its length where it has none. */
  readonly comment: number
}

/** Nobody types in a longer line: it is left alone, since patterns could take for ever over it. */
export const MAX_LINE = 1000

export function lineAt(text: string, offset: number): Line {
  const head = text.slice(0, offset)
  const start = Math.max(head.lastIndexOf('\n'), head.lastIndexOf('\r')) + 1
  const found = text.slice(offset).search(/[\r\n]/)
  const end = found < 0 ? text.length : offset + found
  const line = text.slice(start, end)
  const before = text.slice(start, offset)
  return { start, end, text: line, before, after: text.slice(offset, end), comment: commentIn(line) }
}

/** Where the comment of a line starts; its length where it has none. */
function commentIn(line: string): number {
  let quote = ''
  for (let i = 0; i < line.length; i++) {
    const unit = line.charAt(i)
    const starts = i === 0 || /[\s,[{:-]/.test(line.charAt(i - 1))
    if (quote) {
      if (unit === '\\' && quote === '"') i++
      else if (unit === quote) quote = ''
    } else if ((unit === '"' || unit === "'") && starts) quote = unit
    else if (unit === '#' && (i === 0 || /\s/.test(line.charAt(i - 1)))) return i
  }
  return line.length
}

/** The columns at which an entry could stand in this line: those of the lines around, the nearest to `column` first. */
export function openColumns(text: string, line: Line, column: number): readonly number[] {
  const next = nextContent(text, line.end)
  const found = next === undefined ? [] : [columnsOf(next)[0] ?? 0]
  let least = Number.POSITIVE_INFINITY
  const above: number[] = []
  for (const it of linesAbove(text, line.start)) {
    const columns = columnsOf(it)
    const first = columns[0]
    if (first === undefined || first >= least) continue
    above.push(...columns.filter((at) => at < least))
    least = first
    if (least === 0) break
  }
  const nearest = above.sort((a, b) => Math.abs(a - column) - Math.abs(b - column))
  return [...found.filter((it) => it > column), ...nearest, ...found.filter((it) => it <= column)]
}

/** The lines above an offset with something in them, from the bottom to the top. */
export function* linesAbove(text: string, start: number): Generator<string> {
  let end = start
  while (end > 0) {
    // A negative position would count as 0.
    const from = end < 2 ? 0 : text.lastIndexOf('\n', end - 2) + 1
    const line = text.slice(from, end).trimEnd()
    if (line !== '' && !/^\s*#/.test(line)) yield line
    end = from
  }
}

function nextContent(text: string, end: number): string | undefined {
  for (const line of text
    .slice(end, end + 4000)
    .split(/\r?\n/)
    .slice(1)) {
    if (line.trim() !== '' && !/^\s*#/.test(line)) return line
  }
  return undefined
}

/** Where entries of a line start: `  - name: x` has 2 and 4. */
function columnsOf(line: string): readonly number[] {
  if (/^(?:---|\.\.\.)/.test(line)) return []
  const columns = [line.search(/\S/)]
  const dashes = line.length > MAX_LINE ? null : /^ *((?:- +)+)/.exec(line)
  if (dashes) columns.push(dashes[0].length)
  return columns
}
