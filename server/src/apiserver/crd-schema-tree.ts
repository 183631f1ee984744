import { entries, resolved } from '../syntax/node.ts'
import { type At, booleanAt, field, isObject, isSet, listAt, mapAt, textAt } from './at.ts'

/** A schema of a CustomResourceDefinition, and the schemas in it. */

export function typeIn(schema: At): string {
  return textAt(schema, 'type') ?? ''
}

export function isTrue(schema: At, name: string): boolean {
  return booleanAt(schema, name) === true
}

/** One schema for all items; a list of schemas is refused as such. */
export function itemsIn(schema: At): At | undefined {
  const items = field(schema, 'items')
  return isObject(items) ? items : undefined
}

export function isItemList(schema: At): boolean {
  const { node } = field(schema, 'items')
  return node !== undefined && resolved(node)?.tree.type === 'sequence'
}

export const propertiesIn = (schema: At) => mapAt(schema, 'properties')

export function propertyIn(schema: At, name: string): At | undefined {
  return propertiesIn(schema).findLast((it) => it.name === name)
}

/** A schema for what has no name of its own; `true` and `false` are none. */
export function additionalIn(schema: At): At | undefined {
  const found = field(schema, 'additionalProperties')
  return isObject(found) ? found : undefined
}

export function hasEntries(schema: At, name: string): boolean {
  return entries(field(schema, name).node).length > 0
}

/** The schemas that a value must fit beside the one around them. */
export function junctorsIn(schema: At): readonly At[] {
  const not = field(schema, 'not')
  return [...['allOf', 'anyOf', 'oneOf'].flatMap((it) => listAt(schema, it)), ...(isSet(not) ? [not] : [])]
}

/** All schemas right below. */
export function schemasIn(schema: At): readonly At[] {
  // Most describe a plain value.
  if (!entries(schema.node).some((it) => HOLDERS.has(it.name))) return NONE
  const items = itemsIn(schema)
  const additional = additionalIn(schema)
  const more = field(schema, 'additionalItems')
  return [
    ...(items ? [items] : isItemList(schema) ? listAt(schema, 'items') : []),
    ...propertiesIn(schema),
    ...(additional ? [additional] : []),
    ...(isObject(more) ? [more] : []),
    ...junctorsIn(schema),
    ...mapAt(schema, 'patternProperties'),
    ...mapAt(schema, 'definitions'),
    ...mapAt(schema, 'dependencies').filter(isObject),
  ]
}

const NONE: readonly At[] = []

/** The fields that hold schemas. */
const HOLDERS: ReadonlySet<string> = new Set([
  'additionalItems',
  'additionalProperties',
  'allOf',
  'anyOf',
  'definitions',
  'dependencies',
  'items',
  'not',
  'oneOf',
  'patternProperties',
  'properties',
])
