import { listed } from '../text/nearest.ts'
import { isObject, type JsonObject } from './json-schema-prepare.ts'

export type Path = readonly (string | number)[]

export interface Description {
  readonly title: string
  readonly markdown: string
}

/** Something that may be written at a place. */
export interface Suggestion {
  readonly label: string
  readonly kind: 'key' | 'value'
  /** What the value of the key is, or that the value is the default. */
  readonly detail: string | undefined
  readonly markdown: string | undefined
  readonly required: boolean
  readonly deprecated: boolean
  /** What a value under the key starts as: a block below it, a list below it, or text on its line. */
  readonly holds: 'object' | 'list' | 'scalar'
}

type Schema = JsonObject | boolean

/** What a schema says of a place: its words, its type, its default and its values. */
export function describeAt(root: Schema, path: Path): Description | undefined {
  const schemas = schemasAt(root, path)
  if (schemas.length === 0) return undefined
  const markdown = documentation(schemas)
  if (markdown === undefined) return undefined
  const title = text(schemas, 'title') ?? String(path.at(-1) ?? 'This file')
  return { title, markdown }
}

/** Keys in the order of the schema, required ones first; then values, the default first. */
export function suggestionsAt(root: Schema, path: Path): readonly Suggestion[] {
  const schemas = schemasAt(root, path)
  return [...keysOf(root, schemas), ...valuesOf(schemas)]
}

function keysOf(root: Schema, schemas: readonly JsonObject[]): readonly Suggestion[] {
  const required = new Set(schemas.flatMap((it) => strings(it.required)))
  const names = new Set(schemas.flatMap((it) => (isObject(it.properties) ? Object.keys(it.properties) : [])))
  for (const it of schemas)
    if (isObject(it.propertyNames)) for (const name of strings(it.propertyNames.enum)) names.add(name)
  const keys = [...names].flatMap((name): readonly Suggestion[] => {
    const below = step(root, schemas, name)
    if (below === undefined) return []
    return [
      {
        label: name,
        kind: 'key',
        detail: typeLabel(below),
        markdown: documentation(below),
        required: required.has(name),
        deprecated: below.some((it) => it.deprecated === true || typeof it.deprecationMessage === 'string'),
        holds: shapeOf(below),
      },
    ]
  })
  return keys.sort((a, b) => Number(b.required) - Number(a.required) || Number(a.deprecated) - Number(b.deprecated))
}

function valuesOf(schemas: readonly JsonObject[]): readonly Suggestion[] {
  const seen = new Map<string, Suggestion>()
  const add = (value: unknown, detail: string | undefined, markdown: string | undefined) => {
    if (typeof value === 'object' && value !== null) return
    const label = String(value)
    if (!seen.has(label))
      seen.set(label, { label, kind: 'value', detail, markdown, required: false, deprecated: false, holds: 'scalar' })
  }
  for (const it of schemas) if (Object.hasOwn(it, 'default')) add(it.default, 'default', undefined)
  for (const it of schemas) {
    const words = [...strings(it.markdownEnumDescriptions ?? it.enumDescriptions)]
    for (const [i, value] of list(it.enum).entries()) add(value, undefined, words[i])
    if (Object.hasOwn(it, 'const')) add(it.const, undefined, description(it))
    if (typesOf(it).includes('boolean')) for (const value of [true, false]) add(value, undefined, undefined)
    for (const value of list(it.examples)) add(value, 'example', undefined)
  }
  return [...seen.values()]
}

/** All schemas that speak of a place, those of every alternative: which one is meant is not known before it is written. */
function schemasAt(root: Schema, path: Path): readonly JsonObject[] {
  let here = expand(root, [root])
  for (const it of path) here = step(root, here, it) ?? []
  return here
}

/** `undefined` where nothing may stand. */
function step(root: Schema, schemas: readonly JsonObject[], name: string | number): readonly JsonObject[] | undefined {
  const below = schemas.flatMap((it) => (typeof name === 'number' ? itemSchemas(it, name) : propertySchemas(it, name)))
  return below.length > 0 && below.every((it) => it === false) ? undefined : expand(root, below)
}

function itemSchemas(schema: JsonObject, index: number): readonly unknown[] {
  const { prefixItems, items, additionalItems } = schema
  const tuple = Array.isArray(prefixItems) ? prefixItems : Array.isArray(items) ? items : []
  if (index < tuple.length) return [tuple[index]]
  const rest = Array.isArray(items) ? additionalItems : items
  return rest === undefined ? [] : [rest]
}

