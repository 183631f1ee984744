import { containersOf, withPods } from '../model/pods.ts'
import { each, get } from '../model/typed.ts'
import { scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const privilegedPort: Rule = {
  id: 'privileged-port',
  severity: 'info',
  summary: 'Let programs listen on ports from 1024 on.',
  why: `
Ports below 1024 belong to root, or to who has the capability \`NET_BIND_SERVICE\`. A program that listens on 8080
needs neither, and nobody notices: the Service has port 80 all the same, with \`targetPort: 8080\`.
`,
  falseAlarms: 'Images that listen where they do, and runtimes that open low ports to everybody, as most do by now.',
  kinds: withPods,
  optional: true,
  opinion: true,
  notes: ['container-ports', 'capabilities-add-net-bind-service'],

  check(resource, report) {
    for (const { node } of containersOf(resource)) {
      for (const port of each(get(node, 'ports'))) {
        const place = get(port, 'containerPort')
        const number = scalar(place)
        if (!place || typeof number !== 'number' || number < 1 || number >= 1024) continue
        report({ at: place, message: `ports below 1024 want a right that ${8000 + number} would not` })
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
      ports:
        - containerPort: 80
        #                ^^ ports below 1024 want a right that 8080 would not
`,
    },
    {
      title: 'A port for everybody',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      ports:
        - containerPort: 1024
`,
    },
  ],
}
