import { memo, memo2 } from '../memo.ts'
import type { Problem } from '../problem.ts'
import type { Catalogue } from '../schema/catalogue.ts'
import { check, span } from '../schema/check.ts'
import type { Index } from '../schema/definition.ts'
import { replaceNode } from '../syntax/edits.ts'
import { at, entry, type Node, scalar } from '../syntax/node.ts'
import type { Document } from '../syntax/tree.ts'
import { listed, nearest } from '../text/nearest.ts'
import { missingByCondition } from './conditional-fields.ts'
import { type Resource, resourcesOf } from './resource.ts'

/** What the API server's decoder would refuse of a document's resources, for all versions of Kubernetes at once. */
export const validate = memo2('validate', (document: Document, catalogue: Catalogue): readonly Problem[] =>
  resourcesOf(document).flatMap((resource) => [...validateResource(resource, catalogue)]),
)

function validateResource(resource: Resource, catalogue: Catalogue): readonly Problem[] {
  const { apiVersion, kind, node } = resource
  const known = catalogue.kind(apiVersion, kind)
  const type = known && catalogue.typeOf(known)
  if (!known) return wrongVersion(resource, catalogue)
  if (!type) return []
  const problems = check({ catalogue, node, type, kind, builtIn: known.from === 'kubernetes' })
  // Nobody writes reviews by hand, and the server asks less of them.
  if (known.transient) return problems.filter((it) => it.cause !== 'required')
  const needsName = !kind.endsWith('List') && kind !== 'LimitRange'
  return needsName ? [...problems, ...missingName(resource), ...missingByCondition(resource)] : problems
}

/** The server: "name or generateName is required". Of a LimitRange, oddly, it does not ask it. */
function missingName(resource: Resource): readonly Problem[] {
  const metadata = entry(resource.node, 'metadata')
  if (metadata?.value && metadata.value.tree.type !== 'mapping' && scalar(metadata.value) !== null) return []
  const has = (field: string) => {
    const value = scalar(at(metadata?.value, field))
    return value === undefined ? at(metadata?.value, field) !== undefined : value !== null && value !== ''
  }
  if (has('name') || has('generateName')) return []
  const place = metadata?.key ?? entry(resource.node, 'kind')?.value ?? resource.node
  return [
    {
      ...span(place),
      code: 'missing-required',
      severity: 'error',
      message: `a ${resource.kind} needs \`metadata.name\``,
      path: 'metadata.name',
      cause: 'required',
    },
  ]
}

/**
 * A kind of Kubernetes itself under an apiVersion of Kubernetes itself that does not have it. Of other groups we do
 * not know all kinds, so they may be anything.
 */
function wrongVersion(resource: Resource, catalogue: Catalogue): readonly Problem[] {
  const { builtInGroups, versionsByKind } = tables(catalogue.index)
  const versions = versionsByKind.get(resource.kind)
  const node = entry(resource.node, 'apiVersion')?.value
  if (!versions || !node) return []
  const group = resource.apiVersion.includes('/') ? resource.group : ''
  const mistyped = nearest(resource.apiVersion, versions).length > 0
  if (!builtInGroups.has(group) && !(mistyped && !resource.group.includes('.'))) return []
  const best = [...nearest(resource.apiVersion, versions), ...versions].slice(0, 1)
  return [
    {
      ...span(node),
      code: 'unknown-api-version',
      severity: 'error',
      message: `there is no ${resource.kind} in \`${resource.apiVersion}\`; it is in ${listed(versions, 4)}`,
      path: 'apiVersion',
      fixes: () => fixes(node, best.length ? [...new Set([...best, ...versions])] : versions),
    },
  ]
}

function fixes(node: Node, versions: readonly string[]) {
  return versions.slice(0, 5).map((it) => ({ title: `Change to ${it}`, safe: false, edits: [replaceNode(node, it)] }))
}

/** Of Kubernetes itself: its groups, and for each kind the apiVersions that the newest version serves, stable ones first. */
const tables = memo('kindTables', (index: Index) => {
  const builtInGroups = new Set<string>()
  const versionsByKind = new Map<string, string[]>()
  for (const [gvk, kind] of Object.entries(index.kinds)) {
    if (kind.from !== 'kubernetes') continue
    const slash = gvk.lastIndexOf('/')
    const apiVersion = gvk.slice(0, slash)
    const name = gvk.slice(slash + 1)
    builtInGroups.add(apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '')
    if (kind.off || kind.definition === undefined || kind.removed !== undefined) continue
    const known = versionsByKind.get(name)
    if (known) known.push(apiVersion)
    else versionsByKind.set(name, [apiVersion])
  }
  for (const versions of versionsByKind.values()) versions.sort((a, b) => stability(b) - stability(a))
  return { builtInGroups, versionsByKind }
})

/** `v2` over `v1` over `v1beta2` over `v1beta1` over alphas. */
export function stability(apiVersion: string): number {
  const [, major, level, minor] = /v(\d+)(?:(alpha|beta)(\d+))?$/.exec(apiVersion) ?? []
  const base = level === undefined ? 2000 : level === 'beta' ? 1000 : 0
  return base + Number(major ?? 0) * 10 + Number(minor ?? 0)
}
