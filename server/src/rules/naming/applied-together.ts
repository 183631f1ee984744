import type { Resource } from '../../model/resource.ts'
import type { Seen, View } from '../../model/view.ts'

/**
 * Others of the same kind that are surely applied beside a resource: in the same file, or taken by the same
 * kustomization. Elsewhere they may be for another cluster. One of the same name is a variant of it.
 */
export function appliedTogether(resource: Resource, view: View): readonly Seen[] {
  return togetherAmong(resource, view, view.find(`${resource.group}/${resource.kind}`, resource.namespace))
}

/** Those of `candidates` that are. */
export function togetherAmong(resource: Resource, view: View, candidates: readonly Seen[]): readonly Seen[] {
  const { group, kind, namespace, name } = resource
  return candidates.filter(({ uri, summary }) => {
    const isOther = summary.name !== name && summary.name !== undefined
    const isAlike = summary.groupKind === `${group}/${kind}` && summary.namespace === namespace
    return isOther && isAlike && (uri === view.uri || view.together(uri))
  })
}

/** Of two that get into each other's way the second is told, once. */
export function isBehind(view: View, other: Seen): boolean {
  if (other.uri !== view.uri) return other.uri < (view.uri ?? '')
  return other.part < view.part
}
