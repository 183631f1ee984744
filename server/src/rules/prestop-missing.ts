import { containerPlace, servingContainers, servingPorts } from '../model/containers.ts'
import { fieldPath } from '../model/field-path.ts'
import { putEntries } from '../syntax/edits.ts'
import { at, isNull } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const prestopMissing: Rule = {
  id: 'prestop-missing',
  severity: 'info',
  summary: 'Let a pod that ends wait until nobody sends it requests any more.',
  why: `
When a pod is to end, two things start at once: its program gets \`SIGTERM\`, and its address is taken out of the
Services, which takes every node and every load balancer a few seconds. A program that stops listening at once is
asked in between, and answers nobody: a handful of errors at each deploy.

A pause of some seconds in \`preStop\` closes the gap. A program that goes on answering for a while after \`SIGTERM\`
needs none.
`,
  falseAlarms: 'Programs that take their time by themselves; clients that try again.',
  kinds: ['apps/Deployment', 'apps/StatefulSet'],
  optional: true,
  profiles: ['reliability'],
  opinion: true,
  notes: ['container-lifecycle', 'lifecyclehandler-sleep', 'podspec-terminationgraceperiodseconds'],

  check(resource, report) {
    for (const container of servingContainers(resource)) {
      const { node, title } = container
      if (servingPorts(node).length === 0 || !isNull(at(node, 'lifecycle', 'preStop'))) continue
      report({
        at: containerPlace(container),
        path: `${fieldPath(node, resource)}.lifecycle.preStop`,
        message: `\`${title}\` is told to end while requests still come in; let it wait some seconds in \`preStop\``,
        fixes: () => {
          const edit = putEntries(node, ['lifecycle', 'preStop', 'sleep'], [['seconds', '5']])
          return edit ? [{ title: 'Wait five seconds', safe: false, edits: [edit] }] : []
        },
      })
    }
  },

  examples: [
    {
      bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
        #       ^^^ \`web\` is told to end while requests still come in; let it wait some seconds in \`preStop\`
          image: web:1.4.0
          ports: [{name: http, containerPort: 8080}]
`,
      fixed: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: web:1.4.0
          ports: [{name: http, containerPort: 8080}]
          lifecycle:
            preStop:
              sleep:
                seconds: 5
`,
    },
    {
      title: 'A pause, and a worker, whom nobody asks',
      good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          image: web:1.4.0
          ports: [{name: http, containerPort: 8080}]
          lifecycle:
            preStop:
              sleep: {seconds: 5}
        - name: worker
          image: worker:1.0.0
          ports: [{name: metrics, containerPort: 9090}]
`,
    },
  ],
}
