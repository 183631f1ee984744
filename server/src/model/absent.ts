import { isBuiltIn } from './find-named.ts'
import type { Reference } from './references.ts'
import type { Seen, View } from './view.ts'

type Named = Pick<Reference, 'groupKind' | 'name' | 'namespace' | 'clusterWide'>

/** Whether what is named is surely nowhere. Who is not sure is silent. */
export function isAbsent(view: View, wanted: Named): boolean {
  const { groupKind, name, namespace, clusterWide } = wanted
  if (!view.settled || isBuiltIn(wanted) || !isName(name)) return false
  if (!view.closed(groupKind, clusterWide ? undefined : namespace) || view.makes(groupKind, name)) return false
  return around(view, wanted).length === 0
}

/**
 * What may be meant: of that name, in the same namespace, or where one of the two names none: kubectl or kustomize will
 * say which it is.
 */
export function around(view: View, { groupKind, name, namespace, clusterWide }: Named): readonly Seen[] {
  const all = view.named(groupKind, name)
  if (clusterWide || namespace === undefined) return all
  return all.filter(({ summary }) => summary.namespace === undefined || summary.namespace === namespace)
}

/** Those of that name that are surely meant: in the same namespace, or like the one that names them without. */
export function meant(view: View, { groupKind, name, namespace, clusterWide }: Named): readonly Seen[] {
  const all = view.named(groupKind, name)
  return clusterWide ? all : all.filter(({ summary }) => summary.namespace === namespace)
}

/** Other text is put in by a tool. */
function isName(name: string): boolean {
  return /^[a-z0-9]([-a-z0-9._]*[a-z0-9])?$/.test(name)
}
