import { scalarText } from '../syntax/edits.ts'
import type { Catalogue, Type } from './catalogue.ts'
import type { Definition, Field } from './definition.ts'

/**
 * The least that a field's value must say, as YAML text without indentation: required fields inside, a list with one
 * item, the first allowed value. Places for a person to fill in are empty quotes or 0.
 */
export function skeletonOf(catalogue: Catalogue, field: Field): string {
  return skeletonOfField(catalogue, field, 0)
}

function skeletonOfField(catalogue: Catalogue, field: Field, depth: number): string {
  const type = catalogue.type(field.t)
  // Of a list they are the values of its items.
  const usual = field.enum?.[0] ?? field.values?.[0] ?? field.itemLimits?.enum?.[0]
  if (usual === undefined || type.kind === 'map') return skeletonOfType(catalogue, type, depth)
  return `${type.kind === 'list' ? '- ' : ''}${typeof usual === 'string' ? scalarText(usual) : usual}`
}

function skeletonOfType(catalogue: Catalogue, type: Type, depth: number): string {
  switch (type.kind) {
    case 'struct': {
      const needed = requiredFields(type.definition)
      if (depth > 4 || needed.length === 0) return '{}'
      return needed.map(([name, field]) => line(catalogue, name, field, depth)).join('\n')
    }
    case 'list':
      return `- ${skeletonOfType(catalogue, type.items, depth + 1).replaceAll('\n', '\n  ')}`
    case 'map':
    case 'object':
      return '{}'
    case 'scalar':
      return SCALARS[type.scalar] ?? '""'
    default:
      return '{}'
  }
}

function line(catalogue: Catalogue, name: string, field: Field, depth: number): string {
  const type = catalogue.type(field.t)
  const value = skeletonOfField(catalogue, field, depth + 1)
  const nested = value.includes('\n') || value.startsWith('- ') || (type.kind === 'struct' && value !== '{}')
  return nested ? `${name}:\n  ${value.replaceAll('\n', '\n  ')}` : `${name}: ${value}`
}

/** The fields without which the server refuses the object, in the order of the API. */
function requiredFields(definition: Definition): readonly (readonly [string, Field])[] {
  return Object.entries(definition.fields).filter(([, field]) => (field.req && !field.lax) || field.need)
}

const SCALARS: Record<string, string> = {
  boolean: 'false',
  int32: '0',
  int64: '0',
  double: '0',
  number: '0',
  'int-or-string': '0',
}
