import { scalar } from '../syntax/node.ts'
import { checkAtMostAll, checkPodCount, type PodCount, podCountAt } from './amounts.ts'
import { field, isSet, mapAt, numberAt, textAt } from './at.ts'
import { removal } from './fixes.ts'
import { type Here, type Rows, row } from './row.ts'

const BOTH_WHY =
  'During an update pods go before new ones come, or come before old ones go. With neither allowed nothing could ever change.'

/** How Deployments and DaemonSets replace their pods. */
export const rollouts: Rows = {
  DeploymentSpec: [
    row(
      'WRK7',
      'A pod counts as available only after `minReadySeconds`, so a rollout that had no more time than that would always be given up. Without a deadline there are 600 seconds.',
      (here, say) => {
        const ready = numberAt(here, 'minReadySeconds') ?? 0
        const at = field(here, 'progressDeadlineSeconds')
        const deadline = isSet(at) ? numberAt(here, 'progressDeadlineSeconds') : 600
        if (deadline === undefined || deadline > ready) return
        const mark = isSet(at) ? at : field(here, 'minReadySeconds')
        say.invalid(mark, `the deadline of ${deadline} seconds must be longer than \`minReadySeconds\`, ${ready}`, {
          path: at.path,
        })
      },
    ),
  ],
  DeploymentStrategy: [
    row('WRK12', '`Recreate` ends all old pods before it makes new ones: there is nothing to roll.', (here, say) => {
      const at = field(here, 'rollingUpdate')
      if (textAt(here, 'type') === 'Recreate' && isSet(at))
        say.forbidden(at, '`rollingUpdate` has no place beside `type: Recreate`', {
          fixes: removal(here, 'rollingUpdate'),
        })
    }),
    row('WRK14', 'Numbers of pods are whole numbers without quotes, or whole percentages.', (here, say) => {
      for (const it of countsOf(here, '25%', '25%')) checkPodCount(it, say)
    }),
    row('WRK15', 'More pods than all cannot be unavailable.', (here, say) => {
      checkAtMostAll(countsOf(here, '25%', '25%')[0], say)
    }),
    row('WRK13', BOTH_WHY, (here, say) => {
      const [unavailable, surge] = countsOf(here, '25%', '25%')
      if (unavailable && surge && unavailable.value === 0 && surge.value === 0)
        say.invalid(unavailable.at, '`maxUnavailable` and `maxSurge` cannot both be 0')
    }),
  ],
  DaemonSetUpdateStrategy: [
    row('WRK14', 'Numbers of pods are whole numbers without quotes, or whole percentages.', (here, say) => {
      for (const it of countsOf(here, 1, 0)) checkPodCount(it, say)
    }),
    row('WRK15', 'More pods than all there are not.', (here, say) => {
      for (const it of countsOf(here, 1, 0)) checkAtMostAll(it, say)
    }),
    row(
      'WRK16',
      'A node gets its new pod before the old one goes (`maxSurge`) or after (`maxUnavailable`, 1 unless it is said): exactly one of the two is not 0.',
      (here, say) => {
        const [unavailable, surge] = countsOf(here, 1, 0)
        if (!unavailable || !surge) return
        if (unavailable.value !== 0 && surge.value !== 0)
          say.invalid(surge.at, '`maxSurge` needs `maxUnavailable: 0` beside it; without it that is 1')
        else if (unavailable.value === 0 && surge.value === 0)
          say.required(unavailable.at, '`maxUnavailable` cannot be 0 while `maxSurge` is 0')
      },
    ),
  ],
  DaemonSet: [
    row(
      'WRK29',
      'An old annotation counts the changes of the template; the server reads it as a number.',
      (here, say) => {
        for (const it of mapAt(field(here, 'metadata'), 'annotations')) {
          const value = it.node ? scalar(it.node) : ''
          if (it.name !== GENERATION || typeof value !== 'string') continue
          if (!isInt64(value)) say.invalid(it, `\`${value}\` is no whole number`)
        }
      },
    ),
  ],
}

const GENERATION = 'deprecated.daemonset.template.generation'

function isInt64(text: string): boolean {
  if (!/^[+-]?[0-9]{1,400}$/.test(text)) return false
  const value = BigInt(text.replace(/^\+/, ''))
  return value >= -(2n ** 63n) && value < 2n ** 63n
}

/** `maxUnavailable` and `maxSurge` of a strategy that looks at them. */
function countsOf(
  strategy: Here,
  unavailable: number | string,
  surge: number | string,
): readonly (PodCount | undefined)[] {
  const type = textAt(strategy, 'type')
  if (type ? type !== 'RollingUpdate' : isSet(field(strategy, 'type')) && type === undefined) return []
  const rolling = field(strategy, 'rollingUpdate')
  return [podCountAt(rolling, 'maxUnavailable', unavailable), podCountAt(rolling, 'maxSurge', surge)]
}
