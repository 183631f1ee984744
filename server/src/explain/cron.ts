import { at, isNull, scalar, stringAt } from '../syntax/node.ts'
import { readSchedule } from './cron-fields.ts'
import { scheduleInWords } from './cron-words.ts'
import type { Explainer, Question } from './explainer.ts'
import { follows, word } from './values.ts'

/**
 * When a CronJob runs, and what happens when a run is due while the one before still goes on.
 * https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export const cron: Explainer = {
  id: 'cron',
  explain({ resource, path }) {
    if (resource.group !== 'batch' || resource.kind !== 'CronJob') return undefined
    const spec = at(resource.node, 'spec')
    if (follows(path, 'spec.concurrencyPolicy')) return overlap(word(at(spec, 'concurrencyPolicy'), 'Allow'))
    if (!follows(path, 'spec.schedule') && !follows(path, 'spec.timeZone')) return undefined
    const schedule = stringAt(spec, 'schedule')
    const zone = zoneOf(spec)
    const when = schedule === undefined || zone === undefined ? undefined : runs(schedule.trim(), zone)
    if (when === undefined || path.at(-1) === 'timeZone') return when
    const suspended = scalar(at(spec, 'suspend')) === true ? ' But `suspend: true` holds every run back.' : ''
    const policy = word(at(spec, 'concurrencyPolicy'), 'Allow')
    return `${when}${suspended || (policy === 'Allow' ? '' : ` ${overlap(policy) ?? ''}`)}`.trim()
  },
}

const MACROS: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
])

function runs(text: string, zone: string): string | undefined {
  const every = /^@every ((?:\d+h)?(?:\d+m)?(?:\d+s)?)$/.exec(text)?.[1]
  if (every) return `Runs every \`${every}\`.`
  const macro = MACROS.get(text)
  const fields = (macro ?? text).split(/\s+/)
  if (text !== '' && !text.startsWith('@') && fields.length !== 5) {
    return `A schedule has five fields (minute, hour, day of the month, month, day of the week); this one has ${fields.length}.`
  }
  const schedule = readSchedule(fields)
  const words = schedule && scheduleInWords(schedule)
  return words && `Runs ${words.text}${words.clock ? `, ${zone}` : ''}.${words.remark}`
}

/** By whose clock; `undefined` if the name cannot be right. */
function zoneOf(spec: Question['node']): string | undefined {
  const zone = at(spec, 'timeZone')
  if (isNull(zone)) return 'by the clock of the controller manager, usually UTC, as no `timeZone` is set'
  const name = scalar(zone)
  return typeof name === 'string' && /^[A-Za-z0-9_+/-]+$/.test(name) ? `in the time zone ${name}` : undefined
}

function overlap(policy: string | undefined): string | undefined {
  switch (policy) {
    case 'Allow':
      return 'A run that is due while the one before still goes on starts all the same: both run side by side.'
    case 'Forbid':
      return 'A run that is due while the one before still goes on is left out.'
    case 'Replace':
      return 'A run that is due while the one before still goes on replaces it: the older one is stopped.'
    default:
      return undefined
  }
}
