import { amountOf } from '../schema/quantity.ts'
import { listed } from '../text/nearest.ts'
import { type At, field, isSet, numberAt, textAt } from './at.ts'
import { checkSegment } from './autoscalers.ts'
import { change, removal } from './fixes.ts'
import { dnsLabel } from './names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'

const SHARE_WHY = 'What pods use is compared with what they ask for, in percent, or with an amount: one of both.'

/** What an autoscaler goes by. */
export const autoscalerMetrics: Rows = {
  MetricSpec: [
    row(
      'HPA4',
      'A metric has a type and the block of that name, and no other: each type is described in its own way.',
      checkBlocks,
    ),
  ],
  MetricTarget: [
    row(
      'HPA7',
      'A target is a share of what pods ask for, an amount, or an amount for each pod; all above zero.',
      checkTarget,
    ),
  ],
  ResourceMetricSource: [row('HPA5', SHARE_WHY, shareOrAmount)],
  ContainerResourceMetricSource: [
    row('HPA5', SHARE_WHY, shareOrAmount),
    row('HPA5', 'Containers are named by one label of DNS.', (here, say) => {
      const name = textAt(here, 'container')
      const fault = name ? dnsLabel(name) : undefined
      if (fault !== undefined) say.invalid(field(here, 'container'), `\`${name}\` ${fault}`)
    }),
  ],
  PodsMetricSource: [
    row('HPA6', 'A metric of pods is measured for each of them, so the target is an average.', (here, say) => {
      const target = field(here, 'target')
      if (!has(target, 'averageValue'))
        say.required(field(target, 'averageValue'), 'a metric of pods needs `averageValue`')
    }),
  ],
  ObjectMetricSource: [
    row('HPA6', 'A metric of an object aims at a value, or at a value for each pod.', (here, say) => {
      const target = field(here, 'target')
      if (!has(target, 'value') && !has(target, 'averageValue'))
        say.required(field(target, 'averageValue'), 'a metric of an object needs `value` or `averageValue`')
    }),
  ],
  ExternalMetricSource: [
    row('HPA6', 'A metric from elsewhere aims at a value or at a value for each pod, one of both.', (here, say) => {
      const target = field(here, 'target')
      const hasValue = has(target, 'value')
      const hasAverage = has(target, 'averageValue')
      if (!hasValue && !hasAverage)
        say.required(field(target, 'averageValue'), 'an external metric needs `value` or `averageValue`')
      if (hasValue && hasAverage)
        say.forbidden(field(target, 'value'), '`value` cannot stand beside `averageValue`: give one of them', {
          fixes: removal(target, 'value'),
        })
    }),
  ],
  MetricIdentifier: [
    row('HPA6', 'The name of a metric becomes a part of a URL.', (here, say) => checkSegment(here, 'name', say)),
  ],
}

const BLOCKS: Readonly<Record<string, string>> = {
  Object: 'object',
  External: 'external',
  Pods: 'pods',
  Resource: 'resource',
  ContainerResource: 'containerResource',
}

function checkBlocks(here: Here, say: Say): void {
  const type = textAt(here, 'type') ?? ''
  if (isSet(field(here, 'type')) && textAt(here, 'type') === undefined) return
  const wanted = Object.hasOwn(BLOCKS, type) ? BLOCKS[type] : undefined
  const present = Object.values(BLOCKS).filter((it) => isSet(field(here, it)))
  if (wanted !== undefined && !present.includes(wanted))
    say.required(field(here, wanted), `a metric of type \`${type}\` needs \`${wanted}\``)
  if (present.length < 2) return
  for (const it of present)
    if (it !== wanted)
      say.forbidden(field(here, it), `a metric of type \`${type}\` cannot have \`${it}\``, { fixes: removal(here, it) })
}

const TARGETS = ['Utilization', 'Value', 'AverageValue']

function checkTarget(here: Here, say: Say): void {
  const type = textAt(here, 'type')
  if (type && !TARGETS.includes(type))
    say.invalid(field(here, 'type'), `there is no target \`${type}\`; there are ${listed(TARGETS)}`, {
      fixes: change(here, 'type', ...alike(type, TARGETS)),
    })
  for (const it of ['value', 'averageValue']) {
    const amount = amountOf(field(here, it).node)
    if (amount && amount.nano <= 0n) say.invalid(field(here, it), `\`${it}\` must be more than 0, not ${amount.text}`)
  }
  const share = numberAt(here, 'averageUtilization')
  if (share !== undefined && share < 1)
    say.invalid(field(here, 'averageUtilization'), `\`averageUtilization\` must be at least 1, not ${share}`, {
      fixes: change(here, 'averageUtilization', 1),
    })
}

function alike(text: string, all: readonly string[]): readonly string[] {
  const same = all.filter((it) => it.toLowerCase() === text.toLowerCase())
  return same.length > 0 ? same : all
}

function shareOrAmount(here: At, say: Say): void {
  const target = field(here, 'target')
  const hasShare = has(target, 'averageUtilization')
  const hasAmount = has(target, 'averageValue')
  if (!hasShare && !hasAmount)
    say.required(field(target, 'averageUtilization'), 'the target needs `averageUtilization` or `averageValue`')
  if (hasShare && hasAmount)
    say.forbidden(field(target, 'averageValue'), '`averageValue` cannot stand beside `averageUtilization`: give one', {
      fixes: removal(target, 'averageValue'),
    })
}

function has(target: At, name: string): boolean {
  return isSet(field(target, name))
}
