import { jobSpecOf } from '../model/jobs.ts'
import { putEntries } from '../syntax/edits.ts'
import { at, isNull } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const cronNoDeadline: Rule = {
  id: 'cron-no-deadline',
  severity: 'info',
  summary: 'Say until when a run that was missed may still start.',
  why: `
A run can be missed: the controller was down, or the one before still went on. Without \`startingDeadlineSeconds\` it
starts whenever that becomes possible, be it hours later in the middle of the day; and after more than a hundred
missed runs Kubernetes complains about each look at the clock, for it counts them all since the last run.

With it a run that is too late is left out, and only the misses within that time are counted. Keep it above ten
seconds: the controller looks no more often.
`,
  falseAlarms: 'Runs that must be made up for, however late.',
  kinds: ['batch/CronJob'],
  optional: true,
  profiles: ['reliability'],
  notes: ['cronjob', 'cronjobspec-startingdeadlineseconds'],

  check(resource, report) {
    const spec = at(resource.node, 'spec')
    const schedule = at(spec, 'schedule')
    if (!spec || !schedule || !jobSpecOf(resource) || !isNull(at(spec, 'startingDeadlineSeconds'))) return
    report({
      at: schedule,
      path: 'spec.startingDeadlineSeconds',
      message: 'a run that was missed starts however late it is: there is no `startingDeadlineSeconds`',
      fixes: () => {
        const edit = putEntries(spec, [], [['startingDeadlineSeconds', '300']])
        return edit ? [{ title: 'Leave it out after five minutes', safe: false, edits: [edit] }] : []
      },
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
  #         ^^^^^^^^^^ a run that was missed starts however late it is: there is no \`startingDeadlineSeconds\`
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
  startingDeadlineSeconds: 300
`,
    },
    {
      title: 'It says so; a patch, which leaves it to the rest',
      good: `
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: 15 2 * * *
  startingDeadlineSeconds: 3600
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: report
              image: report:2.1.0
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: backup
spec:
  schedule: 15 3 * * *
`,
    },
  ],
}
