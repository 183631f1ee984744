import { jobSpecOf } from '../model/jobs.ts'
import { podSpecOf } from '../model/pods.ts'
import { putEntries } from '../syntax/edits.ts'
import { at, isNull } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const jobNoLimits: Rule = {
  id: 'job-no-limits',
  severity: 'info',
  summary: 'Give every Job a time by which it has to be done.',
  why: `
A Job that fails is tried again some times and then given up. One that hangs, on a lock or on a connection that nobody
answers, is never given up: it goes on for days, and under \`concurrencyPolicy: Forbid\` no later run of its CronJob
starts. The backup that everybody takes for granted stopped three weeks ago, and no alarm said so, for nothing failed.

\`activeDeadlineSeconds\` ends it and makes it a failure. Three times the usual duration is a good start.
`,
  falseAlarms: 'Jobs that may take as long as they like.',
  kinds: ['batch/Job', 'batch/CronJob'],
  optional: true,
  profiles: ['reliability'],
  notes: ['job', 'jobspec-activedeadlineseconds'],

  check(resource, report) {
    const spec = jobSpecOf(resource)
    if (!spec || !isNull(at(spec, 'activeDeadlineSeconds'))) return
    if (!isNull(at(podSpecOf(resource), 'activeDeadlineSeconds'))) return
    report({
      at: at(resource.node, 'metadata', 'name') ?? resource.node,
      path: resource.kind === 'CronJob' ? 'spec.jobTemplate.spec.activeDeadlineSeconds' : 'spec.activeDeadlineSeconds',
      message: 'if this Job hangs, nothing ends it: it has no `activeDeadlineSeconds`',
      fixes: () => {
        const edit = putEntries(spec, [], [['activeDeadlineSeconds', '3600']])
        return edit ? [{ title: 'End it after an hour', safe: false, edits: [edit] }] : []
      },
    })
  },

  examples: [
    {
      bad: `
apiVersion: batch/v1
kind: CronJob
metadata:
  name: backup
  #     ^^^^^^ if this Job hangs, nothing ends it: it has no \`activeDeadlineSeconds\`
spec:
  schedule: 15 2 * * *
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: 2
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: backup
              image: backup:3.2.0
              resources: {requests: {cpu: 100m, memory: 128Mi}}
`,
      fixed: `
apiVersion: batch/v1
kind: CronJob
metadata:
  name: backup
spec:
  schedule: 15 2 * * *
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: 2
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: backup
              image: backup:3.2.0
              resources: {requests: {cpu: 100m, memory: 128Mi}}
      activeDeadlineSeconds: 3600
`,
    },
    {
      title: 'Of the Job, or of each pod',
      good: `
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  activeDeadlineSeconds: 600
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: web:1.4.0
---
apiVersion: batch/v1
kind: Job
metadata:
  name: import
spec:
  template:
    spec:
      activeDeadlineSeconds: 600
      restartPolicy: Never
      containers:
        - name: import
          image: web:1.4.0
`,
    },
  ],
}
