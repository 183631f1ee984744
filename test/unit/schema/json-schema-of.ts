import assert from 'node:assert/strict'
import type { Catalogue, Type } from '../../../server/src/schema/catalogue.ts'
import type { Definition, Field } from '../../../server/src/schema/definition.ts'

/** The compact types of some kinds as one JSON Schema: each definition under `$defs`, by `typeNameOf`. */
export function schemaOf(catalogue: Catalogue, kinds: readonly string[]): object {
  const names = new Map<Definition, string>()
  const defs: Record<string, object> = {}
  for (const gvk of kinds) {
    const definition = definitionOf(catalogue, gvk)
    const name = nameOf(definition)
    // That a new object has no status is no fault.
    defs[name] = { ...defs[name], required: requiredOf(definition).filter((it) => it !== 'status') }
  }
  return { $defs: defs }

  function nameOf(definition: Definition): string {
    const known = names.get(definition)
    if (known !== undefined) return known
    const name = nameOfDefinition(definition)
    names.set(definition, name)
    defs[name] = structOf(definition)
    return name
  }

  function structOf(definition: Definition): object {
    const fields = Object.entries(definition.fields)
    return {
      type: 'object',
      properties: Object.fromEntries(fields.map(([name, field]) => [name, fieldSchema(field)])),
      required: requiredOf(definition),
      ...(definition.open ? {} : { additionalProperties: false }),
    }
  }

  function fieldSchema(field: Field): object {
    const type = catalogue.type(field.t)
    const schema = typeSchema(type)
    // The closed set of a list is that of its items.
    const ofItems = field.enum ?? field.itemLimits?.enum
    if (type.kind === 'list' && ofItems) return { ...schema, items: { ...typeSchema(type.items), enum: ofItems } }
    if (!field.enum || type.kind !== 'scalar') return schema
    const unset = field.blank || field.default !== undefined ? [''] : []
    return { ...schema, enum: [...field.enum, ...unset] }
  }

  function typeSchema(type: Type): object {
    switch (type.kind) {
      case 'struct':
        return { $ref: `#/$defs/${nameOf(type.definition)}` }
      case 'list':
        return { type: 'array', items: typeSchema(type.items) }
      case 'map':
        return { type: 'object', additionalProperties: typeSchema(type.values) }
      case 'object':
        return { type: 'object' }
      case 'either':
        return { if: { not: { type: 'object' } }, else: { $ref: `#/$defs/${nameOf(type.definition)}` } }
      case 'any':
        return {}
      case 'scalar':
        return SCALARS[type.scalar]
    }
  }
}

function requiredOf(definition: Definition): readonly string[] {
  const { fields } = definition
  return Object.keys(fields).filter(
    (name) => (fields[name]?.req && !fields[name].lax && !fields[name].told) || fields[name]?.need,
  )
}

/** The name of a kind's definition in the schema. */
export function typeNameOf(catalogue: Catalogue, gvk: string): string {
  return nameOfDefinition(definitionOf(catalogue, gvk))
}

function definitionOf(catalogue: Catalogue, gvk: string): Definition {
  const line = catalogue.index.kinds[gvk]?.definition
  assert.ok(line !== undefined, `${gvk} has no definition`)
  return catalogue.definition(line)
}

function nameOfDefinition({ id, name }: Definition): string {
  return id ?? name
}

const INT32 = 2 ** 31

/** Written down a second time and in another way than formats.ts, so that the two can differ. */
const SCALARS: Readonly<Record<(Type & { kind: 'scalar' })['scalar'], object>> = {
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  int32: { type: 'integer', minimum: -INT32, maximum: INT32 - 1 },
  int64: { type: 'integer' },
  double: { type: 'number' },
  number: { type: 'number' },
  bytes: { type: 'string', pattern: '^[A-Za-z0-9+/]*={0,2}$' },
  time: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)$' },
  microtime: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+(?:Z|[+-]\\d\\d:\\d\\d)$' },
  quantity: { type: ['string', 'number'], pattern: '^[+-]?[0-9.]+(?:[eE][+-]?[0-9]+|[numkMGTPE]|[KMGTPE]i)?$' },
  'int-or-string': { type: ['integer', 'string'], minimum: -INT32, maximum: INT32 - 1 },
}
