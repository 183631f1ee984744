import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv, type ErrorObject } from 'ajv'
import fc from 'fast-check'
import { resourcesOf } from '../../../server/src/model/resource.ts'
import { fieldOf, type Type } from '../../../server/src/schema/catalogue.ts'
import { check } from '../../../server/src/schema/check.ts'
import type { Definition, Field } from '../../../server/src/schema/definition.ts'
import { parseFile } from '../../../server/src/syntax/file.ts'
import { type Json, toJson } from '../../../server/src/syntax/json.ts'
import type { Node } from '../../../server/src/syntax/node.ts'
import { catalogue } from '../../corpus/service.ts'
import { schemaOf, typeNameOf } from './json-schema-of.ts'

/** Kinds that between them have every sort of type: recursion, maps of structs, quantities, times, int-or-string, sets. */
const KINDS = [
  'v1/Pod',
  'v1/Service',
  'v1/ConfigMap',
  'v1/PersistentVolumeClaim',
  'v1/PersistentVolume',
  'v1/Namespace',
  'v1/ServiceAccount',
  'v1/ResourceQuota',
  'apps/v1/Deployment',
  'apps/v1/StatefulSet',
  'apps/v1/DaemonSet',
  'batch/v1/CronJob',
  'networking.k8s.io/v1/Ingress',
  'networking.k8s.io/v1/NetworkPolicy',
  'autoscaling/v2/HorizontalPodAutoscaler',
  'policy/v1/PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1/RoleBinding',
  'apiextensions.k8s.io/v1/CustomResourceDefinition',
] as const

const ajv = new Ajv({ allErrors: true, inlineRefs: false, strict: false })
ajv.addSchema(schemaOf(catalogue, KINDS), 'all')

describe('the walker and ajv', () => {
  for (const gvk of KINDS) {
    it(`agree on generated ${gvk}`, () => {
      const counts = { good: 0, bad: 0 }
      fc.assert(
        fc.property(fc.noShrink(fc.integer()), (seed) => {
          const chance = chanceOf(seed)
          const type = rootOf(gvk)
          const made = (type.kind === 'struct' ? makeStruct(chance, type.definition, true) : {}) as Struct
          made.apiVersion = gvk.slice(0, gvk.lastIndexOf('/'))
          made.kind = gvk.slice(gvk.lastIndexOf('/') + 1)
          if (chance.below(3) > 0) damage(chance, structsIn(made, type))
          const node = nodeOf(JSON.stringify(made, undefined, 1))
          counts[compare(gvk, node, made).length === 0 ? 'good' : 'bad']++
        }),
        { numRuns: 40 },
      )
      assert.ok(counts.good > 2 && counts.bad > 2, `too much of one kind: ${JSON.stringify(counts)}`)
    })
  }

  it('agree on the examples', () => {
    const known = new Set<string>(KINDS)
    let compared = 0
    for (const text of examples()) {
      for (const { document } of parseFile(text).parts) {
        // A repeated key means one thing to the walker, which looks at both, and another to ajv, which sees the last.
        if (document.problems.length > 0) continue
        for (const { apiVersion, kind, node } of resourcesOf(document)) {
          const value = toJson(node)
          if (!known.has(`${apiVersion}/${kind}`) || value === undefined) continue
          compare(`${apiVersion}/${kind}`, node, value)
          compared++
        }
      }
    }
    assert.ok(compared > 20, `${compared} resources`)
  })
})

type Struct = Record<string, Json>

