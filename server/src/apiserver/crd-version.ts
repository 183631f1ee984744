import { entries, isNull, items, type Node, resolved, scalar } from '../syntax/node.ts'
import { type At, field, isSet, listAt } from './at.ts'

/**
 * Where the server sees what stands in a version. Inside it knows of what all versions share once, for the whole
 * definition, and says what is wrong with it there.
 */
export interface Part {
  readonly at: At
  /** The version that it is from: of what is shared, the first. */
  readonly version: At
}

/** A field of the versions, one by one, or once if it is the same in all of them; `path` is what it is then. */
export function partsOf(spec: At, name: string, path: string): readonly Part[] {
  const versions = listAt(spec, 'versions')
  const [first] = versions
  if (!first) return []
  const shared = field(first, name)
  if (!versions.every((it) => it === first || isSame(field(it, name).node, shared.node)))
    return versions.map((version) => ({ version, at: field(version, name) }))
  return [{ version: first, at: { ...shared, path: `${spec.path}.${path}` } }]
}

/** Whether two values mean the same, however they are written: nothing and null are one, and the order of keys is none. */
function isSame(a: Node | undefined, b: Node | undefined): boolean {
  const one = a && resolved(a)
  const other = b && resolved(b)
  if (isNull(one) || isNull(other)) return isNull(one) && isNull(other)
  if (one?.tree.type === 'mapping') return other?.tree.type === 'mapping' && hasSameEntries(one, other)
  if (one?.tree.type !== 'sequence') return scalar(one) !== undefined && Object.is(scalar(one), scalar(other))
  const own = items(one)
  const others = items(other)
  if (other?.tree.type !== 'sequence' || own.length !== others.length) return false
  return own.every(({ value }, i) => isSame(value, others[i]?.value))
}

function hasSameEntries(one: Node, other: Node): boolean {
  const own = entries(one).filter(({ value }) => !isNull(value))
  const others = new Map(entries(other).flatMap(({ name, value }) => (isNull(value) ? [] : [[name, value]])))
  return (
    own.length === others.size && own.every(({ name, value }) => others.has(name) && isSame(value, others.get(name)))
  )
}

/** With the schema in it. */
export function schemaOf(validation: At): At {
  return field(validation, 'openAPIV3Schema')
}

export function hasSchema(version: At): boolean {
  return isSet(schemaOf(field(version, 'schema')))
}
