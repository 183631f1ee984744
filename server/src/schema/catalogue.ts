import { lazyLines } from '../text/lazy-lines.ts'
import type { Definition, Field, Index, Kind, TypeName } from './definition.ts'
import type { UpdateFacts } from './update-facts.ts'

/** What a place in a manifest may hold. */
export type Type =
  | { readonly kind: 'struct'; readonly definition: Definition }
  | { readonly kind: 'list'; readonly items: Type }
  | { readonly kind: 'map'; readonly values: Type }
  | { readonly kind: 'scalar'; readonly scalar: ScalarName }
  /** Either the schema of JSON Schema or what its name says besides. */
  | { readonly kind: 'either'; readonly definition: Definition; readonly or: 'boolean' | 'array' | 'strings' }
  /** Any object, or any value at all. */
  | { readonly kind: 'object' }
  | { readonly kind: 'any' }

export type ScalarName =
  | 'string'
  | 'boolean'
  | 'int32'
  | 'int64'
  | 'double'
  | 'number'
  | 'bytes'
  | 'time'
  | 'microtime'
  | 'quantity'
  | 'int-or-string'

/** All kinds and types that we know. Definitions are read when they are first met. */
export interface Catalogue {
  readonly index: Index
  kind(apiVersion: string, kind: string): Kind | undefined
  /** The type of a kind's manifest; `undefined` for unknown kinds and those whose shape no package carries. */
  typeOf(kind: Kind): Type | undefined
  definition(line: number): Definition
  /** The same object for the same name. */
  type(name: TypeName): Type
  /** API text as upstream wrote it. */
  description(line: number | undefined): string | undefined
  /** What an update may not change. */
  updates(): UpdateFacts
}

/**
 * `definitions` and `descriptions` give the texts of the files that definition.ts describes, `updates` that of
 * update-facts.ts; they are asked once, when needed.
 */
export function createCatalogue(
  index: Index,
  definitions: () => string,
  descriptions: () => string,
  updates: () => string = () => '{}',
): Catalogue {
  const definitionLine = lazyLines(definitions)
  const descriptionLine = lazyLines(descriptions)
  const known = new Map<number, Definition>()
  const types = new Map<TypeName, Type>()
  let updateFacts: UpdateFacts | undefined

  return {
    index,
    kind: (apiVersion, kind) => {
      const gvk = `${apiVersion}/${kind}`
      return Object.hasOwn(index.kinds, gvk) ? index.kinds[gvk] : undefined
    },
    typeOf: (kind) => (kind.definition === undefined ? undefined : type(`#${kind.definition}`)),
    definition,
    type,
    description: (line) => (line === undefined ? undefined : (JSON.parse(descriptionLine(line)) as string)),
    updates: () => {
      updateFacts ??= JSON.parse(updates()) as UpdateFacts
      return updateFacts
    },
  }

  function definition(line: number): Definition {
    let found = known.get(line)
    if (!found) {
      found = JSON.parse(definitionLine(line)) as Definition
      known.set(line, found)
    }
    return found
  }

  function type(name: TypeName): Type {
    let found = types.get(name)
    if (!found) {
      found = read(name)
      types.set(name, found)
    }
    return found
  }

  function read(name: TypeName): Type {
    if (name.startsWith('#')) return { kind: 'struct', definition: definition(Number(name.slice(1))) }
    if (name.startsWith('[]')) return { kind: 'list', items: type(name.slice(2)) }
    if (name.startsWith('map[]')) return { kind: 'map', values: type(name.slice(5)) }
    const either = /^schema-or-(bool|array|strings)#(\d+)$/.exec(name)
    if (either) {
      const or = either[1] === 'bool' ? 'boolean' : either[1] === 'array' ? 'array' : 'strings'
      return { kind: 'either', definition: definition(Number(either[2])), or }
    }
    if (name === 'object') return { kind: 'object' }
    if (SCALARS.has(name)) return { kind: 'scalar', scalar: name as ScalarName }
    return { kind: 'any' }
  }
}

/** The field of a struct by its name as written; case counts. */
export function fieldOf(definition: Definition, name: string): Field | undefined {
  return Object.hasOwn(definition.fields, name) ? definition.fields[name] : undefined
}

/** How to call a type in a sentence or a hover: `[]Container`, `map[string]string`, `int32`. */
export function typeLabel(type: Type): string {
  switch (type.kind) {
    case 'struct':
    case 'either':
      return type.definition.name
    case 'list':
      return `[]${typeLabel(type.items)}`
    case 'map':
      return `map[string]${typeLabel(type.values)}`
    case 'scalar':
      return type.scalar
    default:
      return type.kind
  }
}

const SCALARS: ReadonlySet<string> = new Set([
  'string',
  'boolean',
  'int32',
  'int64',
  'double',
  'number',
  'bytes',
  'time',
  'microtime',
  'quantity',
  'int-or-string',
])