/** Both find the same faults at the same places; returned as `fault path`. */
function compare(gvk: string, node: Node, value: Json): readonly string[] {
  const type = rootOf(gvk)
  const problems = check({
    catalogue,
    node,
    type,
    kind: gvk.slice(gvk.lastIndexOf('/') + 1),
    apiVersion: 'v1',
    builtIn: true,
    looksAt: () => [],
    isSetAside: () => false,
    setsAside: () => false,
  })
  const ours = problems.flatMap(({ code, path = '' }) => {
    const fault = OURS[code]
    return fault === undefined ? [] : [`${fault} ${path.replace(/\[([^\]]*)\]/g, '.$1')}`]
  })
  // A list item of the wrong type is outside its closed set too.
  const expected = ours.filter((it) => !it.startsWith('enum ') || !ours.includes(it.replace('enum', 'value')))
  const validate = ajv.getSchema(`all#/$defs/${typeNameOf(catalogue, gvk)}`)
  assert.ok(validate, `no schema of ${gvk}`)
  validate(withDefaults(value, type, ''))
  const all = (validate.errors ?? []).flatMap((it) => faultOf(it, validate.errors ?? []))
  // The server sets the status of an object that is being made aside once it is decoded.
  const theirs = all.filter((it) => !it.startsWith('missing status.'))
  const distinct = (all: readonly string[]) => [...new Set(all)].sort()
  assert.deepEqual(distinct(expected), distinct(theirs), JSON.stringify(value))
  return theirs
}

/** Our codes for what a JSON Schema can say too. */
const OURS: Readonly<Record<string, string>> = {
  'unknown-field': 'unknown',
  'missing-required': 'missing',
  'wrong-type': 'value',
  'wrong-format': 'value',
  'unsupported-value': 'enum',
}

function faultOf({ keyword, instancePath, params }: ErrorObject, all: readonly ErrorObject[]): readonly string[] {
  const path = instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')
  const below = (name: unknown) => (path === '' ? String(name) : `${path}.${name}`)
  switch (keyword) {
    case 'additionalProperties':
      return [`unknown ${below(params.additionalProperty)}`]
    case 'required':
      return [`missing ${below(params.missingProperty)}`]
    case 'enum':
      return all.some((it) => it.keyword === 'type' && it.instancePath === instancePath) ? [] : [`enum ${path}`]
    case 'if':
      return []
    default:
      return [`value ${path}`]
  }
}

