import { isHookJob, jobSpecOf } from '../model/jobs.ts'
import { putEntries } from '../syntax/edits.ts'
import { at, isNull } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const jobTtlUnset: Rule = {
  id: 'job-ttl-unset',
  severity: 'info',
  summary: 'Let Jobs that are done be taken away.',
  why: `
A Job and its pods stay when they are done, so that somebody can read the logs, and they stay for ever: after a year
of deploys there are thousands, every list is slow, and the next one of the same name cannot be applied, because the
template of a Job cannot change.

\`ttlSecondsAfterFinished\` takes it away after a while. The Jobs of a CronJob need none: it keeps the last few
itself.
`,
  falseAlarms:
    'Jobs that a tool deletes, such as hooks of Helm and Argo CD, which Purser leaves out; a Job that has to stay as a record.',
  kinds: ['batch/Job'],
  optional: true,
  profiles: ['reliability'],
  notes: ['jobspec-ttlsecondsafterfinished', 'job'],

  check(resource, report) {
    const spec = jobSpecOf(resource)
    if (!spec || !isNull(at(spec, 'ttlSecondsAfterFinished')) || isHookJob(resource)) return
    report({
      at: at(resource.node, 'metadata', 'name') ?? resource.node,
      path: 'spec.ttlSecondsAfterFinished',
      message: 'when it is done, this Job stays for ever: it has no `ttlSecondsAfterFinished`',
      fixes: () => {
        const edit = putEntries(spec, [], [['ttlSecondsAfterFinished', '86400']])
        return edit ? [{ title: 'Take it away after a day', safe: false, edits: [edit] }] : []
      },
    })
  },

  examples: [
    {
      bad: `
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
  #     ^^^^^^^ when it is done, this Job stays for ever: it has no \`ttlSecondsAfterFinished\`
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: web:1.4.0
          resources: {requests: {cpu: 100m, memory: 128Mi}}
`,
      fixed: `
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: web:1.4.0
          resources: {requests: {cpu: 100m, memory: 128Mi}}
  ttlSecondsAfterFinished: 86400
`,
    },
    {
      title: 'It says so; a hook, which Helm deletes; the Jobs of a CronJob',
      good: `
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  ttlSecondsAfterFinished: 0
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
  name: hook
  annotations:
    helm.sh/hook: post-install
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: web:1.4.0
---
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
`,
    },
  ],
}
