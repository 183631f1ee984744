import type { ExplainItem } from '../protocol.ts'
import { search, shows } from '../search.ts'

export type Choice =
  | { readonly separator: string }
  | { readonly id: string; readonly label: string; readonly description: string }

/**
 * The rows of the picker, found by us: VS Code knows neither other names nor typing errors. A field path is offered as
 * it was typed, because fields are too many to list.
 */
export function choicesFor(items: readonly ExplainItem[], typed: string): readonly Choice[] {
  const question = typed.trim()
  if (question === '') return inGroups(items.map((item) => ({ item, description: item.description })))
  const seen = new Set<string>()
  const found = search(items, question, (it) => it.group === HERE).filter(({ id }) => !seen.has(id) && seen.add(id))
  const path: readonly Choice[] = isFieldPath(question) ? [{ id: question, label: question, description: 'Field' }] : []
  const rows = found.slice(0, MOST_ROWS).map((item) => ({ item, description: descriptionOf(item, question) }))
  return [...path, ...inGroups(rows)]
}

/** The group of what the open file holds, as the server calls it. */
const HERE = 'In this file'

/** More of them nobody reads; another word is quicker. */
const MOST_ROWS = 200

interface Row {
  readonly item: ExplainItem
  readonly description: string
}

/** Together what is of one group; the group of the best row comes first. */
function inGroups(rows: readonly Row[]): readonly Choice[] {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const known = groups.get(row.item.group)
    if (known) known.push(row)
    else groups.set(row.item.group, [row])
  }
  return [...groups].flatMap(([separator, members]): readonly Choice[] => [
    { separator },
    ...members.map(({ item: { id, label }, description }) => ({ id, label, description })),
  ])
}

/** What was found by another name says so. */
function descriptionOf({ label, description, aliases }: ExplainItem, question: string): string {
  if (shows(`${label} ${description}`, question)) return description
  const alias = aliases.find((it) => shows(it, question)) ?? aliases.find((it) => shows(`${label} ${it}`, question))
  return alias === undefined ? description : [alias, description].filter((it) => it !== '').join(' · ')
}

function isFieldPath(text: string): boolean {
  return /^[A-Za-z][\w/-]*(\.[\w[\]/-]+)+$/.test(text)
}
