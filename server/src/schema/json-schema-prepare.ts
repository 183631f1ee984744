export type JsonObject = { readonly [key: string]: unknown }
export type Draft = 'draft-07' | '2019-09' | '2020-12'

export interface Prepared {
  readonly schema: JsonObject | boolean
  readonly draft: Draft
  /** What it refers to outside itself; these references are taken out. */
  readonly elsewhere: readonly string[]
}

/** A schema as the validator takes it: of a draft that it has, and without references to other files or the network. */
export function prepare(schema: unknown): Prepared {
  if (typeof schema === 'boolean') return { schema, draft: 'draft-07', elsewhere: [] }
  if (!isObject(schema)) return { schema: true, draft: 'draft-07', elsewhere: [] }
  const ids = new Set<string>()
  const elsewhere = new Set<string>()
  visit(schema, (it) => {
    for (const id of [it.$id, it.id]) if (typeof id === 'string') ids.add(withoutFragment(id))
  })
  const isHere = (reference: string) =>
    reference.startsWith('#') || ids.has(withoutFragment(reference)) || META.test(reference)
  const modern = convert(schema, isHere, elsewhere)
  return { schema: modern, draft: draftOf(schema.$schema), elsewhere: [...elsewhere] }
}

/** The drafts' own schemas: the validator knows the newer ones by heart. */
const META = /^https?:\/\/json-schema\.org\/(draft-07|draft\/2019-09|draft\/2020-12)\/schema#?$/

/** Keywords that hold schemas by name. */
const MAPS: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'definitions',
  '$defs',
  'dependentSchemas',
  'dependencies',
])
/** Keywords that hold data. */
const DATA: ReadonlySet<string> = new Set(['const', 'enum', 'default', 'examples', 'defaultSnippets', 'required'])

function draftOf(uri: unknown): Draft {
  if (typeof uri !== 'string') return 'draft-07'
  return uri.includes('2020-12') ? '2020-12' : uri.includes('2019-09') ? '2019-09' : 'draft-07'
}

/** Draft 4 wrote `id`, and `exclusiveMinimum: true` beside the bound. */
function convert(schema: JsonObject, isHere: (reference: string) => boolean, elsewhere: Set<string>): JsonObject {
  const out: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(schema)) {
    if (key === '$schema' && typeof value === 'string') continue
    if ((key === '$ref' || key === '$dynamicRef') && typeof value === 'string' && !isHere(value)) elsewhere.add(value)
    else if (key === 'id' && typeof value === 'string') out.$id ??= value
    else if ((key === 'exclusiveMinimum' || key === 'exclusiveMaximum') && typeof value === 'boolean') {
      const bound = schema[key === 'exclusiveMinimum' ? 'minimum' : 'maximum']
      if (value && bound !== undefined) out[key] = bound
    } else if (MAPS.has(key) && isObject(value)) out[key] = mapValues(value, (it) => inner(it))
    else out[key] = DATA.has(key) ? value : inner(value)
  }
  return out

  function inner(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(inner)
    return isObject(value) ? convert(value, isHere, elsewhere) : value
  }
}

function visit(value: unknown, see: (schema: JsonObject) => void): void {
  if (Array.isArray(value)) for (const it of value) visit(it, see)
  if (!isObject(value)) return
  see(value)
  for (const it of Object.values(value)) visit(it, see)
}

function mapValues(value: JsonObject, change: (value: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, change(it)]))
}

function withoutFragment(uri: string): string {
  const hash = uri.indexOf('#')
  return hash < 0 ? uri : uri.slice(0, hash)
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
