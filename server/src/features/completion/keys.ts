import { type Catalogue, type Type, typeLabel } from '../../schema/catalogue.ts'
import type { Definition, Field } from '../../schema/definition.ts'
import type { Cursor } from './cursor.ts'
import { entryInsertion, isAvailable, itemInsertion, type Layout, neededNames } from './insert.ts'
import { type Completion, type DocumentationRef, escaped, sortText } from './item.ts'
import { alternativesOf, commonRank, isServerOwned } from './order.ts'

/** The struct that gets a key. */
export interface KeyPlace {
  readonly catalogue: Catalogue
  readonly cursor: Cursor
  readonly layout: Layout
  readonly definition: Definition
  /** What is there already. */
  readonly present: ReadonlySet<string>
  /** The resource itself. */
  readonly isRoot: boolean
  readonly documentation: (name: string) => DocumentationRef | undefined
}

/** The fields that could stand here: needed ones first, then those that people write most, then as the API has them. */
export function keyCompletions(place: KeyPlace): readonly Completion[] {
  const { catalogue, definition, present, layout } = place
  const needed = new Set([...(place.isRoot ? OF_ALL : []), ...neededNames(catalogue, definition, layout.minor)])
  const excluded = excludedBy(definition, present)
  const fields = Object.entries(definition.fields).flatMap(([name, field], index) => {
    if (present.has(name) || excluded.has(name) || !isAvailable(field, layout.minor)) return []
    const deprecated = isDeprecated(catalogue, field)
    const group = groupOf(place, name, {
      deprecated: deprecated || field.off === 1,
      needed: needed.has(name),
    })
    const rank = commonRank(definition.name, name, place.isRoot) ?? index + 100
    return [
      fieldCompletion(place, name, field, { sortText: sortText(group, rank), deprecated, needed: needed.has(name) }),
    ]
  })
  const all = present.size === 0 && !place.cursor.renames && !place.cursor.flow ? wholeItem(place) : undefined
  return [...(all ? [all] : []), ...fields].sort((a, b) => (a.sortText < b.sortText ? -1 : 1))
}

/** What the server asks of every resource. */
const OF_ALL = ['apiVersion', 'kind', 'metadata']

function groupOf(
  place: KeyPlace,
  name: string,
  { needed, deprecated }: { needed: boolean; deprecated: boolean },
): number {
  if (isServerOwned(place.definition.name, name, place.isRoot)) return 9
  if (deprecated) return 8
  if (needed) return 1
  return commonRank(place.definition.name, name, place.isRoot) === undefined ? 3 : 2
}

interface Standing {
  readonly sortText: string
  readonly deprecated: boolean
  readonly needed: boolean
}

function fieldCompletion(place: KeyPlace, name: string, field: Field, standing: Standing): Completion {
  const { catalogue, cursor, layout, definition } = place
  const type = catalogue.type(field.t)
  const { quote } = cursor
  const key = `${quote}${name}${quote}`
  const whole = cursor.renames
    ? { text: name, snippet: false }
    : entryInsertion(catalogue, definition, name, field, layout)
  const text = key + whole.text.slice(name.length)
  const more = place.documentation(name)
  return {
    label: name,
    kind: 'field',
    detail: detailOf(type, field, standing.needed),
    sortText: standing.sortText,
    ...(quote ? { filterText: key } : {}),
    snippet: whole.snippet,
    edit: { ...cursor.span, insert: (whole.snippet ? escaped(cursor.before) : cursor.before) + text },
    ...(more ? { more } : {}),
    ...(standing.deprecated ? { deprecated: true } : {}),
    ...(!cursor.renames && (hasValues(field, type) || (place.isRoot && type.kind === 'scalar'))
      ? { suggest: true }
      : {}),
  }
}

function hasValues(field: Field, type: Type): boolean {
  return (field.enum ?? field.values) !== undefined || (type.kind === 'scalar' && type.scalar === 'boolean')
}

function detailOf(type: Type, field: Field, needed: boolean): string {
  const label = typeLabel(type)
  if (field.off) return `${label}, needs a feature gate`
  return needed ? `${label}, required` : label
}

/** A new item of a list with all it needs at once. */
function wholeItem(place: KeyPlace): Completion | undefined {
  const { catalogue, cursor, layout, definition, isRoot } = place
  const isItem = typeof cursor.path.at(-1) === 'number' || cursor.before.endsWith('- ')
  if (!isItem || isRoot) return undefined
  const insertion = itemInsertion(catalogue, definition, layout)
  const lines = insertion?.text.replaceAll(`\n${' '.repeat(layout.column)}`, '\n') ?? ''
  const names = lines.match(/^[\w-]+(?=:)/gm) ?? []
  if (!insertion || names.length < 2) return undefined
  return {
    label: `${definition.name} …`,
    kind: 'snippet',
    detail: names.join(', '),
    sortText: sortText(0, 0),
    snippet: true,
    edit: { ...cursor.span, insert: cursor.before + insertion.text },
  }
}

/** Of fields that exclude each other, those that are left when one is set. */
function excludedBy(definition: Definition, present: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(
    alternativesOf(definition)
      .filter((group) => group.some((it) => present.has(it)))
      .flat(),
  )
}

function isDeprecated(catalogue: Catalogue, field: Field): boolean {
  return DEPRECATED.test(catalogue.description(field.doc) ?? '')
}

/** How the API's descriptions say it. */
const DEPRECATED = /^deprecated\b|\bDeprecated[:.]|\bis a deprecated alias|\b(?:this|the) field is deprecated\b/i
