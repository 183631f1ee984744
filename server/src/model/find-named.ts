import { memo } from '../memo.ts'
import type { Reference } from './references.ts'
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
  'rbac.authorization.k8s.io/Role': ['extension-apiserver-authentication-reader'],
  'rbac.authorization.k8s.io/ClusterRole': ['cluster-admin', 'admin', 'edit', 'view'],
  'scheduling.k8s.io/PriorityClass': ['system-cluster-critical', 'system-node-critical'],
}

/** Whether every cluster has it. */
export function isBuiltIn({ groupKind, name }: Pick<Reference, 'groupKind' | 'name'>): boolean {
  const isRole = groupKind === 'rbac.authorization.k8s.io/ClusterRole'
  return BUILT_IN[groupKind]?.includes(name) === true || (isRole && name.startsWith('system:'))
}

function makerOf({ index }: Workspace, { groupKind, name, namespace }: Reference): string | undefined {
  const made = `${groupKind} ${name}`
  const claim = made.replace(/\d+$/, '*')
  const by = makers(index).find(
    ({ namespace: own, makes }) => own === namespace && (makes?.includes(made) || makes?.includes(claim)),
  )
  if (by) return `${by.kind}/${by.name ?? ''}`
  const isGenerated = [...index.files.values()].some((it) => it.kustomization?.generates.includes(made))
  if (!isGenerated) return undefined
  return `the \`${groupKind === '/Secret' ? 'secretGenerator' : 'configMapGenerator'}\` of a kustomization`
}

const makers = memo('makers', (index: Index) =>
  [...index.files.values()].flatMap((said) => said.parts.flat().filter((it) => it.makes)),
)
