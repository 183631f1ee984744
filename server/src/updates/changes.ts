import type { Resource } from '../model/resource.ts'
import type { Catalogue, Type } from '../schema/catalogue.ts'
import type { Field } from '../schema/definition.ts'
import { inside, isList, isStruct, type Json, jsonOf, sameJson } from './value.ts'

/** One place at which two versions of an object differ, as far down as it can be told. */
export interface Change {
  /** Keys and positions in the new object; of what is gone, those it would have. */
  readonly path: readonly (string | number)[]
  /** The same in the old object: items of lists are found by their keys, wherever they stand. */
  readonly oldPath: readonly (string | number)[]
  /** `spec.containers[].image`, `data{}`. */
  readonly pattern: string
  readonly before: Json | undefined
  readonly after: Json | undefined
}

export interface Comparison {
  readonly before: Json
  readonly after: Json
  readonly changes: readonly Change[]
}

/**
 * How two versions of one object differ once both have their defaults; `undefined` for kinds whose types are not known,
 * and for versions of other kinds or apiVersions.
 */
export function changesBetween(before: Resource, after: Resource, catalogue: Catalogue): Comparison | undefined {
  if (before.apiVersion !== after.apiVersion || before.kind !== after.kind) return undefined
  const kind = catalogue.kind(after.apiVersion, after.kind)
  const type = kind && catalogue.typeOf(kind)
  if (!type) return undefined
  const reading = { catalogue, kind: after.kind }
  const old = jsonOf(reading, before.node, type) ?? {}
  const now = jsonOf(reading, after.node, type) ?? {}
  const changes: Change[] = []
  differ({ catalogue, changes }, type, undefined, { path: [], oldPath: [], pattern: '', before: old, after: now })
  return { before: old, after: now, changes }
}

interface Walk {
  readonly catalogue: Catalogue
  readonly changes: Change[]
}

function differ(walk: Walk, type: Type, field: Field | undefined, place: Change): void {
  const { before, after } = place
  if (sameJson(before, after)) return
  const found = walk.changes.length
  if (type.kind === 'list' && isList(before) && isList(after))
    differInList(walk, type.items, field, place, before, after)
  else if (type.kind === 'struct' && isPart(before) && isPart(after)) {
    for (const [name, inner] of Object.entries(type.definition.fields))
      differ(walk, walk.catalogue.type(inner.t), inner, step(place, name, `.${name}`))
  } else if (type.kind === 'map' && isPart(before) && isPart(after)) {
    for (const name of new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]))
      differ(walk, type.values, undefined, step(place, name, '{}'))
  }
  // An empty struct beside none, or free data.
  if (walk.changes.length === found) walk.changes.push(place)
}

/** What is not there is a struct without fields. */
function isPart(value: Json | undefined): boolean {
  return value === undefined || isStruct(value)
}

function step({ path, oldPath, pattern, before, after }: Change, name: string, sign: string): Change {
  return {
    path: [...path, name],
    oldPath: [...oldPath, name],
    pattern: pattern === '' ? sign.slice(1) : pattern + sign,
    before: inside(before, name),
    after: inside(after, name),
  }
}

function differInList(
  walk: Walk,
  items: Type,
  field: Field | undefined,
  place: Change,
  before: readonly Json[],
  after: readonly Json[],
): void {
  const pairs = paired(items, field, before, after)
  const common = pairs.flatMap(([i, j]) => (i === undefined || j === undefined ? [] : [[i, j] as const]))
  for (const [i, j] of pairs) {
    differ(walk, i === undefined || j === undefined ? { kind: 'any' } : items, undefined, {
      path: [...place.path, j ?? Math.max(0, after.length - 1)],
      oldPath: [...place.oldPath, i ?? before.length],
      pattern: `${place.pattern}[]`,
      before: i === undefined ? undefined : before[i],
      after: j === undefined ? undefined : after[j],
    })
  }
  if (common.some(([i], at) => i < (common[at - 1]?.[0] ?? 0))) walk.changes.push(place)
}

/** Items by their keys, or by position where they have none; in the order of the new list, what is gone at the end. */
function paired(
  items: Type,
  field: Field | undefined,
  before: readonly Json[],
  after: readonly Json[],
): readonly (readonly [number | undefined, number | undefined])[] {
  const keys = field?.keys
  const longer = Math.max(before.length, after.length)
  const positions = Array.from({ length: longer }, (_, i) => [at(before, i), at(after, i)] as const)
  if (!keys || items.kind !== 'struct') return positions
  const identity = (it: Json) => JSON.stringify(keys.map((key) => inside(it, key) ?? ''))
  const old = new Map(before.map((it, i) => [identity(it), i]))
  const now = new Set(after.map(identity))
  if (old.size < before.length || now.size < after.length) return positions
  const pairs = after.map((it, j) => [old.get(identity(it)), j] as const)
  const gone = before.flatMap((it, i) => (now.has(identity(it)) ? [] : [[i, undefined] as const]))
  return [...pairs, ...gone]
}

function at(list: readonly Json[], i: number): number | undefined {
  return i < list.length ? i : undefined
}
