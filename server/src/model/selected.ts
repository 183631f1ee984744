import { type Requirement, satisfies } from './labels.ts'
import { podMakers } from './pods.ts'
import type { Seen, View } from './view.ts'

/**
 * What makes pods that a selector means, in all namespaces. Looked up by one of the labels where it names one: of a
 * thousand Services each would else look through a thousand workloads.
 */
export function selectedBy(view: View, wanted: readonly Requirement[]): readonly Seen[] {
  const plain = wanted.find((it) => it.operator === 'In' && it.values.length === 1)
  const candidates = plain ? view.podsWith(plain.key, plain.values[0] ?? '') : podMakers.flatMap((it) => view.all(it))
  return candidates.filter(
    ({ summary }) => summary.podLabels && wanted.every((it) => satisfies(summary.podLabels ?? {}, it)),
  )
}
