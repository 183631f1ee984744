import { entries, items, memoByTree, type Node, resolved, scalar } from '../syntax/node.ts'
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
  if (versions.length > 1 && new Set(versions.map((it) => textOf(field(it, name).node))).size > 1)
    return versions.map((version) => ({ version, at: field(version, name) }))
  return [{ version: first, at: { ...field(first, name), path: `${spec.path}.${path}` } }]
}

function textOf(node: Node | undefined): string {
  return node ? textOfTree(node) : 'null'
}

const textOfTree = memoByTree('textsOfVersions', canonical)

/** One text for all ways to write the same. */
function canonical(node: Node | undefined): string {
  const target = node && resolved(node)
  switch (target?.tree.type) {
    case 'mapping': {
      const parts = entries(target).flatMap(({ name, value }) => {
        const text = canonical(value)
        return text === 'null' ? [] : [`${JSON.stringify(name)}:${text}`]
      })
      return `{${parts.sort().join()}}`
    }
    case 'sequence':
      return `[${items(target)
        .map(({ value }) => canonical(value))
        .join()}]`
    case 'scalar':
      return JSON.stringify(scalar(target)) ?? 'null'
    default:
      return 'null'
  }
}

/** With the schema in it. */
export function schemaOf(validation: At): At {
  return field(validation, 'openAPIV3Schema')
}

export function hasSchema(version: At): boolean {
  return isSet(schemaOf(field(version, 'schema')))
}
