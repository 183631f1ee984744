/** Replaces the characters in `[from, to)` by `insert`. Offsets count UTF-16 units, as LSP and JavaScript do. */
export interface Edit {
  readonly from: number
  readonly to: number
  readonly insert: string
}

/** A stretch of text, `[from, to)`, in UTF-16 units. What it counts from is said where it is used. */
export interface Span {
  readonly from: number
  readonly to: number
}

export function applyEdit(text: string, edit: Edit): string {
  return text.slice(0, edit.from) + edit.insert + text.slice(edit.to)
}

/**
 * Applies edits whose offsets all refer to `text` itself. They must not overlap; two insertions at one place
 * come out in the order given.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const inOrder = edits.map((edit, i) => ({ edit, i })).sort((a, b) => a.edit.from - b.edit.from || a.i - b.i)
  let out = ''
  let done = 0
  for (const { edit } of inOrder) {
    out += text.slice(done, edit.from) + edit.insert
    done = edit.to
  }
  return out + text.slice(done)
}
