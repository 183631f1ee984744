import { looksAt } from '../apiserver/index.ts'
import { forOlderServers } from '../apiserver/older-servers.ts'
import { isSetAside, setsAside } from '../apiserver/set-aside.ts'
import { memo, memo2 } from '../memo.ts'
import type { Problem } from '../problem.ts'
import type { Catalogue } from '../schema/catalogue.ts'
import { changesTo } from '../schema/change-to.ts'
import { check } from '../schema/check.ts'
import type { Index } from '../schema/definition.ts'
import { asInNewestVersion } from '../schema/internal-paths.ts'
import { span } from '../schema/place.ts'
import { asTheServerSays } from '../schema/server-spelling.ts'
import { inServersWords } from '../schema/server-words.ts'
import { withArticle } from '../schema/wording.ts'
import { at, entry, scalar } from '../syntax/node.ts'
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
  const problems = check({
    catalogue,
    node,
    type,
    kind,
    apiVersion,
    builtIn: known.from === 'kubernetes',
    looksAt,
    isSetAside,
    setsAside,
  })
    .flatMap((it) => (known.from === 'kubernetes' ? asTheServerSays(it, kind) : [it]))
    .flatMap((it) => (known.from === 'kubernetes' ? inServersWords(resource, it) : [it]))
    .flatMap((it) => forOlderServers(resource, it))
    .flatMap((it) => asInNewestVersion(it, apiVersion))
  // Nobody writes reviews by hand, and the server asks less of them.
  if (known.transient)
    return problems.filter((it) => it.server || (it.cause !== 'required' && it.code !== 'missing-required'))
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
      message: `${withArticle(resource.kind)} needs \`metadata.name\``,
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
  if (!versions) return wrongKind(resource, catalogue)
  if (!node) return []
  const similar = nearest(resource.apiVersion, versions)
  if (!builtInGroups.has(resource.group) && (similar.length === 0 || resource.group.includes('.'))) return []
  const [best] = similar
  return [
    {
      ...span(node),
      code: 'unknown-api-version',
      severity: 'error',
      message: `there is no ${resource.kind} in \`${resource.apiVersion}\`; it is in ${listed(versions, 4)}`,
      path: 'apiVersion',
      fixes: () => changesTo(node, best === undefined ? versions : [...new Set([best, ...versions])]),
    },
  ]
}

/** What is nearly the name of a kind of this apiVersion, or a number. Other names may be kinds of somebody else. */
function wrongKind({ node: root, apiVersion, kind }: Resource, catalogue: Catalogue): readonly Problem[] {
  const kinds = tables(catalogue.index).kindsByVersion.get(apiVersion)
  const node = entry(root, 'kind')?.value
  if (!kinds || !node) return []
  const similar = nearest(kind, kinds)
  const isText = typeof scalar(node) === 'string'
  if (isText && similar.length === 0) return []
  const problem: Omit<Problem, 'message'> = { ...span(node), code: 'unknown-kind', severity: 'error', path: 'kind' }
  if (!isText) return [{ ...problem, message: `\`kind\` takes the name of a kind such as \`Pod\`, not \`${kind}\`` }]
  const message = `there is no kind \`${kind}\` in \`${apiVersion}\`; did you mean ${listed(similar)}?`
  return [{ ...problem, message, fixes: () => changesTo(node, similar) }]
}

/** Of Kubernetes itself: its groups, for each kind the apiVersions that the newest version serves, stable ones first, and the other way. */
const tables = memo('kindTables', (index: Index) => {
  const builtInGroups = new Set<string>()
  const versionsByKind = new Map<string, string[]>()
  const kindsByVersion = new Map<string, string[]>()
  for (const [gvk, kind] of Object.entries(index.kinds)) {
    if (kind.from !== 'kubernetes') continue
    const slash = gvk.lastIndexOf('/')
    const apiVersion = gvk.slice(0, slash)
    const name = gvk.slice(slash + 1)
    builtInGroups.add(apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '')
    if (kind.off || kind.definition === undefined || kind.removed !== undefined) continue
    add(versionsByKind, name, apiVersion)
    add(kindsByVersion, apiVersion, name)
  }
  for (const versions of versionsByKind.values()) versions.sort((a, b) => stability(b) - stability(a))
  return { builtInGroups, versionsByKind, kindsByVersion }
})

function add(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}

/** `v2` over `v1` over `v1beta2` over `v1beta1` over alphas. */
export function stability(apiVersion: string): number {
  const [, major, level, minor] = /v(\d+)(?:(alpha|beta)(\d+))?$/.exec(apiVersion) ?? []
  const base = level === undefined ? 2000 : level === 'beta' ? 1000 : 0
  return base + Number(major ?? 0) * 10 + Number(minor ?? 0)
}
