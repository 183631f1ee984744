import { faultOfSchedule } from '../apiserver/cron-schedule.ts'
import { at, stringAt } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const cronScheduleNever: Rule = {
  id: 'cron-schedule-never',
  severity: 'warning',
  summary: 'Choose a day that the month has.',
  why: `
\`0 0 31 2 *\` is a good schedule to the API server, and means the 31st of February. The job never runs, nothing
reports it, and \`kubectl get cronjobs\` shows a row like any other.

Where a day of the week is given beside the day of the month, either will do, so such a schedule does run.
`,
  falseAlarms: 'Jobs that are there only to be started by hand: `suspend: true` says so.',
  kinds: ['batch/CronJob'],
  notes: ['cronjob'],

  check({ node }, report) {
    const place = at(node, 'spec', 'schedule')
    const schedule = stringAt(node, 'spec', 'schedule')?.trim()
    if (!place || !schedule || faultOfSchedule(schedule) !== undefined) return
    const fields = schedule.replace(/^(CRON_)?TZ=\S+\s+/, '').split(/\s+/)
    const [, , days = '', months = '', weekdays = ''] = fields
    if (fields.length !== 5 || !/^[*?]$/.test(weekdays)) return
    const first = least(days)
    const wanted = numbers(months)
    if (first === undefined || !wanted || wanted.some((it) => first <= (LENGTHS[it] ?? 31))) return
    const names = wanted.map((it) => NAMES[it - 1]).join(' or ')
    report({
      at: place,
      message: `this never runs: ${names} ${wanted.length === 1 ? 'has' : 'have'} no day ${first}`,
    })
  },

  examples: [
    {
      bad: `
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "0 6 31 4,6 *"
  #         ^^^^^^^^^^^^^^ this never runs: April or June have no day 31
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: report
              image: report:2.1.0
`,
    },
    {
      title: 'In leap years, in other months too, or on a day of the week',
      good: `
apiVersion: batch/v1
kind: CronJob
metadata: {name: leap}
spec: {schedule: 0 0 29 2 *}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: some}
spec: {schedule: 0 0 31 * *}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: sunday}
spec: {schedule: 0 0 31 FEB SUN}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: days}
spec: {schedule: 0 0 1,31 2 *}
`,
    },
  ],
}

/** Days of the months that have fewer than 31. */
const LENGTHS: Readonly<Record<number, number>> = { 2: 29, 4: 30, 6: 30, 9: 30, 11: 30 }
const NAMES = 'January February March April May June July August September October November December'.split(' ')

/** The smallest of a list of numbers and spans; `undefined` where there is no telling. */
function least(field: string): number | undefined {
  const starts = field.split(',').map((it) => /^(\d+)(?:-\d+)?(?:\/\d+)?$/.exec(it)?.[1])
  return starts.every((it) => it !== undefined) ? Math.min(...starts.map(Number)) : undefined
}

/** The months of a list; `undefined` for spans and steps, which have a long one among them more often than not. */
function numbers(field: string): readonly number[] | undefined {
  const found = field.split(',').map((it) => {
    const named = NAMES.findIndex((name) => name.slice(0, 3).toLowerCase() === it.toLowerCase()) + 1
    return /^\d+$/.test(it) ? Number(it) : named
  })
  return found.every((it) => it > 0) ? found : undefined
}
