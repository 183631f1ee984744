export interface Marked {
  /** The text without its markers. */
  readonly text: string
  /** `# ^^^ message` under a line: one expectation. A `#` that touches its carets counts as one, to reach column 0. */
  readonly expected: readonly Expected[]
  /** `$0`, at most once: where the cursor is. (`|` would open a block scalar.) */
  readonly cursor: number | undefined
}

export interface Expected {
  readonly from: number
  readonly to: number
  readonly message: string
}

/** Takes the markers out of a fixture. Marker lines may stand anywhere, even inside a block scalar. */
export function readMarkers(fixture: string): Marked {
  let text = ''
  let lineStart = 0
  let cursor: number | undefined
  const expected: Expected[] = []
  for (const line of fixture.replace(/^\n/, '').split(/(?<=\n)/)) {
    const marker = /^(\s*|\s*#\s+)(#?\^+) ?(.*)$/m.exec(line)
    if (marker?.[1] !== undefined && marker[2] !== undefined) {
      const from = lineStart + marker[1].length
      expected.push({ from, to: from + marker[2].length, message: marker[3] ?? '' })
      continue
    }
    lineStart = text.length
    const at = line.indexOf('$0')
    if (at >= 0) cursor = lineStart + at
    text += at < 0 ? line : line.slice(0, at) + line.slice(at + 2)
  }
  return { text, expected, cursor }
}

/** Several files in one fixture, each behind a line `#- path`. Text before the first such line is `main.yaml`. */
export function readFiles(fixture: string): readonly { readonly path: string; readonly marked: Marked }[] {
  const parts = fixture.split(/^#- (.+)\n/m)
  const files = parts[0]?.trim() ? [{ path: 'main.yaml', marked: readMarkers(parts[0]) }] : []
  for (let i = 1; i < parts.length; i += 2)
    files.push({ path: parts[i] ?? '', marked: readMarkers(parts[i + 1] ?? '') })
  return files
}
