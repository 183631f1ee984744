import type { Resource } from './resource.ts'
import { isAround, type Seen, type View } from './view.ts'

/** The autoscalers that mean a workload. */
export function scalersOf(view: View, { name, namespace }: Pick<Resource, 'name' | 'namespace'>): readonly Seen[] {
  if (name === undefined) return []
  return view.having('scales', name).filter((it) => isAround(it, namespace))
}
