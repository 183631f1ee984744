import { servingContainers } from '../model/containers.ts'
import { removeEntry } from '../syntax/edits.ts'
import { entry, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const interactiveContainer: Rule = {
  id: 'interactive-container',
  severity: 'info',
  summary: 'Leave no terminal open in what runs by itself.',
  why: `
\`stdin\` and \`tty\` are for somebody who sits there. In a Deployment nobody does: programs that see a terminal
colour their logs, wait for an answer, or stay where they would have ended. Mostly the lines come from a copy of
something that was tried out.
`,
  falseAlarms: 'Images that end at once without a terminal, such as a shell that is kept for debugging.',
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet'],
  optional: true,
  notes: ['container-stdin'],

  check(resource, report) {
    for (const { node, title } of servingContainers(resource)) {
      for (const field of ['stdin', 'tty']) {
        const found = entry(node, field)
        if (!found?.value || found.merged || scalar(found.value) !== true) continue
        report({
          at: found.key,
          message: `\`${field}\` keeps a terminal open for \`${title}\`, where nobody sits`,
          fixes: () => [{ title: `Remove ${field}`, safe: false, edits: [removeEntry(node, found)] }],
        })
      }
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
          image: web:1.4.0
          stdin: true
        # ^^^^^ \`stdin\` keeps a terminal open for \`web\`, where nobody sits
          tty: true
        # ^^^ \`tty\` keeps a terminal open for \`web\`, where nobody sits
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
`,
    },
    {
      title: 'Turned off, and a Pod to try something out',
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
          tty: false
---
apiVersion: v1
kind: Pod
metadata:
  name: shell
spec:
  containers:
    - name: shell
      image: tools:3.1.0
      stdin: true
      tty: true
`,
    },
  ],
}
