/**
 * Makes definitions of what a package of the kubernetes-models family declares: custom resources, and the built-in kinds that the
 * newest API server no longer serves. Declaration and validator say the same thing in two ways and are walked side by side.
 *
 * @import { Model, Models } from './read-package.mjs'
 * @import { Member, ObjectType, Type } from './read-types.mjs'
 * @import { Schema } from './read-validators.mjs'
 * @import { Draft, DraftField, Drafts } from './table.mjs'
 * @typedef {{ models: Models, drafts: Drafts, knownAs: (model: Model) => string | undefined,
 *   idOf?: (model: Model) => string | undefined }} Conversion `knownAs`: the key of a definition that exists already.
 * @typedef {{ t: string, enum?: (string | number | boolean)[], limits?: object, itemLimits?: object, doc?: string }} Shape
 */
import { posix } from 'node:path'
import { readPattern } from './pattern.mjs'

/** Types that are scalars to us, by the end of their whole name. */
const scalars = new Map([
  ['ApimachineryPkgApiResourceQuantity', 'quantity'],
  ['ApimachineryPkgApisMetaV1FieldsV1', 'raw'],
  ['ApimachineryPkgApisMetaV1MicroTime', 'microtime'],
  ['ApimachineryPkgApisMetaV1Time', 'time'],
  ['ApimachineryPkgRuntimeRawExtension', 'raw'],
  ['ApimachineryPkgUtilIntstrIntOrString', 'int-or-string'],
  ['PkgApisApiextensionsV1JSON', 'json'],
  ['PkgApisApiextensionsV1beta1JSON', 'json'],
])

/** @type {{ [name: string]: string }} */
const schemaTypes = {
  JSONSchemaPropsOrArray: 'schema-or-array',
  JSONSchemaPropsOrBool: 'schema-or-bool',
  JSONSchemaPropsOrStringArray: 'schema-or-strings',
}

/**
 * @param {Model} model
 * @param {Conversion} conversion
 * @returns {string} the key of its definition
 */
export function define(model, conversion) {
  const known = conversion.knownAs(model)
  if (known) return known
  const key = model.file
  if (conversion.drafts.has(key)) return key
  const name = nameOf(model)
  const id = conversion.idOf?.(model)
  /** @type {Draft} */
  const draft = { name, ...(id && { id }), doc: model.declaration.doc, fields: {} }
  conversion.drafts.set(key, draft)
  fill(draft, model.declaration.type, model.schema(), { model, conversion, path: name, key })
  if (Object.keys(draft.fields).length === 0) draft.open = true
  return key
}

/** Numbers at the end tell apart what one folder holds twice. @param {Model} model */
function nameOf(model) {
  return model.declaration.name.replace(/^I(?=[A-Z])/, '').replace(/_\d+$/, '')
}

/** @typedef {{ model: Model, conversion: Conversion, path: string, key: string }} Place */

/** @param {Draft} draft @param {Type} type @param {Schema | undefined} schema @param {Place} place */
function fill(draft, type, schema, place) {
  const object = type.is === 'union' ? joinObjects(type.of) : type
  if (object.is !== 'object') return
  for (const parent of object.extends ?? []) {
    const target = find(parent, place)
    if (target) fill(draft, target.declaration.type, target.schema(), { ...place, model: target })
  }
  for (const member of object.members) draft.fields[member.name] = toField(member, schema, place)
  if (object.values && object.members.length > 0) draft.open = true
  const unions = readUnions(schema)
  if (unions.length > 0) draft.unions = unions
}

/** @param {Member} member @param {Schema | undefined} schema @param {Place} place @returns {DraftField} */
function toField(member, schema, place) {
  const { name } = member
  const inner = { ...place, path: `${place.path}.${name}`, key: `${place.key}.${name}` }
  const { t, doc, ...shape } = toShape(member.type, schema?.properties?.get(name), inner)
  return { t, doc: member.doc ?? doc, ...(!member.optional && { req: 1 }), ...shape }
}

/** @param {Type} type @param {Schema | undefined} schema @param {Place} place @returns {Shape} */
function toShape(type, schema, place) {
  if (type.is === 'reference') return toReference(type.name, schema, place)
  if (type.is === 'array')
    return toList(toShape(type.items, schema?.items, { ...place, key: `${place.key}[]` }), schema)
  if (type.is === 'literal') return { t: scalarOf(type.value, schema), enum: [type.value] }
  if (type.is === 'scalar') return { t: toScalar(type.name, schema), ...limitsOf(schema, 'limits') }
  if (type.is === 'object') return toObject(type, schema, place)
  const literals = type.of.flatMap((one) => (one.is === 'literal' ? [one.value] : []))
  if (literals.length === type.of.length) return { t: scalarOf(literals[0], schema), enum: literals }
  if (type.of.every((one) => one.is === 'object')) return toObject(joinObjects(type.of), schema, place)
  if (type.of.every((one) => one.is === 'scalar' && (one.name === 'string' || one.name === 'number'))) {
    return { t: 'int-or-string' }
  }
  return { t: 'json' }
}

