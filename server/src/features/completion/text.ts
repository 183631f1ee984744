import { scalarText } from '../../syntax/edits.ts'
import type { Edit } from '../../text/edit.ts'
import type { Cursor } from './cursor.ts'

/** Puts a value where the cursor is, in the quotes that are there; `isText` adds quotes where it would read as something else. */
export function valueEdit(cursor: Cursor, value: string, isText: boolean): Edit {
  return { ...cursor.span, insert: cursor.before + quoted(cursor, value, isText) }
}

/** What the typed text is compared with: the quotes belong to it. */
export function valueFilter(cursor: Cursor, value: string): { readonly filterText?: string } {
  return cursor.quote ? { filterText: `${cursor.quote}${value}${cursor.quote}` } : {}
}

export function quoted({ quote, flow }: Cursor, value: string, isText: boolean): string {
  if (quote === '"') return JSON.stringify(value)
  if (quote === "'") return `'${value.replaceAll("'", "''")}'`
  if (!isText) return value
  const text = scalarText(value)
  return text.includes('\n') || (flow && /[,[\]{}]/.test(text)) ? JSON.stringify(value) : text
}
