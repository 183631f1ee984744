import { containersOf, withPods } from '../model/pods.ts'
import { replaceNode } from '../syntax/edits.ts'
import { at, isNull, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const probeTimeoutExceedsPeriod: Rule = {
  id: 'probe-timeout-exceeds-period',
  severity: 'info',
  summary: 'Let a probe wait no longer for an answer than until it asks again.',
  why: `
The kubelet asks one question at a time. With a \`timeoutSeconds\` above \`periodSeconds\` the next one waits for the
last, and three failures take three timeouts, not three periods: a pod that hangs keeps its traffic several times as
long as the manifest seems to say.
`,
  falseAlarms: 'Somebody who knows that the timeout is what counts then.',
  kinds: withPods,
  profiles: ['reliability'],
  notes: ['probe-timeoutseconds', 'probe-periodseconds'],

  check(resource, report) {
    for (const { node } of containersOf(resource)) {
      for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
        const probe = at(node, name)
        const place = at(probe, 'timeoutSeconds')
        const timeout = scalar(place)
        const period = isNull(at(probe, 'periodSeconds')) ? 10 : scalar(at(probe, 'periodSeconds'))
        if (!place || typeof timeout !== 'number' || typeof period !== 'number' || timeout <= period || period < 1)
          continue
        report({
          at: place,
          message: `the probe waits up to ${timeout} seconds for an answer and would ask every ${period}: the next question waits for the last`,
          fixes: () => [{ title: `Wait ${period} seconds`, safe: false, edits: [replaceNode(place, String(period))] }],
        })
      }
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
      image: web:1.4.0
      livenessProbe:
        tcpSocket: {port: 8080}
        timeoutSeconds: 30
        #               ^^ the probe waits up to 30 seconds for an answer and would ask every 10: the next question waits for the last
      readinessProbe:
        tcpSocket: {port: 8080}
        periodSeconds: 2
        timeoutSeconds: 3
        #               ^ the probe waits up to 3 seconds for an answer and would ask every 2: the next question waits for the last
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      livenessProbe:
        tcpSocket: {port: 8080}
        timeoutSeconds: 10
      readinessProbe:
        tcpSocket: {port: 8080}
        periodSeconds: 2
        timeoutSeconds: 2
`,
    },
    {
      title: 'As long as the period',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      livenessProbe:
        tcpSocket: {port: 8080}
        timeoutSeconds: 10
      readinessProbe:
        tcpSocket: {port: 8080}
        periodSeconds: 2
`,
    },
  ],
}
