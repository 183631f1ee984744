import { memo } from '../memo.ts'
import { at, rootOf, stringAt, values } from '../syntax/node.ts'
import { kindOf, type Reference } from './references.ts'
import { type Resource, resourcesOf } from './resource.ts'
import type { Seen } from './view.ts'
import type { Index, Workspace } from './workspace.ts'

/** What the workspace knows of something that a resource names. */
export type Found =
  | { readonly is: 'seen'; readonly at: Seen }
  /** One of that name in another namespace, or one of which nobody wrote the namespace. */
  | { readonly is: 'elsewhere'; readonly at: Seen }
  /** Something in the workspace makes it: a SealedSecret, a generator of kustomize. */
  | { readonly is: 'made'; readonly by: string }
  /** Clusters have it by themselves. */
  | { readonly is: 'built-in' }
  | { readonly is: 'missing' }

export function findNamed(workspace: Workspace, reference: Reference): Found {
  const { groupKind, name, namespace, clusterWide } = reference
  if (isBuiltIn(reference)) return { is: 'built-in' }
  const seen = byName(workspace.index).get(`${groupKind} ${name}`) ?? []
  const exact = seen.find((it) => clusterWide || it.summary.namespace === namespace)
  if (exact) return { is: 'seen', at: exact }
  const [other] = seen
  if (other) return { is: 'elsewhere', at: other }
  const by = makerOf(workspace, reference)
  return by === undefined ? { is: 'missing' } : { is: 'made', by }
}

/** The resource itself; `undefined` where the file changed meanwhile. */
export function resourceSeen({ files }: Workspace, { uri, part, summary }: Seen): Resource | undefined {
  const document = files.get(uri)?.parts[part]?.document
  const all = document ? resourcesOf(document) : []
  return all.find((it) => it.name === summary.name && `${it.group}/${it.kind}` === summary.groupKind)
}

/** By `group/Kind name`, in all namespaces. */
const byName = memo('byName', (index: Index): ReadonlyMap<string, readonly Seen[]> => {
  const found = new Map<string, Seen[]>()
  for (const [uri, said] of index.files) {
    for (const [part, summaries] of said.parts.entries()) {
      for (const summary of summaries) {
        if (summary.name === undefined) continue
        const key = `${summary.groupKind} ${summary.name}`
        const known = found.get(key)
        if (known) known.push({ uri, part, summary })
        else found.set(key, [{ uri, part, summary }])
      }
    }
  }
  return found
})

const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  '/ServiceAccount': ['default'],
  '/Namespace': ['default', 'kube-system', 'kube-public', 'kube-node-lease'],
  '/ConfigMap': ['kube-root-ca.crt'],
  '/Service': ['kubernetes'],
  'rbac.authorization.k8s.io/ClusterRole': ['cluster-admin', 'admin', 'edit', 'view'],
  'scheduling.k8s.io/PriorityClass': ['system-cluster-critical', 'system-node-critical'],
}

function isBuiltIn({ groupKind, name }: Reference): boolean {
  const isRole = groupKind === 'rbac.authorization.k8s.io/ClusterRole'
  return BUILT_IN[groupKind]?.includes(name) === true || (isRole && name.startsWith('system:'))
}

/** Kinds of which controllers make Secrets and ConfigMaps of the same name, unless they say another. */
const MAKERS: readonly { readonly kind: string; readonly makes: string; readonly named: readonly string[] }[] = [
  { kind: 'bitnami.com/SealedSecret', makes: '/Secret', named: ['spec', 'template', 'metadata', 'name'] },
  { kind: 'external-secrets.io/ExternalSecret', makes: '/Secret', named: ['spec', 'target', 'name'] },
  { kind: 'cert-manager.io/Certificate', makes: '/Secret', named: ['spec', 'secretName'] },
]

function makerOf(workspace: Workspace, { groupKind, name, namespace }: Reference): string | undefined {
  const rows = MAKERS.filter((it) => it.makes === groupKind)
  for (const { at: seen, row } of rows.length > 0 ? makers(workspace.index, rows) : []) {
    if (seen.summary.namespace !== namespace) continue
    const made = stringAt(resourceSeen(workspace, seen)?.node, ...row.named) ?? seen.summary.name
    if (made === name) return `${kindOf(row.kind)}/${seen.summary.name ?? ''}`
  }
  const generator = groupKind === '/ConfigMap' ? 'configMapGenerator' : groupKind === '/Secret' ? 'secretGenerator' : ''
  return generator !== '' && generated(workspace, generator, name)
    ? `the \`${generator}\` of a kustomization`
    : undefined
}

function makers(index: Index, rows: typeof MAKERS): readonly { at: Seen; row: (typeof MAKERS)[number] }[] {
  const found: { at: Seen; row: (typeof MAKERS)[number] }[] = []
  for (const [key, seen] of byName(index)) {
    const row = rows.find((it) => key.startsWith(`${it.kind} `))
    if (row) found.push(...seen.map((it) => ({ at: it, row })))
  }
  return found
}

function generated({ files }: Workspace, generator: string, name: string): boolean {
  for (const [uri, file] of files) {
    if (!/\/(?:kustomization\.ya?ml|Kustomization)$/.test(uri)) continue
    for (const { document } of file.parts) {
      if (values(at(rootOf(document), generator)).some((it) => stringAt(it, 'name') === name)) return true
    }
  }
  return false
}
