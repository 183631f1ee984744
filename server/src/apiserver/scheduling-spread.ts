import { type At, field, isSet, listAt, mapAt, markOf, numberAt, textAt, textsAt } from './at.ts'
import { removal } from './fixes.ts'
import { type Extra, type Rows, row, type Say } from './row.ts'
import { checkKeys, inBoth, keysOfSelector, repeatedKeys, sayRepeated } from './scheduling-pods.ts'

/** How pods are spread, and what a Pod's own labels add to its selectors of others. */
export const schedulingSpread: Rows = {
  TopologySpreadConstraint: [
    row(
      'PSP16',
      'How many more pods one place may have than another: with 0 no pod could ever go anywhere.',
      (here, say) => positive(here, 'maxSkew', say),
    ),
    row(
      'PSP20',
      'Places count as empty while there are fewer than this, which can only hold pods back; with `ScheduleAnyway` nothing is held back.',
      (here, say) => {
        positive(here, 'minDomains', say)
        const action = textAt(here, 'whenUnsatisfiable') ?? ''
        const at = field(here, 'minDomains')
        if (isSet(at) && action !== 'DoNotSchedule')
          say.invalid(at, '`minDomains` needs `whenUnsatisfiable: DoNotSchedule`', {
            fixes: removal(here, 'minDomains'),
          })
      },
    ),
    row(
      'PSP21',
      'The server adds these keys with the value that the pod has to `labelSelector`, which must be there and not ask for them itself.',
      (here, say) => {
        checkKeys(here, 'matchLabelKeys', {}, say)
        for (const it of repeatedKeys(here, NO_LABELS)) sayRepeated(here, it, MERGED, say)
        const keys = new Set(keysOfSelector(field(here, 'labelSelector')))
        for (const it of textsAt(here, 'matchLabelKeys'))
          if (keys.has(it.text)) say.invalid(it, inBoth(it.text), { versions: { below: 34 } })
      },
    ),
  ],
  PodSpec: [
    row('PSP19', 'Two constraints for the same places that do the same would only contradict each other.', checkPairs),
  ],
  Pod: [
    row(
      'PSP15',
      'The server adds the keys in `matchLabelKeys` with the values that the Pod has to `labelSelector`; a key that stands there already would be asked for twice.',
      (here, say) => {
        const labels = labelsOf(here)
        for (const it of termsOf(field(field(here, 'spec'), 'affinity')))
          checkMerged(it, labels, { versions: { from: 31 } }, say)
      },
    ),
    row(
      'PSP21',
      'The server adds the keys in `matchLabelKeys` with the values that the Pod has to `labelSelector`; a key that stands there already would be asked for twice.',
      (here, say) => {
        const labels = labelsOf(here)
        for (const it of listAt(field(here, 'spec'), 'topologySpreadConstraints')) checkMerged(it, labels, MERGED, say)
      },
    ),
  ],
}

const NO_LABELS: ReadonlySet<string> = new Set()
/** Before that the server adds nothing here, and asks only that keys are not in both. */
const MERGED: Extra = { versions: { from: 34 } }

function positive(here: At, name: string, say: Say): void {
  const value = numberAt(here, name)
  if (value !== undefined && value < 1) say.invalid(field(here, name), `\`${name}\` must be at least 1, not ${value}`)
}

function checkPairs(spec: At, say: Say): void {
  const all = listAt(spec, 'topologySpreadConstraints')
  const last = new Map(all.map((it, index) => [pairOf(it), index]))
  for (const [index, it] of all.entries()) {
    const later = last.get(pairOf(it))
    const other = later === undefined || later === index ? undefined : all[later]
    if (!other) continue
    const key = textAt(it, 'topologyKey') ?? ''
    const action = textAt(it, 'whenUnsatisfiable') ?? ''
    say.duplicate(field(it, 'topologyKey'), `there is another constraint for \`${key}\` that says \`${action}\``, {
      path: `${it.path}.{topologyKey, whenUnsatisfiable}`,
      related: [{ ...markOf(field(other, 'topologyKey')), message: 'the other one' }],
    })
  }
}

function pairOf(constraint: At): string {
  return JSON.stringify([textAt(constraint, 'topologyKey') ?? '', textAt(constraint, 'whenUnsatisfiable') ?? ''])
}

function labelsOf(pod: At): ReadonlySet<string> {
  return new Set(mapAt(field(pod, 'metadata'), 'labels').map((it) => it.name))
}

/** The terms of affinities to other pods. */
function termsOf(affinity: At): readonly At[] {
  return ['podAffinity', 'podAntiAffinity'].flatMap((it) => {
    const of = field(affinity, it)
    return [
      ...listAt(of, 'requiredDuringSchedulingIgnoredDuringExecution'),
      ...listAt(of, 'preferredDuringSchedulingIgnoredDuringExecution').map((one) => field(one, 'podAffinityTerm')),
    ]
  })
}

/** What is said of the term itself is not said again. */
function checkMerged(here: At, labels: ReadonlySet<string>, extra: Extra, say: Say): void {
  const said = new Set(repeatedKeys(here, NO_LABELS).map((it) => it.text))
  for (const it of repeatedKeys(here, labels)) if (!said.has(it.text)) sayRepeated(here, it, extra, say)
}
