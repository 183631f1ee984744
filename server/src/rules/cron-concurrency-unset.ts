import { jobSpecOf } from '../model/jobs.ts'
import { putEntries } from '../syntax/edits.ts'
import { at, isNull } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const cronConcurrencyUnset: Rule = {
  id: 'cron-concurrency-unset',
  severity: 'info',
  summary: 'Say what happens when a run is due while the one before goes on.',
  why: `
Unless you say otherwise both run, and the next one too. The day on which the database is slow is the day on which six
backups read it at the same time, each slowed down by the others.

\`Forbid\` leaves the new run out, \`Replace\` ends the old one. \`Allow\` is the default; written down it shows that
somebody thought of it.
`,
  falseAlarms: 'Runs that have nothing to do with each other.',
  kinds: ['batch/CronJob'],
  optional: true,
  profiles: ['reliability'],
  notes: ['cronjob', 'cronjobspec-concurrencypolicy-forbid', 'cronjobspec-concurrencypolicy-replace'],

  check(resource, report) {
    const spec = at(resource.node, 'spec')
    const schedule = at(spec, 'schedule')
    if (!spec || !schedule || !jobSpecOf(resource) || !isNull(at(spec, 'concurrencyPolicy'))) return
    report({
      at: schedule,
      path: 'spec.concurrencyPolicy',
      message: 'a run that takes too long gets the next one beside it: there is no `concurrencyPolicy`',
      fixes: () =>
        CHOICES.flatMap(([policy, outcome]) => {
          const edit = putEntries(spec, [], [['concurrencyPolicy', policy]])
          return edit ? [{ title: `${outcome}: concurrencyPolicy: ${policy}`, safe: false, edits: [edit] }] : []
        }),
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
  schedule: 15 2 * * *
  #         ^^^^^^^^^^ a run that takes too long gets the next one beside it: there is no \`concurrencyPolicy\`
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: report
              image: report:2.1.0
              resources: {requests: {cpu: 100m, memory: 128Mi}}
`,
      fixed: `
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: 15 2 * * *
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: report
              image: report:2.1.0
              resources: {requests: {cpu: 100m, memory: 128Mi}}
  concurrencyPolicy: Forbid
`,
    },
    {
      title: 'Any of the three',
      good: `
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: 15 2 * * *
  concurrencyPolicy: Allow
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
  ],
}

/** What it is now comes last: it is no more than a word about it. */
const CHOICES = [
  ['Forbid', 'Leave the new run out'],
  ['Replace', 'End the old run'],
  ['Allow', 'Let both run, as now'],
] as const
