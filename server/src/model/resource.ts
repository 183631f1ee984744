import { memo } from '../memo.ts'
import { at, entries, entry, type Node, rootOf, scalar, stringAt, values } from '../syntax/node.ts'
import type { Document } from '../syntax/tree.ts'
import { isTemplate } from './template.ts'

/** One API object in a document: the document itself, or an item of a `List`. */
export interface Resource {
  readonly node: Node
  readonly apiVersion: string
  readonly kind: string
  /** The part of apiVersion before the slash; empty for the core group. */
  readonly group: string
  /** `metadata.name`, or the start of it from `generateName`. */
  readonly name: string | undefined
  readonly namespace: string | undefined
}

/**
 * The API objects of a document: what has an apiVersion and a kind. Nothing else makes a manifest, no file name and no
 * look of the fields. A Helm template has none: what it will be is not known before it is rendered. One of the two
 * keys may be in wrong letters, and each may be a number: that is a fault of a manifest, which validate.ts tells.
 */
export const resourcesOf = memo('resourcesOf', (document: Document): readonly Resource[] => {
  const root = rootOf(document)
  const outer = root && !isTemplate(document) ? resourceAt(root) : undefined
  if (!outer) return []
  if (!outer.kind.endsWith('List')) return [outer]
  const inner = values(at(outer.node, 'items')).flatMap((it) => resourceAt(it) ?? [])
  return outer.kind === 'List' || inner.length > 0 ? [outer, ...inner] : [outer]
})

function resourceAt(node: Node): Resource | undefined {
  const apiVersion = wordAt(node, 'apiVersion') ?? (entry(node, 'kind') && miswrittenAt(node, 'apiVersion'))
  const kind = wordAt(node, 'kind') ?? (entry(node, 'apiVersion') && miswrittenAt(node, 'kind'))
  if (!apiVersion || !kind) return undefined
  const slash = apiVersion.indexOf('/')
  return {
    node,
    apiVersion,
    kind,
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    name: stringAt(node, 'metadata', 'name') ?? stringAt(node, 'metadata', 'generateName'),
    // An empty one counts as none.
    namespace: stringAt(node, 'metadata', 'namespace') || undefined,
  }
}

/** A scalar as text; the number 1 is `1`. */
function wordAt(node: Node, key: string): string | undefined {
  const value = scalar(at(node, key))
  return value === undefined || value === null ? undefined : String(value)
}

/** The value of a key in other letters: `Kind`, `APIVersion`. */
function miswrittenAt(node: Node, key: string): string | undefined {
  if (entry(node, key)) return undefined
  const found = entries(node).find((it) => it.name.toLowerCase() === key.toLowerCase())
  return found && stringAt(node, found.name)
}

/** The resource whose node holds `offset` (from the start of the document); the innermost one. */
export function resourceAround(document: Document, offset: number): Resource | undefined {
  return (
    resourcesOf(document).findLast(({ node }) => node.from <= offset && offset <= node.to) ?? resourcesOf(document)[0]
  )
}

/** What to point at for the resource as a whole: its kind. */
export function kindNode(resource: Resource): Node {
  return entry(resource.node, 'kind')?.value ?? resource.node
}

/** What to point at for its name. */
export function nameNode(resource: Resource): Node {
  return at(resource.node, 'metadata', 'name') ?? kindNode(resource)
}

/** `Deployment/web`, as outlines and messages call it. */
export function titleOf({ kind, name }: Resource): string {
  return name === undefined ? kind : `${kind}/${name}`
}

/** Whether a document is a manifest, or would be one but for the fault in its YAML. */
export const isManifest = memo('isManifest', (document: Document): boolean => {
  // What was not read may be one, and a person has to hear why there is nothing.
  if (document.problems.some((it) => it.code === 'yaml-too-large')) return true
  if (resourcesOf(document).length > 0) return true
  if (document.problems.length === 0 || isTemplate(document)) return false
  return /^["']?apiVersion["']?:/m.test(document.text) && /^["']?kind["']?:/m.test(document.text)
})

/** Something of it may be lost: its YAML has a fault. What stands there twice is not lost. */
export function isBroken(document: Document): boolean {
  return document.problems.some((it) => it.severity !== 'hint' && it.code !== 'yaml-duplicate-key')
}
