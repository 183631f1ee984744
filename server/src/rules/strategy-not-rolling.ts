import { servingContainers, servingPorts } from '../model/containers.ts'
import { hasOwnDisk } from '../model/disks.ts'
import { replaceScalar } from '../syntax/edits.ts'
import { at, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const strategyNotRolling: Rule = {
  id: 'strategy-not-rolling',
  severity: 'info',
  summary: 'Let what others wait for be updated pod by pod.',
  why: `
\`Recreate\` ends all pods before it starts the first new one. Every update is an outage, as long as the image takes
to load and the program to start; and if the new version does not come up, there is nothing left that did.

It is right for what may exist only once: a program that holds a lock, or a disk that one pod can have.
`,
  falseAlarms: 'Programs of which two versions must not run side by side.',
  kinds: ['apps/Deployment'],
  optional: true,
  profiles: ['reliability'],
  notes: ['recreate', 'rolling-update'],

  check(resource, report) {
    const type = at(resource.node, 'spec', 'strategy', 'type')
    if (!type || scalar(type) !== 'Recreate' || hasOwnDisk(resource)) return
    if (!servingContainers(resource).some((it) => servingPorts(it.node).length > 0)) return
    report({
      at: type,
      message: '`Recreate` ends all pods before the first new one starts: every update is an outage',
      fixes: () => [{ title: 'Change to RollingUpdate', safe: false, edits: [replaceScalar(type, 'RollingUpdate')] }],
    })
  },

  examples: [
    {
      bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  strategy:
    type: Recreate
    #     ^^^^^^^^ \`Recreate\` ends all pods before the first new one starts: every update is an outage
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
`,
      fixed: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  strategy:
    type: RollingUpdate
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
`,
    },
    {
      title: 'A disk that one pod can have, and a worker',
      good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: wiki
spec:
  strategy: {type: Recreate}
  template:
    spec:
      containers:
        - name: wiki
          image: wiki:4.1.0
          ports: [{name: http, containerPort: 8080}]
      volumes:
        - name: pages
          persistentVolumeClaim: {claimName: pages}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: worker
spec:
  strategy: {type: Recreate}
  template:
    spec:
      containers:
        - name: worker
          image: worker:1.0.0
`,
    },
  ],
}
