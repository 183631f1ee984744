import type { Resource } from './resource.ts'
import type { Seen, View } from './view.ts'

/** The autoscalers that mean a workload; where one of the two names no namespace, kubectl will say which it is. */
export function scalersOf(view: View, { name, namespace }: Pick<Resource, 'name' | 'namespace'>): readonly Seen[] {
  if (name === undefined) return []
  return view
    .having('scales', name)
    .filter(
      ({ summary }) => summary.namespace === namespace || summary.namespace === undefined || namespace === undefined,
    )
}
