import { pointedAt } from '../model/place.ts'
import type { UserSchema } from '../schema/json-schema.ts'
import type { Suggestion } from '../schema/json-schema-places.ts'
import { type File, partAt } from '../syntax/file.ts'
import { entries } from '../syntax/node.ts'
import type { Edit } from '../text/edit.ts'
import { type Cursor, cursorAt } from './completion/cursor.ts'
import { type Completion, sortText } from './completion/item.ts'
import { quoted, valueEdit, valueFilter } from './completion/text.ts'
import type { Hover } from './hover.ts'
import { escaped } from './markdown.ts'

/** What the JSON Schema that a file is mapped to says of the key or value at an offset of the file. */
export function schemaHover(file: File, offset: number, schema: UserSchema): Hover | undefined {
  const part = partAt(file, offset)
  const pointed = part && pointedAt(part.document, offset - part.start)
  const found = pointed && schema.describe(pointed.path)
  if (!part || !pointed || !found) return undefined
  const { from, to } = pointed.node
  return { from: from + part.start, to: to + part.start, markdown: `**${escaped(found.title)}**\n\n${found.markdown}` }
}

/** The keys or values that it allows there; keys that are present are left out. */
export function schemaCompletion(file: File, offset: number, schema: UserSchema): readonly Completion[] {
  const part = partAt(file, offset)
  const cursor = part && cursorAt(part.document, offset - part.start)
  if (!part || !cursor) return []
  const present = new Set(entries(cursor.parent).map((it) => it.name))
  const wanted = schema
    .complete(cursor.path)
    .filter(({ kind, label }) =>
      kind === 'key' ? cursor.role === 'key' && !present.has(label) : cursor.role === 'value',
    )
  return wanted.map((it, index): Completion => {
    const { from, to, insert } = it.kind === 'key' ? keyEdit(cursor, it) : valueEdit(cursor, it.label, false)
    return {
      label: it.label,
      kind: it.kind === 'key' ? 'field' : 'value',
      ...(it.detail === undefined ? {} : { detail: it.detail }),
      sortText: sortText(it.required ? 0 : 1, index),
      ...valueFilter(cursor, it.label),
      snippet: false,
      edit: { from: from + part.start, to: to + part.start, insert },
      ...(it.deprecated ? { deprecated: true } : {}),
    }
  })
}

/** The key with the start of what it holds. */
function keyEdit(cursor: Cursor, { label, holds }: Suggestion): Edit {
  const key = cursor.before + quoted(cursor, label, true)
  if (cursor.renames) return { ...cursor.span, insert: key }
  const below = `:\n${' '.repeat(cursor.column + cursor.unit)}`
  const colon = cursor.flow || holds === 'scalar' ? ': ' : holds === 'list' ? `${below}- ` : below
  return { ...cursor.span, insert: key + colon }
}
