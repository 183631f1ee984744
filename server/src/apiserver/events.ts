import { type At, field, isFilled, isSet, numberAt, textAt } from './at.ts'
import { qualifiedName } from './names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'

/** What happened to objects. https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/ */
export const events: Rows = {
  Event: [
    row('EVE1', 'An event with a time tells who reports it, from where, what was done and why.', (here, say) => {
      if (!isSet(field(here, 'eventTime'))) return
      const reporter = isNew(here) ? 'reportingController' : 'reportingComponent'
      const name = textAt(here, reporter)
      const fault = name ? qualifiedName(name) : undefined
      if (fault !== undefined) say.invalid(field(here, reporter), `\`${name}\` ${fault}`)
      for (const it of [reporter, 'reportingInstance', 'action', 'reason']) {
        if (isMissing(here, it)) say.required(field(here, it), `an event with \`eventTime\` needs \`${it}\``)
        else if (it !== reporter) short(here, it, 128, it, say)
      }
      const note = isNew(here) ? 'note' : 'message'
      short(here, note, 1024, 'message', say)
    }),
    row(
      'EVE2',
      'What is deprecated in this version of the API must be left out, and an event is normal or a warning.',
      (here, say) => {
        if (!isNew(here)) return
        const type = textAt(here, 'type')
        if (type && type !== 'Normal' && type !== 'Warning')
          say.invalid(field(here, 'type'), `\`${type}\` is neither \`Normal\` nor \`Warning\``)
        for (const [name, path] of OLD) {
          const at = field(here, name)
          if (isFilled(at) && numberAt(here, name) !== 0) say.invalid(at, `\`${name}\` must be left out`, { path })
        }
        const series = field(here, 'series')
        const count = numberAt(series, 'count') ?? 0
        if (isSet(series) && isSet(field(series, 'count')) && count < 2)
          say.invalid(field(series, 'count'), 'a series has two events at least')
      },
    ),
  ],
}

/** As they are called in the core group. */
const OLD = [
  ['deprecatedCount', 'count'],
  ['deprecatedFirstTimestamp', 'firstTimestamp'],
  ['deprecatedLastTimestamp', 'lastTimestamp'],
  ['deprecatedSource', 'source'],
] as const

function isNew({ apiVersion }: Here): boolean {
  return apiVersion.startsWith('events.k8s.io/')
}

function isMissing(here: At, name: string): boolean {
  return !isSet(field(here, name)) || textAt(here, name) === ''
}

function short(here: At, name: string, most: number, path: string, say: Say): void {
  const length = textAt(here, name)?.length ?? 0
  if (length > most)
    say.invalid(field(here, name), `\`${name}\` has ${length} characters; ${most} are the most`, { path })
}
