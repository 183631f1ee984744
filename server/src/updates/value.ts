import { memo2 } from '../memo.ts'
import type { Catalogue, ScalarName, Type } from '../schema/catalogue.ts'
import type { Definition, Field } from '../schema/definition.ts'
import { amountIn } from '../schema/quantity.ts'
import { entries, items, type Node, scalar } from '../syntax/node.ts'
import type { Tree } from '../syntax/tree.ts'
import { computed } from './computed.ts'

/** What the API server stores of a manifest, as far as it can be told: JSON with the defaults filled in. */
export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json }

export interface Reading {
  readonly catalogue: Catalogue
  /** Some defaults hold in some kinds only. */
  readonly kind: string
}

/** The same value in another notation, or none and what counts as none, give the same; `undefined` is none. */
export function jsonOf(reading: Reading, node: Node | undefined, type: Type): Json | undefined {
  // What an alias stands for may stand anywhere above.
  if (!node || node.tree.aliases || node.tree.type === 'scalar') return read(reading, node, type)
  const known = stored(node.tree, type)
  const hit = known.get(reading.kind)
  if (hit) return hit.value
  const value = read(reading, node, type)
  known.set(reading.kind, { value })
  return value
}

/** By kind. A key in a large document leaves most trees as they are. */
const stored = memo2('stored', (_tree: Tree, _type: Type) => new Map<string, { readonly value: Json | undefined }>())

function read(reading: Reading, node: Node | undefined, type: Type): Json | undefined {
  if (scalar(node) === null) return undefined
  switch (type.kind) {
    case 'struct':
    case 'either':
      return node && entries(node).length === 0 && scalar(node) !== undefined
        ? scalarJson(node)
        : structOf(reading, node, type.definition)
    case 'list': {
      const all = items(node).map((it) => jsonOf(reading, it.value, type.items) ?? emptyOf(type.items))
      return all.length > 0 ? all : undefined
    }
    case 'map': {
      const all = entries(node).map((it) => [it.name, jsonOf(reading, it.value, type.values) ?? emptyOf(type.values)])
      return all.length > 0 ? (Object.fromEntries(all) as Json) : undefined
    }
    case 'scalar':
      return scalarOf(type.scalar, node)
    default:
      return rawOf(node)
  }
}

function structOf(reading: Reading, node: Node | undefined, definition: Definition): Json | undefined {
  if (!node) return undefined
  const written = new Map(entries(node).map((it) => [it.name, it.value]))
  const struct: Record<string, Json> = {}
  let dropped = false
  for (const [name, field] of Object.entries(definition.fields)) {
    if ((field.off || field.dropped) && written.has(name)) dropped = true
    const value = fieldOf(reading, written.get(name), name, field)
    if (value !== undefined) struct[name] = value
  }
  if (definition.open) {
    for (const [name, value] of written) {
      if (Object.hasOwn(definition.fields, name)) continue
      const raw = rawOf(value)
      if (raw !== undefined) struct[name] = raw
    }
  }
  // What held nothing else goes with it.
  if (dropped && Object.keys(struct).length === 0) return undefined
  return computed(definition.name, struct, reading.kind)
}

function fieldOf(reading: Reading, node: Node | undefined, name: string, field: Field): Json | undefined {
  if (field.off || field.dropped) return undefined
  const type = reading.catalogue.type(field.t)
  const value = jsonOf(reading, node, type)
  if (value !== undefined && !isZero(name, field, value)) return value
  const holds = !field.defaultIn || field.defaultIn.includes(reading.kind)
  if (field.default !== undefined && field.default !== null && holds) return field.default as Json
  return undefined
}

/** What Go cannot tell from absent. Pointers can; where the type does not say which it is, the two count as the same. */
function isZero(name: string, field: Field, value: Json): boolean {
  if (value === false) return PLAIN_BOOLEANS.has(name)
  if (value === '') return !BLANK_COUNTS.has(name)
  if (value === 0)
    return name === 'lun' || (field.default !== undefined && field.default !== 0 && PLAIN_NUMBERS.has(name))
  return field.zero === 1 && typeof value === 'object' && Object.keys(value).length === 0
}

const PLAIN_BOOLEANS: ReadonlySet<string> = new Set([
  'chapAuthDiscovery',
  'chapAuthSession',
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'nullable',
  'paused',
  'preserveUnknownFields',
  'publishNotReadyAddresses',
  'readOnly',
  'sslEnabled',
  'stdin',
  'stdinOnce',
  'tty',
  'unschedulable',
])
const BLANK_COUNTS: ReadonlySet<string> = new Set(['storageClassName'])
const PLAIN_NUMBERS: ReadonlySet<string> = new Set([
  'count',
  'failureThreshold',
  'periodSeconds',
  'successThreshold',
  'timeoutSeconds',
])

function scalarOf(name: ScalarName, node: Node | undefined): Json | undefined {
  const value = scalar(node)
  if (value === undefined || value === null) return node && value === undefined ? rawOf(node) : undefined
  if (name === 'quantity') return amountIn(String(value))?.nano.toString() ?? value
  if (name === 'time' || name === 'microtime') {
    const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
    return Number.isNaN(time) ? value : time
  }
  return name === 'bytes' && typeof value === 'string' ? value.replace(/[\r\n]/g, '') : value
}

function scalarJson(node: Node): Json | undefined {
  return scalar(node) ?? undefined
}

function emptyOf(type: Type): Json {
  return type.kind === 'struct' || type.kind === 'map' ? {} : type.kind === 'list' ? [] : ''
}

/** Data that the API takes as it is. */
function rawOf(node: Node | undefined): Json | undefined {
  const value = scalar(node)
  if (value !== undefined) return value ?? undefined
  if (entries(node).length > 0)
    return Object.fromEntries(
      entries(node).flatMap((it) => {
        const inner = rawOf(it.value)
        return inner === undefined ? [] : [[it.name, inner] as const]
      }),
    )
  if (items(node).length > 0) return items(node).map((it) => rawOf(it.value) ?? '')
  return undefined
}

export function isStruct(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && !isList(value)
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

/** What stands at a path of keys and positions. */
export function inside(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  let here = value
  for (const step of path) {
    if (isList(here)) here = here[Number(step)]
    else if (isStruct(here)) here = Object.hasOwn(here, step) ? here[step] : undefined
    else return undefined
  }
  return here
}

/** The order of keys does not matter. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  return typeof a === 'object' && typeof b === 'object' && sameParts(a, b)
}

/** Remembered, as versions are compared again and again while one of them is edited. */
const sameParts = memo2('sameParts', (a: Json & object, b: Json & object): boolean => {
  if (isList(a)) return isList(b) && a.length === b.length && a.every((it, i) => sameJson(it, b[i]))
  if (!isStruct(a) || !isStruct(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
})