function propertySchemas(schema: JsonObject, name: string): readonly unknown[] {
  const { properties, patternProperties, additionalProperties } = schema
  const own = isObject(properties) && Object.hasOwn(properties, name) ? [properties[name]] : []
  const byPattern = isObject(patternProperties)
    ? Object.entries(patternProperties).flatMap(([pattern, it]) => (matches(pattern, name) ? [it] : []))
    : []
  const found = [...own, ...byPattern]
  return found.length > 0 || additionalProperties === undefined ? found : [additionalProperties]
}

/** References followed, combinations taken apart. */
function expand(root: Schema, schemas: readonly unknown[]): readonly JsonObject[] {
  const seen = new Set<JsonObject>()
  const visit = (it: unknown) => {
    if (!isObject(it) || seen.has(it) || seen.size > 500) return
    seen.add(it)
    if (typeof it.$ref === 'string') visit(pointed(root, it.$ref))
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) for (const branch of list(it[keyword])) visit(branch)
    for (const keyword of ['then', 'else']) visit(it[keyword])
  }
  schemas.forEach(visit)
  return [...seen]
}

/** `#/definitions/x`, `#name`. */
function pointed(root: Schema, reference: string): unknown {
  const hash = reference.indexOf('#')
  const fragment = hash < 0 ? '' : reference.slice(hash + 1)
  if (hash > 0 && isObject(root) && root.$id !== reference.slice(0, hash)) return undefined
  if (fragment === '') return hash < 0 ? undefined : root
  if (!fragment.startsWith('/')) return anchored(root, fragment, 0)
  let here: unknown = root
  for (const part of fragment.slice(1).split('/').map(unescapePointer)) {
    if (Array.isArray(here)) here = here[Number(part)]
    else here = isObject(here) && Object.hasOwn(here, part) ? here[part] : undefined
  }
  return here
}

function anchored(value: unknown, name: string, depth: number): unknown {
  if (depth > 64 || typeof value !== 'object' || value === null) return undefined
  if (isObject(value) && (value.$anchor === name || value.$id === `#${name}`)) return value
  for (const it of Object.values(value)) {
    const found = anchored(it, name, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

function unescapePointer(part: string): string {
  const plain = part.replaceAll('~1', '/').replaceAll('~0', '~')
  try {
    return decodeURIComponent(plain)
  } catch {
    return plain
  }
}

function documentation(schemas: readonly JsonObject[]): string | undefined {
  const words = schemas.map(description).find((it) => it !== undefined)
  const type = typeLabel(schemas)
  const fallback = schemas.find((it) => Object.hasOwn(it, 'default'))
  const values = [...new Set(schemas.flatMap((it) => list(it.enum)))].map((it) => JSON.stringify(it))
  const warning =
    text(schemas, 'deprecationMessage') ?? (schemas.some((it) => it.deprecated === true) ? 'Deprecated.' : undefined)
  const facts = [
    type === undefined ? undefined : `Type: \`${type}\``,
    fallback && `default: \`${JSON.stringify(fallback.default)}\``,
    values.length > 0 ? `one of ${listed(values)}` : undefined,
  ].filter((it) => it !== undefined)
  const parts = [warning, words, facts.join(', ') || undefined].filter((it) => it !== undefined)
  return parts.length > 0 ? parts.join('\n\n') : undefined
}

function description(schema: JsonObject): string | undefined {
  return text([schema], 'markdownDescription') ?? text([schema], 'description')
}

function text(schemas: readonly JsonObject[], keyword: string): string | undefined {
  return schemas.map((it) => it[keyword]).find((it): it is string => typeof it === 'string' && it !== '')
}

function typeLabel(schemas: readonly JsonObject[]): string | undefined {
  const types = [...new Set(schemas.flatMap(typesOf))]
  return types.length > 0 ? types.join(' | ') : undefined
}

function typesOf({ type }: JsonObject): readonly string[] {
  return typeof type === 'string' ? [type] : strings(type)
}

function shapeOf(schemas: readonly JsonObject[]): Suggestion['holds'] {
  const types = schemas.flatMap(typesOf)
  if (types.includes('object') || (types.length === 0 && schemas.some((it) => isObject(it.properties)))) return 'object'
  return types.includes('array') || (types.length === 0 && schemas.some((it) => it.items !== undefined))
    ? 'list'
    : 'scalar'
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function strings(value: unknown): readonly string[] {
  return list(value).filter((it) => typeof it === 'string')
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern).test(name)
  } catch {
    return false
  }
}