/** As the server takes it: null is absent, and some structs that are absent are there and empty. */
function withDefaults(value: Json, type: Type, path: string, depth = 0): Json {
  if (type.kind === 'list' && Array.isArray(value)) {
    return value.map((it: Json, i) =>
      withDefaults(it ?? (type.items.kind === 'struct' ? {} : null), type.items, `${path}.${i}`),
    )
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  const named = Object.entries(value)
  if (type.kind === 'map') {
    const given = named.filter(([, it]) => it !== null)
    return Object.fromEntries(given.map(([key, it]) => [key, withDefaults(it, type.values, `${path}.${key}`)]))
  }
  if (type.kind !== 'struct' && type.kind !== 'either') return value
  const out: Struct = {}
  for (const [name, it] of named) {
    const field = fieldOf(type.definition, name)
    if (!field) out[name] = it
    else if (it !== null) out[name] = withDefaults(it, catalogue.type(field.t), `${path}.${name}`)
  }
  for (const [name, field] of Object.entries(type.definition.fields)) {
    const inner = catalogue.type(field.t)
    const isAbsent = out[name] === undefined && field.zero && inner.kind === 'struct'
    if (isAbsent && depth < 16 && !(path === '' && name === 'status'))
      out[name] = withDefaults({}, inner, `${path}.${name}`, depth + 1)
  }
  return out
}

/** Chances, all from one seed: what fast-check prints is enough to see a failure again. */
interface Chance {
  readonly below: (limit: number) => number
  readonly oneOf: <T>(items: readonly T[]) => T
  /** How many more optional fields to write: types are recursive, manifests are not endless. */
  budget: number
}

function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const below = (limit: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  return { below, oneOf: (items) => items[below(items.length)] as never, budget: 30 }
}

/** A value of the type: all that is required, and some of the rest. */
function makeValue(chance: Chance, type: Type, field?: Field): Json {
  switch (type.kind) {
    case 'struct':
    case 'either':
      return makeStruct(chance, type.definition)
    case 'list':
      return Array.from({ length: chance.below(3) }, () => makeValue(chance, type.items, field))
    case 'map':
      return Object.fromEntries(KEYS.slice(0, chance.below(3)).map((key) => [key, makeValue(chance, type.values)]))
    case 'scalar':
      return chance.oneOf(field?.enum ?? SAMPLES[type.scalar])
    default:
      return { free: ['form', 1] }
  }
}

function makeStruct(chance: Chance, definition: Definition, isRoot = false): Json {
  const out: Struct = {}
  for (const [name, field] of Object.entries(definition.fields)) {
    const isNeeded = (field.req && !field.lax && !field.told) || field.need || (field.zero && chance.budget > 0)
    const isWanted = !isNeeded && chance.budget > 0 && chance.below(6) === 0 && !(isRoot && name === 'status')
    if (isWanted) chance.budget--
    if (isNeeded || isWanted) out[name] = makeValue(chance, catalogue.type(field.t), field)
  }
  return out
}

const KEYS = ['first', 'second']

const SAMPLES: Readonly<Record<(Type & { kind: 'scalar' })['scalar'], readonly [Json, ...Json[]]>> = {
  string: ['text', 'yes', '8080', '2026-01-01'],
  boolean: [true, false],
  int32: [0, 8080, -1, 2147483647],
  int64: [0, 9007199254740991],
  double: [0.5, 3],
  number: [0.5, 3],
  bytes: ['aGVsbG8=', ''],
  time: ['2026-01-31T12:00:00Z'],
  microtime: ['2026-01-31T12:00:00.000000Z'],
  quantity: ['500m', '1.5Gi', 2, '1e3'],
  'int-or-string': [80, 'http', '25%'],
}

interface Found {
  readonly value: Struct
  readonly definition: Definition
}

/** Every struct inside that has named fields. */
function structsIn(value: Json, type: Type): readonly Found[] {
  if (type.kind === 'list') return (value as readonly Json[]).flatMap((it) => structsIn(it, type.items))
  if (type.kind === 'map') return Object.values(value as Struct).flatMap((it) => structsIn(it, type.values))
  if (type.kind !== 'struct' && type.kind !== 'either') return []
  const struct = value as Struct
  const inner = Object.entries(struct).flatMap(([name, it]) => {
    const field = fieldOf(type.definition, name)
    return field ? structsIn(it, catalogue.type(field.t)) : []
  })
  return [{ value: struct, definition: type.definition }, ...inner]
}

/** One fault in one place, as a hand that slips would make it. Some are none: what is removed may be optional. */
function damage(chance: Chance, structs: readonly Found[]): void {
  const { value } = chance.oneOf(structs)
  const names = Object.keys(value).filter((it) => it !== 'apiVersion' && it !== 'kind')
  const name = names.length ? chance.oneOf(names) : 'unheardOf'
  switch (chance.oneOf(['unknown', 'remove', 'null', 'replace', 'replace'])) {
    case 'unknown':
      value[`${name}s2`] = 'text'
      return
    case 'remove':
      delete value[name]
      return
    case 'null':
      value[name] = null
      return
    default:
      value[name] = chance.oneOf<Json>(['no such value', 1.5, 7, true, [], {}, ['a'], { a: 1 }])
  }
}

function rootOf(gvk: string): Type {
  const kind = catalogue.index.kinds[gvk]
  const type = kind && catalogue.typeOf(kind)
  assert.ok(type, `no type of ${gvk}`)
  return type
}

function nodeOf(text: string): Node {
  const document = parseFile(text).parts[0]?.document
  assert.deepEqual(document?.problems, [])
  const node = document && resourcesOf(document)[0]?.node
  assert.ok(node)
  return node
}

function examples(): readonly string[] {
  const folder = fileURLToPath(new URL('../../../examples/', import.meta.url))
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((it) => it.endsWith('.yaml'))
  return paths.map((it) => readFileSync(join(folder, it), 'utf8'))
}