/** @param {ObjectType} type @param {Schema | undefined} schema @param {Place} place @returns {Shape} */
function toObject(type, schema, place) {
  if (type.members.length > 0) {
    /** @type {Draft} */
    const draft = { name: place.path, fields: {} }
    place.conversion.drafts.set(place.key, draft)
    fill(draft, type, schema, place)
    return { t: `@${place.key}`, ...limitsOf(schema, 'limits') }
  }
  if (!type.values) return { t: schema && !schema.type ? 'json' : 'object', ...limitsOf(schema, 'limits') }
  const values = toShape(type.values, schema?.values, { ...place, key: `${place.key}{}` })
  return { ...toList(values, schema), t: `map[]${values.t}` }
}

/** The items' own limits and closed set go with the list. @param {Shape} items @param {Schema | undefined} schema @returns {Shape} */
function toList(items, schema) {
  const itemLimits = { ...items.limits, ...(items.enum && { enum: items.enum }) }
  return {
    t: `[]${items.t}`,
    ...limitsOf(schema, 'limits'),
    ...(Object.keys(itemLimits).length > 0 && { itemLimits }),
  }
}

/** @param {string} name @param {Schema | undefined} schema @param {Place} place @returns {Shape} */
function toReference(name, schema, place) {
  const target = find(name, place)
  if (!target) throw new Error(`${place.path}: ${name} is nowhere`)
  for (const [end, t] of scalars) if (target.fullName?.endsWith(end)) return { t }
  const schemaType = schemaTypes[nameOf(target)]
  if (schemaType) return { t: `${schemaType}@${define(place.model, place.conversion)}` }
  const { type, doc } = target.declaration
  const inner = target.schema()
  const isNamed = type.is === 'object' && (type.members.length > 0 || (type.extends?.length ?? 0) > 0)
  if (isNamed) return { t: `@${define(target, place.conversion)}`, ...limitsOf(inner, 'limits') }
  const shape = toShape(type, inner, { ...place, model: target })
  return { ...shape, doc: shape.doc ?? doc, ...limitsOf(schema, 'limits', shape.limits) }
}

/** @param {string} name @param {Place} place @returns {Model | undefined} */
function find(name, { model, conversion }) {
  if (name === model.declaration.name) return model
  const from = model.declaration.imports.get(name)
  if (!from) return undefined
  const file = from.startsWith('.') ? posix.join(posix.dirname(model.file), from) : from
  return conversion.models.get(file.replace(/\.js$/, ''))
}

/** @param {'string' | 'number' | 'boolean' | 'any'} name @param {Schema | undefined} schema */
function toScalar(name, schema) {
  if (name === 'any') return 'json'
  if (name === 'boolean') return 'boolean'
  if (name === 'number') return schema?.type === 'integer' ? (schema.format === 'int32' ? 'int32' : 'int64') : 'number'
  if (schema?.format === 'date-time') return 'time'
  return schema?.format === 'byte' ? 'bytes' : 'string'
}

/** @param {string | number | boolean | undefined} value @param {Schema | undefined} schema */
function scalarOf(value, schema) {
  const name = typeof value
  return name === 'string' || name === 'number' || name === 'boolean' ? toScalar(name, schema) : 'json'
}

/** Formats that a type name says already. */
const saidByType = new Set(['int32', 'int64', 'double', 'float', 'date-time', 'byte', 'quantity'])

/** @param {Schema | undefined} schema @param {'limits'} name @param {object} [more] */
function limitsOf(schema, name, more) {
  const { pattern, format, limits } = schema ?? {}
  const portable = pattern === undefined ? undefined : readPattern(pattern)
  const all = {
    ...more,
    ...Object.fromEntries(
      Object.entries(limits ?? {}).filter(([, limit]) => Number.isSafeInteger(limit) || !Number.isInteger(limit)),
    ),
    ...(portable !== undefined && { pattern: portable }),
    ...(format !== undefined && !saidByType.has(format) && { format }),
  }
  return Object.keys(all).length > 0 ? { [name]: all } : {}
}

/** One object that has the members of all: what is required is so only where all say it. @param {Type[]} types @returns {ObjectType} */
function joinObjects(types) {
  const objects = types.flatMap((type) => (type.is === 'object' ? [type] : []))
  /** @type {Map<string, Member>} */
  const members = new Map()
  for (const { members: own } of objects) {
    for (const member of own) {
      const known = members.get(member.name)
      const optional = member.optional || (known?.optional ?? false) || !objects.every((o) => has(o, member.name))
      members.set(member.name, { ...(known ?? member), optional })
    }
  }
  return { is: 'object', members: [...members.values()] }
}

/** @param {ObjectType} object @param {string} name */
function has(object, name) {
  return object.members.some((member) => member.name === name)
}

/** `oneOf` of alternatives that each ask for one field: at most one of these may be set. @param {Schema | undefined} schema */
function readUnions(schema) {
  const choices = [schema, ...(schema?.anyOf ?? [])].flatMap((one) => (one?.oneOf ? [one.oneOf] : []))
  return choices
    .map((branches) => branches.flatMap((b) => (b.required?.length === 1 && !b.not ? b.required : [])))
    .filter((fields) => fields.length > 1)
}
