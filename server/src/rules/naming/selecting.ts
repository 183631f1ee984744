import type { Requirement } from '../../model/labels.ts'
import type { Seen } from '../../model/view.ts'
import type { Fix } from '../../problem.ts'
import { replaceScalar } from '../../syntax/edits.ts'
import { editDistance } from '../../text/nearest.ts'

/** Whether it may end up in the namespace of the one that selects. */
export function isAround({ summary }: Seen, namespace: string | undefined): boolean {
  return summary.namespace === namespace || summary.namespace === undefined || namespace === undefined
}

/** A label that a controller or a tool adds later is no reason to say anything. */
export function mayFit(labels: Readonly<Record<string, string>>, wanted: readonly Requirement[]): boolean {
  return wanted.every(({ key, operator, values }) => {
    if (operator !== 'In') return true
    const own = labels[key]
    return own === undefined ? SET_LATER.test(key) : values.includes(own) || /[${}<>]/.test(own)
  })
}

const SET_LATER =
  /^(?:pod-template-hash|controller-revision-hash|controller-uid|job-name|statefulset\.kubernetes\.io\/|apps\.kubernetes\.io\/|batch\.kubernetes\.io\/)/

/** Values that pods have under the same key, the nearest first. */
export function nearValues(wanted: readonly Requirement[], around: readonly Seen[]): readonly Fix[] {
  const [only] = wanted
  if (wanted.length !== 1 || !only?.value || only.from !== 'matchLabels') return []
  const { key, value, values } = only
  const has = [...new Set(around.flatMap(({ summary }) => summary.podLabels?.[key] ?? []))]
  const written = values[0] ?? ''
  return has
    .sort((a, b) => editDistance(written, a, 99) - editDistance(written, b, 99))
    .slice(0, 5)
    .map((it) => ({ title: `Select \`${key}: ${it}\``, safe: false, edits: [replaceScalar(value, it)] }))
}
