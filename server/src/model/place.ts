import type { Place } from '../notes/surface.ts'
import type { Catalogue } from '../schema/catalogue.ts'
import type { Kind } from '../schema/definition.ts'
import { type TypeAt, typeAt } from '../schema/type-at.ts'
import { entries, items, type Node, pathOf, rootOf } from '../syntax/node.ts'
import type { Document } from '../syntax/tree.ts'
import { type Resource, resourceAround } from './resource.ts'

/** What stands at an offset: an entry's key or value, or an item of a list. */
export interface Pointed {
  readonly node: Node
  /** Whether it is the key of an entry; then `path` is that of the entry. */
  readonly isKey: boolean
  /** From the root of the document. */
  readonly path: readonly (string | number)[]
}

/** The innermost key or scalar that holds an offset of the document. */
export function pointedAt(document: Document, offset: number): Pointed | undefined {
  let here: Node | undefined = rootOf(document)
  const holds = (node: Node | undefined) => node !== undefined && node.from <= offset && offset <= node.to
  while (here) {
    const parent: Node = here
    const entry = entries(parent).find((it) => !it.merged && (holds(it.key) || holds(it.value)))
    if (entry && holds(entry.key)) return { node: entry.key, isKey: true, path: [...pathOf(parent), entry.name] }
    const next: Node | undefined = entry?.value ?? items(parent).find((it) => holds(it.value))?.value
    if (!next) return parent.tree.type === 'scalar' ? { node: parent, isKey: false, path: pathOf(parent) } : undefined
    if (next.tree.type === 'scalar' || next.tree.type === 'alias')
      return { node: next, isKey: false, path: pathOf(next) }
    here = next
  }
  return undefined
}

/** What the API says about the place at an offset of a document. */
export interface Known {
  readonly resource: Resource
  readonly kind: Kind
  readonly pointed: Pointed
  /** From the resource. */
  readonly path: readonly (string | number)[]
  readonly at: TypeAt
}

export function knownAt(catalogue: Catalogue, document: Document, offset: number): Known | undefined {
  const resource = resourceAround(document, offset)
  const kind = resource && catalogue.kind(resource.apiVersion, resource.kind)
  const type = kind && catalogue.typeOf(kind)
  const pointed = pointedAt(document, offset)
  if (!resource || !kind || !type || !pointed) return undefined
  const path = pointed.path.slice(pathOf(resource.node).length)
  const at = typeAt(catalogue, type, path)
  return at && { resource, kind, pointed, path, at }
}

/** The place as notes name it. With `value`, the place is that value of the field; `group` is that of the resource. */
export function notePlace(
  kind: string,
  path: readonly (string | number)[],
  at: TypeAt,
  value?: string,
  group?: string,
): Place {
  const inMap = at.field === undefined && at.name !== undefined
  const steps = path.filter((it) => typeof it === 'string')
  const last = steps.at(-1)
  return {
    kind,
    path: inMap && last !== undefined ? [...steps.slice(0, -1), `["${last}"]`] : steps,
    types: at.chain.map(({ definition, path: below }) => ({ name: definition.name, path: below })),
    ...(value === undefined ? {} : { value }),
    ...(group === undefined ? {} : { group }),
  }
}
