import { type Requirement, satisfies } from '../model/labels.ts'
import { podMakers } from '../model/pods.ts'
import type { Labels } from '../model/summary.ts'
import type { Seen, View } from '../model/view.ts'

export function matches(selector: readonly Requirement[], labels: Labels): boolean {
  return selector.every((it) => satisfies(labels, it))
}

/** The workloads of a namespace that make pods with fitting labels. */
export function matching(view: View, selector: readonly Requirement[], namespace: string | undefined): readonly Seen[] {
  return podMakers
    .flatMap((kind) => view.find(kind, namespace))
    .filter(({ summary }) => summary.podLabels !== undefined && matches(selector, summary.podLabels))
}

/** `Deployment/web`. */
export function titleOfSeen({ summary }: Seen): string {
  return summary.name === undefined ? `a ${summary.kind} without a name` : `${summary.kind}/${summary.name}`
}
