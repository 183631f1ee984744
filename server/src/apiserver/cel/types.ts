/** What a value in CEL may be, as the server's compiler sees it before anything runs. */
export type Type =
  | { readonly is: Simple }
  | { readonly is: 'list'; readonly of: Type }
  | { readonly is: 'map'; readonly key: Type; readonly of: Type }
  | { readonly is: 'optional'; readonly of: Type }
  /** A kind of things with functions of their own: `kubernetes.Quantity`. */
  | { readonly is: 'opaque'; readonly name: string }
  | { readonly is: 'object'; readonly name: string; readonly field: (name: string) => Type | undefined }
  /** Of a function: the same type wherever it stands. */
  | { readonly is: 'any'; readonly name: string }

type Simple =
  | 'dyn'
  | 'bool'
  | 'int'
  | 'uint'
  | 'double'
  | 'string'
  | 'bytes'
  | 'null_type'
  | 'timestamp'
  | 'duration'
  | 'type'

export const DYN: Type = { is: 'dyn' }
export const BOOL: Type = { is: 'bool' }
export const STRING: Type = { is: 'string' }
export const INT: Type = { is: 'int' }

export function listOf(of: Type): Type {
  return { is: 'list', of }
}

export function mapOf(of: Type, key: Type = STRING): Type {
  return { is: 'map', key, of }
}

/** An object of known fields. Two of the same name are alike. */
export function objectOf(name: string, fields: Readonly<Record<string, Type>>): Type {
  const known = new Map(Object.entries(fields))
  return { is: 'object', name, field: (it) => known.get(it) }
}

/** In the words of the server's messages. */
export function label(type: Type): string {
  switch (type.is) {
    case 'list':
      return `list(${label(type.of)})`
    case 'map':
      return `map(${label(type.key)}, ${label(type.of)})`
    case 'optional':
      return `optional(${label(type.of)})`
    case 'object':
    case 'opaque':
    case 'any':
      return type.name
    case 'null_type':
      return 'null'
    default:
      return type.is
  }
}

/** What the parameters of a function stand for so far. */
export type Bound = Map<string, Type>

/** Whether a value of one type will do where another is asked for. What is not known until it runs will do anywhere. */
export function isAssignable(wanted: Type, given: Type, bound: Bound): boolean {
  if (wanted.is === 'any') {
    const before = bound.get(wanted.name)
    // The one that says least wins.
    if (!before || given.is === 'dyn') {
      bound.set(wanted.name, given)
      return true
    }
    if (isAssignable(before, given, bound)) return true
    if (!isAssignable(given, before, bound)) return false
    bound.set(wanted.name, given)
    return true
  }
  if (wanted.is === 'dyn' || given.is === 'dyn' || given.is === 'any') return true
  if (given.is === 'null_type') return wanted.is === 'null_type' || NULLABLE.has(wanted.is)
  if (wanted.is === 'list') return given.is === 'list' && isAssignable(wanted.of, given.of, bound)
  if (wanted.is === 'optional') return given.is === 'optional' && isAssignable(wanted.of, given.of, bound)
  if (wanted.is === 'map')
    return given.is === 'map' && isAssignable(wanted.key, given.key, bound) && isAssignable(wanted.of, given.of, bound)
  if (wanted.is === 'opaque' || wanted.is === 'object') return given.is === wanted.is && wanted.name === given.name
  return wanted.is === given.is
}

const NULLABLE: ReadonlySet<string> = new Set(['object', 'opaque', 'optional', 'timestamp', 'duration'])

/** With the parameters filled in. */
export function filled(type: Type, bound: Bound): Type {
  switch (type.is) {
    case 'any':
      return bound.get(type.name) ?? DYN
    case 'list':
      return listOf(filled(type.of, bound))
    case 'optional':
      return { is: 'optional', of: filled(type.of, bound) }
    case 'map':
      return mapOf(filled(type.of, bound), filled(type.key, bound))
    default:
      return type
  }
}

/** What both are: the same type, or nothing that is known. */
export function joined(one: Type, other: Type): Type {
  if (one.is === 'dyn' || other.is === 'dyn') return DYN
  if (isAssignable(one, other, new Map())) return one
  return isAssignable(other, one, new Map()) ? other : DYN
}
