import { servingContainers } from '../model/containers.ts'
import { podSpecOf } from '../model/pods.ts'
import { at, isNull } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const priorityClassUnset: Rule = {
  id: 'priority-class-unset',
  severity: 'info',
  summary: 'Say how important a workload is when there is too little room.',
  why: `
When a node fails, its pods need room on the others. Without priorities whoever comes first gets it, and the shop may
wait behind a report. With a \`priorityClassName\` the scheduler takes room back from what matters less, and under
pressure the kubelet ends that first.

It pays only if all that runs in the cluster has one, with two or three classes that people agree on.
`,
  falseAlarms:
    'Clusters with a class that is the default for all (`globalDefault: true`), and those with room to spare.',
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet'],
  optional: true,
  profiles: ['reliability'],
  opinion: true,
  notes: ['priorityclass', 'priorityclass-value'],

  check(resource, report) {
    const spec = podSpecOf(resource)
    const name = at(resource.node, 'metadata', 'name')
    if (!spec || !name || servingContainers(resource).length === 0) return
    if (!isNull(at(spec, 'priorityClassName')) || !isNull(at(spec, 'priority'))) return
    report({
      at: name,
      path: 'spec.template.spec.priorityClassName',
      message: 'where room is short nobody knows how important this is: it has no `priorityClassName`',
    })
  },

  examples: [
    {
      bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  #     ^^^ where room is short nobody knows how important this is: it has no \`priorityClassName\`
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
      title: 'It says so; a Job, which can wait',
      good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      priorityClassName: shop
      containers:
        - name: web
          image: web:1.4.0
---
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
`,
    },
  ],
}
