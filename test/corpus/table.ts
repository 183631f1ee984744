/** What one part of the comparison found. */
export interface Result {
  readonly title: string
  /** The first row is the head. */
  readonly rows: readonly (readonly (string | number)[])[]
  /** Cases in which we and the server differ, by the name to ask for with `--list`. */
  readonly lists: ReadonlyMap<string, readonly string[]>
  /** What no change may bring back. */
  readonly faults: readonly string[]
}

/** A Markdown table, so that it can be pasted into the README as it is. */
export function tableText(rows: Result['rows']): string {
  const [head = [], ...body] = rows
  const widths = head.map((_, i) => Math.max(...rows.map((row) => String(row[i] ?? '').length)))
  const line = (row: readonly (string | number)[]) =>
    `| ${row.map((it, i) => (i === 0 ? String(it).padEnd(widths[i] ?? 0) : String(it).padStart(widths[i] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  return [line(head), rule, ...body.map(line)].join('\n')
}

/** Cases gathered under names. */
export function createLists(): {
  readonly lists: ReadonlyMap<string, readonly string[]>
  readonly add: (name: string, line: string) => void
} {
  const lists = new Map<string, string[]>()
  return {
    lists,
    add(name, line) {
      const known = lists.get(name)
      if (known) known.push(line)
      else lists.set(name, [line])
    },
  }
}

/** `12 of 14`, `14`. */
export function share(part: number, whole: number): string {
  return part === whole ? String(whole) : `${part} of ${whole}`
}
