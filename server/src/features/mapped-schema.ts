import { pointedAt } from '../model/place.ts'
import type { UserSchema } from '../schema/json-schema.ts'
import { type File, partAt } from '../syntax/file.ts'
import { entries } from '../syntax/node.ts'
import { cursorAt } from './completion/cursor.ts'
import { type Completion, sortText } from './completion/item.ts'
import type { Hover } from './hover.ts'

/** What the JSON Schema that a file is mapped to says of the key or value at an offset of the file. */
export function schemaHover(file: File, offset: number, schema: UserSchema): Hover | undefined {
  const part = partAt(file, offset)
  const pointed = part && pointedAt(part.document, offset - part.start)
  const found = pointed && schema.describe(pointed.path)
  if (!part || !pointed || !found) return undefined
  const { from, to } = pointed.node
  return { from: from + part.start, to: to + part.start, markdown: `**${found.title}**\n\n${found.markdown}` }
}

/** The keys or values that it allows there; keys that are present are left out. */
export function schemaCompletion(file: File, offset: number, schema: UserSchema): readonly Completion[] {
  const part = partAt(file, offset)
  const cursor = part && cursorAt(part.document, offset - part.start)
  if (!part || !cursor) return []
  const present = new Set(entries(cursor.parent).map((it) => it.name))
  const span = { from: cursor.span.from + part.start, to: cursor.span.to + part.start }
  return schema.complete(cursor.path).flatMap((it, index): readonly Completion[] => {
    if ((it.kind === 'key') !== (cursor.role === 'key') || (it.kind === 'key' && present.has(it.label))) return []
    const below = `\n${' '.repeat(cursor.column + cursor.unit)}`
    const colon = it.holds === 'scalar' ? ': ' : it.holds === 'list' ? `:${below}- ` : `:${below}`
    const insert = cursor.before + it.label + (it.kind === 'key' && !cursor.renames ? colon : '')
    return [
      {
        label: it.label,
        kind: it.kind === 'key' ? 'field' : 'value',
        ...(it.detail === undefined ? {} : { detail: it.detail }),
        sortText: sortText(it.required ? 0 : 1, index),
        snippet: false,
        edit: { ...span, insert },
      },
    ]
  })
}
