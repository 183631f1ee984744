import { containerPlace, probeOf, probePort, servingContainers, tcpPorts } from '../model/containers.ts'
import { fieldPath } from '../model/field-path.ts'
import { withPods } from '../model/pods.ts'
import { get } from '../model/typed.ts'
import { putEntries } from '../syntax/edits.ts'
import { isNull } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const missingLivenessProbe: Rule = {
  id: 'missing-liveness-probe',
  severity: 'info',
  summary: 'Think about a liveness probe for containers that can hang.',
  why: `
A process that ends is restarted anyway. A liveness probe is for the one that hangs: it runs, answers nobody, and nothing
else would ever end it.

It is off by default, because a careless one does more harm than none. It must ask for the process alone: one that asks
for the database restarts every pod as soon as the database is slow, which makes a small outage a large one. And it has
to be more patient than the readiness probe, so that a pod under load first loses its traffic and only then its life.
`,
  falseAlarms: 'Programs that end by themselves when they are stuck, which is the better way.',
  kinds: withPods,
  optional: true,
  opinion: true,
  notes: ['liveness-probe'],

  check(resource, report) {
    for (const container of servingContainers(resource)) {
      const { node, title } = container
      if (!isNull(get(node, 'livenessProbe'))) continue
      report({
        at: containerPlace(container),
        message: `\`${title}\` has no liveness probe: if it hangs, nothing restarts it`,
        path: `${fieldPath(node, resource)}.livenessProbe`,
        fixes: () => {
          const port = probePort(tcpPorts(node))
          const probe = port && `${probeOf(port, '/')}\nperiodSeconds: 10\ntimeoutSeconds: 2\nfailureThreshold: 6`
          const edit = probe ? putEntries(node, [], [['livenessProbe', probe]]) : undefined
          return port && edit
            ? [{ title: `Add a liveness probe of port ${port.name ?? port.number}`, safe: false, edits: [edit] }]
            : []
        },
      })
    }
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      #     ^^^ \`web\` has no liveness probe: if it hangs, nothing restarts it
      image: nginx:1.29.3
      ports:
        - name: https
          containerPort: 8443
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      ports:
        - name: https
          containerPort: 8443
      livenessProbe:
        httpGet:
          path: /
          port: https
          scheme: HTTPS
        periodSeconds: 10
        timeoutSeconds: 2
        failureThreshold: 6
`,
    },
    {
      title: 'A worker has no port to ask: there is no fix for it',
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: worker
spec:
  containers:
    - name: worker
      #     ^^^^^^ \`worker\` has no liveness probe: if it hangs, nothing restarts it
      image: worker:1.0
`,
    },
    {
      title: 'What ends by itself needs none: Jobs, init containers, pods that do not restart',
      good: `
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
              image: report:2.1
---
apiVersion: v1
kind: Pod
metadata:
  name: once
spec:
  restartPolicy: Never
  containers:
    - name: once
      image: once:1.0
`,
    },
  ],
}
