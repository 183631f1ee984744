import type { Fix } from '../problem.ts'
import { amountOf } from '../schema/quantity.ts'
import { putEntries } from '../syntax/edits.ts'
import { type At, aroundOf, countAt, field, isSet, listAt, numberAt, textAt } from './at.ts'
import { change } from './fixes.ts'
import { pathSegment } from './names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'

/** How many pods there are to be. https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/ */
export const autoscalers: Rows = {
  HorizontalPodAutoscalerSpec: [
    row(
      'HPA1',
      'An autoscaler needs an upper end, and it is not below the lower one, which is 1 if nothing is said.',
      checkMost,
    ),
    row(
      'HPA2',
      'With no pod at all there is nothing to measure, so one stays. Scaling to zero is a feature that is off by default.',
      checkLeast,
    ),
    row('HPA3', 'What is scaled is found by its group, kind and name.', (here, say) => {
      const target = field(here, 'scaleTargetRef')
      checkGroup(target, say)
    }),
    row('HPA7', 'A share of what the pods ask for; nothing and less than that cannot be aimed at.', (here, say) => {
      const share = numberAt(here, 'targetCPUUtilizationPercentage')
      // In autoscaling/v2 it is the first of the metrics.
      if (share !== undefined && share < 1)
        say.invalid(field(here, 'targetCPUUtilizationPercentage'), `the target must be at least 1, not ${share}`, {
          path: 'spec.metrics[0].resource.target.averageUtilization',
        })
    }),
  ],
  CrossVersionObjectReference: [
    row('HPA3', 'Kind and name become parts of a URL.', (here, say) => {
      for (const name of ['kind', 'name']) checkSegment(here, name, say)
    }),
  ],
  HPAScalingRules: [
    row('HPA8', 'How long the autoscaler remembers what it wanted before: an hour at most.', (here, say) =>
      within(here, 'stabilizationWindowSeconds', 0, 3600, say),
    ),
    row('HPA8', 'Policies limit how fast it goes; leave the list out to have the usual ones.', (here, say) => {
      const policies = field(here, 'policies')
      if (isSet(policies) && countAt(here, 'policies') === 0)
        say.required(policies, 'an empty list means no policy at all: leave it out, or give one')
    }),
    row('HPA8', 'So far off the target nothing is done yet; less than not at all cannot be.', (here, say) => {
      const at = field(here, 'tolerance')
      if ((amountOf(at.node)?.nano ?? 0n) < 0n)
        say.invalid(at, '`tolerance` cannot be negative', { versions: { from: 35 } })
    }),
  ],
  HPAScalingPolicy: [
    row(
      'HPA8',
      'A policy allows so many pods, or percent, within so many seconds, 30 minutes at most.',
      (here, say) => {
        within(here, 'value', 1, Number.POSITIVE_INFINITY, say)
        within(here, 'periodSeconds', 1, 1800, say)
      },
    ),
  ],
}

function checkMost(here: Here, say: Say): void {
  const at = field(here, 'maxReplicas')
  const most = isSet(at) ? numberAt(here, 'maxReplicas') : undefined
  const least = isSet(field(here, 'minReplicas')) ? numberAt(here, 'minReplicas') : 1
  // That there is none is said elsewhere.
  if (most === undefined) return
  if (most === 0)
    say.required(at, 'there must be room for a pod: 0 counts as missing', {
      fixes: change(here, 'maxReplicas', Math.max(1, least ?? 1)),
    })
  else if (most < 1) say.invalid(at, `there cannot be ${most} pods: 1 is the least`)
  else if (least !== undefined && most < least)
    say.invalid(at, `${most} is less than \`minReplicas\`, which is ${least}`, {
      fixes: change(here, 'maxReplicas', least),
    })
}

function checkLeast(here: Here, say: Say): void {
  const at = field(here, 'minReplicas')
  const least = numberAt(here, 'minReplicas')
  if (least === undefined || least >= 1) return
  say.invalid(at, `\`minReplicas\` must be at least 1, not ${least}`, { fixes: change(here, 'minReplicas', 1) })
  const types = listAt(here, 'metrics').map((it) => textAt(it, 'type'))
  if (least === 0 && !types.includes('Object') && !types.includes('External'))
    say.forbidden(field(here, 'metrics'), 'with no pod left only a metric from elsewhere could start the first one', {
      path: `${here.path}.metrics`,
      mark: at.node ? { from: at.node.from, to: at.node.to } : aroundOf(at),
    })
}

/** Older servers guess. */
function checkGroup(target: At, say: Say): void {
  const at = field(target, 'apiVersion')
  const version = textAt(target, 'apiVersion') ?? ''
  if (isSet(at) && textAt(target, 'apiVersion') === undefined) return
  const parts = version.split('/')
  const versions = { from: 34 }
  if (parts.length > 2) say.invalid(at, `\`${version}\` is no group and version`, { versions })
  else if ((parts.length === 1 || parts[0] === '') && textAt(target, 'kind') !== 'ReplicationController')
    say.invalid(at, 'the group is missing: write it as in the object itself, such as `apps/v1`', {
      versions,
      fixes: () => (APPS.includes(textAt(target, 'kind') ?? '') ? inApps(target) : []),
    })
}

function inApps(target: At): readonly Fix[] {
  if (isSet(field(target, 'apiVersion'))) return change(target, 'apiVersion', 'apps/v1')()
  const edit = target.node && putEntries(target.node, [], [['apiVersion', 'apps/v1']])
  return edit ? [{ title: 'Add apiVersion: apps/v1', safe: false, edits: [edit] }] : []
}

const APPS = ['Deployment', 'StatefulSet', 'ReplicaSet']

export function checkSegment(here: At, name: string, say: Say): void {
  const text = textAt(here, name)
  const fault = text ? pathSegment(text) : undefined
  if (fault !== undefined) say.invalid(field(here, name), `\`${text}\` ${fault}`)
}

function within(here: At, name: string, least: number, most: number, say: Say): void {
  const value = numberAt(here, name)
  if (value === undefined || (value >= least && value <= most)) return
  const bounds = most === Number.POSITIVE_INFINITY ? `at least ${least}` : `between ${least} and ${most}`
  say.invalid(field(here, name), `\`${name}\` must be ${bounds}, not ${value}`, {
    fixes: change(here, name, value < least ? least : most),
  })
}
