import { lazyLines } from '../text/lazy-lines.ts'
import { type Note, type NoteHead, noteOf } from './note.ts'

/**
 * All notes as one text: in the first line the heads as JSON, then one line for each body, in the same order. So they are
 * found without any body being read, and shown without anything being parsed but a string.
 */
export function packNotes(notes: readonly Note[]): string {
  const heads = notes.map(({ id, title, area, surfaces, aliases, see, sources }): NoteHead => {
    return { id, title, area, surfaces, aliases, see, sources }
  })
  return `${[heads, ...notes.map((it) => it.body)].map((it) => ascii(JSON.stringify(it))).join('\n')}\n`
}

/** One character beyond Latin 1 makes a text twice as large in memory. */
function ascii(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** `open` gives what `packNotes` made; it is asked once. */
export function unpackNotes(open: () => string): readonly Note[] {
  const line = lazyLines(open)
  const heads = JSON.parse(line(0)) as readonly NoteHead[]
  return heads.map((head, i) => noteOf(head, () => JSON.parse(line(i + 1)) as string))
}
