import { type Requirement, requirementsOf, requirementText, SET_BY_CONTROLLERS } from '../../model/labels.ts'
import { podMakers } from '../../model/pods.ts'
import { kindOf } from '../../model/references.ts'
import { selectedBy } from '../../model/selected.ts'
import { isAround, isAsWritten, type Seen } from '../../model/view.ts'
import type { Fix } from '../../problem.ts'
import { replaceScalar } from '../../syntax/edits.ts'
import { at, isNull } from '../../syntax/node.ts'
import { editDistance } from '../../text/nearest.ts'
import type { Rule } from '../rule.ts'

/**
 * The check of a rule about a selector, a field of `spec`, that fits no pod that the files make; `consequence` says what
 * comes of it. An empty selector means all pods.
 */
export function selectingNobody(field: string, consequence: string): NonNullable<Rule['checkAmong']> {
  return (resource, view, report) => {
    const selector = at(resource.node, 'spec', field)
    const wanted = selector && !isNull(selector) ? requirementsOf(selector) : undefined
    const { namespace } = resource
    if (!selector || !wanted || wanted.length === 0 || !isAsWritten(view) || !view.closed('/Pod', namespace)) return
    if (selectedBy(view, wanted).some((it) => isAround(it, namespace))) return
    const around = podMakers.flatMap((it) => view.all(it)).filter((it) => isAround(it, namespace))
    // Controllers of kinds that are defined here make pods of their own.
    if (view.all('apiextensions.k8s.io/CustomResourceDefinition').length > 0) return
    // Where there are no workloads at all, they are kept elsewhere.
    if (around.length === 0 || around.some(({ summary }) => mayFit(summary.podLabels ?? {}, wanted))) return
    const text = wanted.map((it) => `\`${requirementText(it)}\``).join(' and ')
    report({
      at: wanted.length === 1 ? (wanted[0]?.value ?? selector) : selector,
      path: `spec.${field}`,
      message: `no pod has the ${wanted.length === 1 ? 'label' : 'labels'} ${text}: ${consequence}`,
      absent: { kinds: podMakers.map(kindOf), namespace },
      fixes: () => nearValues(wanted, around),
    })
  }
}

/** A label that a controller or a tool adds later is no reason to say anything. */
function mayFit(labels: Readonly<Record<string, string>>, wanted: readonly Requirement[]): boolean {
  return wanted.every(({ key, operator, values }) => {
    if (operator !== 'In') return true
    const own = labels[key]
    return own === undefined ? SET_BY_CONTROLLERS.test(key) : values.includes(own) || /[${}<>]/.test(own)
  })
}

/** Values that pods have under the same key, the nearest first. */
function nearValues(wanted: readonly Requirement[], around: readonly Seen[]): readonly Fix[] {
  const [only] = wanted
  if (wanted.length !== 1 || !only?.value || only.from !== 'matchLabels') return []
  const { key, value, values } = only
  const has = [...new Set(around.flatMap(({ summary }) => summary.podLabels?.[key] ?? []))]
  const written = values[0] ?? ''
  return has
    .sort((a, b) => editDistance(written, a, 99) - editDistance(written, b, 99))
    .slice(0, 5)
    .map((it) => ({ title: `Select ${key}: ${it}`, safe: false, edits: [replaceScalar(value, it)] }))
}
