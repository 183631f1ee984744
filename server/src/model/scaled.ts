import type { Resource } from './resource.ts'
import type { Seen, View } from './view.ts'

/** Kinds that decide over the number of replicas of something else. */
const SCALERS = ['autoscaling/HorizontalPodAutoscaler', 'keda.sh/ScaledObject']

/** The autoscalers that mean a workload; where one of the two names no namespace, kubectl will say which it is. */
export function scalersOf(view: View, { name, namespace }: Pick<Resource, 'name' | 'namespace'>): readonly Seen[] {
  return SCALERS.flatMap((it) => view.all(it)).filter(
    ({ summary }) =>
      summary.scales === name &&
      (summary.namespace === namespace || summary.namespace === undefined || namespace === undefined),
  )
}
