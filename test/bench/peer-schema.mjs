/**
 * Our schemas of Kubernetes' own kinds, written as the JSON Schemas that the other server reads: `all.json`, one reference a kind,
 * into `_definitions.json`, where objects are closed and what is optional may be null.
 *
 * @import { Definition, Field, Index } from '../../server/src/schema/definition.ts'
 */
import { readFileSync } from 'node:fs'

/** Texts by file name. @param {URL} folder that of the generated schemas @returns {Readonly<Record<string, string>>} */
export function peerSchemas(folder) {
  /** @param {string} name */
  const read = (name) => readFileSync(new URL(name, folder), 'utf8')
  /** @type {Index} */
  const index = JSON.parse(read('index.json'))
  const definitions = read('definitions.jsonl').split('\n')
  const descriptions = read('descriptions.jsonl').split('\n')

  /** @type {Map<number, string[]>} the kinds that a definition is the type of */
  const kinds = new Map()
  for (const [gvk, { from, definition }] of Object.entries(index.kinds)) {
    if (from !== 'kubernetes' || definition === undefined || gvk.endsWith('List')) continue
    kinds.set(definition, [...(kinds.get(definition) ?? []), gvk])
  }
  /** @type {Record<string, object>} */
  const made = {}
  const roots = [...kinds.keys()].map((line) => `_definitions.json${refTo(line).$ref}`)
  return {
    'all.json': JSON.stringify({ oneOf: roots.map(($ref) => ({ $ref })) }),
    '_definitions.json': JSON.stringify({ definitions: made }),
  }

  /** @param {number} line */
  function refTo(line) {
    /** @type {Definition} */
    const definition = JSON.parse(definitions[line] ?? '')
    const name = definition.id ?? `${definition.name}.${line}`
    if (!(name in made)) {
      // Before its fields are: types contain themselves.
      made[name] = {}
      made[name] = objectOf(definition, kinds.get(line) ?? [])
    }
    return { $ref: `#/definitions/${name}` }
  }

  /** @param {Definition} definition @param {readonly string[]} gvks */
  function objectOf({ fields, doc, open }, gvks) {
    const entries = Object.entries(fields)
    const properties = Object.fromEntries(entries.map(([name, field]) => [name, fieldOf(field)]))
    if (gvks.length > 0) {
      const slashes = gvks.map((it) => it.lastIndexOf('/'))
      const versions = gvks.map((it, i) => it.slice(0, slashes[i]))
      const names = gvks.map((it, i) => it.slice((slashes[i] ?? 0) + 1))
      properties.apiVersion = { ...properties.apiVersion, type: 'string', enum: versions }
      properties.kind = { ...properties.kind, type: 'string', enum: names }
    }
    const required = entries.filter(([, field]) => isRequired(field)).map(([name]) => name)
    return {
      type: 'object',
      ...described(doc),
      properties,
      ...(required.length > 0 ? { required } : {}),
      ...(open ? {} : { additionalProperties: false }),
    }
  }

  /** @param {Field} field @returns {Record<string, unknown>} */
  function fieldOf(field) {
    const schema = typeOf(field.t)
    const values = field.enum && typeof schema.type === 'string' ? { enum: [...field.enum] } : {}
    const optional = typeof schema.type === 'string' && !isRequired(field)
    return {
      ...schema,
      ...values,
      ...(optional ? { type: [schema.type, 'null'] } : {}),
      ...(optional && values.enum ? { enum: [...values.enum, null] } : {}),
      ...described(field.doc),
    }
  }

  /** @param {string} name @returns {Record<string, unknown>} */
  function typeOf(name) {
    if (name.startsWith('[]')) return { type: 'array', items: typeOf(name.slice(2)) }
    if (name.startsWith('map[]')) return { type: 'object', additionalProperties: typeOf(name.slice(5)) }
    const [word = '', line] = name.split('#')
    if (word === 'schema-or-bool') return { oneOf: [refTo(Number(line)), { type: 'boolean' }] }
    if (line !== undefined) return refTo(Number(line))
    return SCALARS[word] ?? {}
  }

  /** @param {number | undefined} line */
  function described(line) {
    return line === undefined ? {} : { description: JSON.parse(descriptions[line] ?? '""') }
  }
}

/** @param {Field} field */
function isRequired({ req, lax, need }) {
  return need === 1 || (req === 1 && lax === undefined)
}

/** @type {Readonly<Record<string, Record<string, unknown>>>} */
const SCALARS = {
  string: { type: 'string' },
  bytes: { type: 'string' },
  time: { type: 'string' },
  microtime: { type: 'string' },
  boolean: { type: 'boolean' },
  int32: { type: 'integer' },
  int64: { type: 'integer' },
  double: { type: 'number' },
  number: { type: 'number' },
  object: { type: 'object' },
  raw: { type: 'object' },
  quantity: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  'int-or-string': { oneOf: [{ type: 'string' }, { type: 'integer' }] },
}
