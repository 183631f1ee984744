import { type At, textAt } from './at.ts'
import { RESERVED } from './cel/parse.ts'
import { BOOL, DYN, INT, listOf, mapOf, objectOf, STRING, type Type } from './cel/types.ts'
import { additionalIn, isTrue, itemsIn, propertiesIn, typeIn } from './crd-schema-tree.ts'

/**
 * What `self` is in a rule of a schema: its fields are those that the schema names, whatever else it lets through.
 * https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules
 */
export function typeOfSchema(
  schema: At,
  isResource = isTrue(schema, 'x-kubernetes-embedded-resource'),
): Type | undefined {
  if (isTrue(schema, 'x-kubernetes-int-or-string')) return DYN
  switch (isResource ? 'object' : typeIn(schema)) {
    case 'array': {
      const items = itemsIn(schema)
      const of = items && typeOfSchema(items)
      return of && listOf(of)
    }
    case 'object': {
      const additional = additionalIn(schema)
      if (!additional) return typeOfObject(schema, isResource)
      const of = typeOfSchema(additional)
      return of && mapOf(of)
    }
    case 'string':
      return { is: FORMATS[textAt(schema, 'format') ?? ''] ?? 'string' }
    case 'boolean':
      return BOOL
    case 'integer':
      return INT
    case 'number':
      return { is: 'double' }
    default:
      return undefined
  }
}

const FORMATS: Readonly<Record<string, 'bytes' | 'duration' | 'timestamp'>> = {
  byte: 'bytes',
  duration: 'duration',
  date: 'timestamp',
  'date-time': 'timestamp',
}

/** Its fields are looked at when they are spoken of. */
function typeOfObject(schema: At, isResource: boolean): Type {
  let fields: Map<string, At> | undefined
  const known = new Map<string, Type | undefined>()
  return {
    is: 'object',
    name: isResource ? 'object' : schema.path,
    field(name) {
      const head = isResource ? HEAD[name] : undefined
      if (head) return head
      fields ??= fieldsOf(schema)
      const found = fields.get(name)
      if (found && !known.has(name)) known.set(name, typeOfSchema(found))
      return known.get(name)
    },
  }
}

const HEAD: Readonly<Record<string, Type>> = {
  apiVersion: STRING,
  kind: STRING,
  metadata: objectOf('object', { name: STRING, generateName: STRING }),
}

/** By their names in CEL, where `-` and the like are no letters. */
function fieldsOf(schema: At): Map<string, At> {
  const fields = new Map<string, At>()
  for (const it of propertiesIn(schema)) {
    fields.set(it.name, it)
    fields.set(escaped(it.name), it)
  }
  return fields
}

function escaped(name: string): string {
  if (RESERVED.has(name) || ['true', 'false', 'null', 'in'].includes(name)) return `__${name}__`
  return name.replace(/__|[./-]/g, (it) => SIGNS[it] ?? it)
}

const SIGNS: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
}
