import { stability } from '../../model/validate.ts'
import type { Catalogue, Type } from '../../schema/catalogue.ts'
import type { Kind } from '../../schema/definition.ts'
import { type TypeAt, typeAt } from '../../schema/type-at.ts'
import { minorOf } from '../../schema/version.ts'
import { at, entries, type Node, pathOf, stringAt } from '../../syntax/node.ts'
import { kindsIn, type NamedKind } from '../kinds.ts'
import type { Cursor } from './cursor.ts'
import { MARK } from './mark.ts'

/** The resource that the cursor is in, as far as it says yet what it will be. */
export interface Subject {
  readonly node: Node
  /** As written. */
  readonly apiVersion: string | undefined
  readonly kind: string | undefined
  /** From the resource: `path` of the cursor. */
  readonly path: readonly (string | number)[]
  /** What it is, or what it most likely is while the apiVersion is missing. */
  readonly known: { readonly apiVersion: string; readonly kind: string; readonly type: Type } | undefined
}

export function subjectOf(catalogue: Catalogue, cursor: Cursor, minor: number): Subject | undefined {
  const node = resourceNode(cursor)
  if (!node) return undefined
  const apiVersion = written(node, 'apiVersion')
  const kind = written(node, 'kind')
  const path = cursor.path.slice(pathOf(node).length)
  const isMetadata = path[0] === 'metadata' && apiVersion !== undefined && kind !== undefined
  const found = known(catalogue, apiVersion, kind, minor) ?? (isMetadata ? known(catalogue, ...ANY, minor) : undefined)
  return { node, apiVersion, kind, path, known: found }
}

/** Metadata is the same in all kinds: this one stands for those that we do not know. */
const ANY = ['v1', 'ConfigMap'] as const

/** What the API says about the place with this path in the resource. */
export function placeIn(
  catalogue: Catalogue,
  subject: Subject,
  path: readonly (string | number)[],
): TypeAt | undefined {
  return subject.known && typeAt(catalogue, subject.known.type, path)
}

/** The apiVersions that have a kind, those of Kubernetes first, stable ones first; only what `minor` serves. */
export function versionsOf(catalogue: Catalogue, kind: string, minor: number): readonly string[] {
  const found = kindsIn(catalogue).filter((it) => it.name === kind && isServed(it.kind, minor))
  const rank = ({ apiVersion, kind: { from, off, deprecated } }: NamedKind) =>
    (from === 'kubernetes' ? 10_000 : 0) - (off ? 20_000 : 0) - (deprecated ? 5_000 : 0) + stability(apiVersion)
  return found.sort((a, b) => rank(b) - rank(a)).map((it) => it.apiVersion)
}

export function isServed({ introduced, removed, transient }: Kind, minor: number): boolean {
  if (transient) return false
  return (minorOf(introduced) ?? 0) <= minor && (minorOf(removed) ?? Number.POSITIVE_INFINITY) > minor
}

function known(catalogue: Catalogue, apiVersion: string | undefined, kind: string | undefined, minor: number) {
  if (kind === undefined) return undefined
  const version = apiVersion ?? versionsOf(catalogue, kind, minor)[0]
  const found = version === undefined ? undefined : catalogue.kind(version, kind)
  const type = found && catalogue.typeOf(found)
  return version !== undefined && type ? { apiVersion: version, kind, type } : undefined
}

/** The outermost mapping, or the item of a List. */
function resourceNode({ parent, path }: Cursor): Node | undefined {
  let root = parent
  while (root?.parent) root = root.parent
  if (root?.tree.type !== 'mapping') return undefined
  const item = path[0] === 'items' && typeof path[1] === 'number' ? at(root, 'items', path[1]) : undefined
  const isList = stringAt(root, 'kind')?.endsWith('List') === true
  return isList && item?.tree.type === 'mapping' ? item : root
}

function written(node: Node, name: string): string | undefined {
  const text = stringAt(node, name)
  return text === undefined || text === '' || text.includes(MARK) ? undefined : text
}

/** The names that a mapping has already, but for the one being typed. */
export function namesIn(mapping: Node | undefined): ReadonlySet<string> {
  return new Set(entries(mapping).flatMap((it) => (it.name === MARK ? [] : it.name)))
}
