import { containerPlace, probeOf, probePort, servingContainers, servingPorts } from '../model/containers.ts'
import { fieldPath } from '../model/field-path.ts'
import { withPods } from '../model/pods.ts'
import { get } from '../model/typed.ts'
import { DEMANDING } from '../settings.ts'
import { putEntries } from '../syntax/edits.ts'
import { isNull } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const missingReadinessProbe: Rule = {
  id: 'missing-readiness-probe',
  severity: 'info',
  summary: 'Give every container that serves a port a readiness probe.',
  why: `
Without a readiness probe a container counts as ready as soon as its process has started. It then gets traffic that it
cannot answer yet, and a rollout goes on to the next pod although this one may never come up: that is how a broken
version replaces a working one completely.

A probe costs a line or two. It may look at what the program depends on, for all that failing does is take the pod out
of its Services for a while.

Purser asks for it only where a container declares a port. What nobody calls, such as a worker, has no callers to
protect; for rollouts a probe can be worth it there too. Whether anybody calls the port the manifest alone does not tell, and a program that starts in a
moment loses little: so it is only noted, unless a profile asks for more.
`,
  falseAlarms: 'Ports that are declared and that no Service leads to; programs behind a readiness gate of their own.',
  kinds: withPods,
  profiles: DEMANDING,
  notes: ['readiness-probe'],

  check(resource, report) {
    for (const container of servingContainers(resource)) {
      const { node, title } = container
      const port = probePort(servingPorts(node))
      if (!port || !isNull(get(node, 'readinessProbe'))) continue
      report({
        at: containerPlace(container),
        message: `\`${title}\` has no readiness probe: it gets traffic as soon as its process has started, able to answer or not`,
        path: `${fieldPath(node, resource)}.readinessProbe`,
        fixes: () => {
          const edit = putEntries(
            node,
            [],
            [['readinessProbe', `${probeOf(port, '/')}\nperiodSeconds: 5\nfailureThreshold: 3`]],
          )
          return edit
            ? [{ title: `Add a readiness probe of port ${port.name ?? port.number}`, safe: false, edits: [edit] }]
            : []
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
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          #     ^^^ \`web\` has no readiness probe: it gets traffic as soon as its process has started, able to answer or not
          image: nginx:1.29.3
          ports:
            - name: metrics
              containerPort: 9113
            - name: http
              containerPort: 8080
`,
      fixed: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: nginx:1.29.3
          ports:
            - name: metrics
              containerPort: 9113
            - name: http
              containerPort: 8080
          readinessProbe:
            httpGet:
              path: /
              port: http
            periodSeconds: 5
            failureThreshold: 3
`,
    },
    {
      title: 'Not HTTP, as far as the ports tell',
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: cache
spec:
  containers:
    - name: cache
      #     ^^^^^ \`cache\` has no readiness probe: it gets traffic as soon as its process has started, able to answer or not
      image: valkey/valkey:9.0.0
      ports:
        - containerPort: 6379
    - name: api
      #     ^^^ \`api\` has no readiness probe: it gets traffic as soon as its process has started, able to answer or not
      image: api:1.4
      ports:
        - name: grpc
          containerPort: 9000
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: cache
spec:
  containers:
    - name: cache
      image: valkey/valkey:9.0.0
      ports:
        - containerPort: 6379
      readinessProbe:
        tcpSocket:
          port: 6379
        periodSeconds: 5
        failureThreshold: 3
    - name: api
      image: api:1.4
      ports:
        - name: grpc
          containerPort: 9000
      readinessProbe:
        grpc:
          port: 9000
        periodSeconds: 5
        failureThreshold: 3
`,
    },
    {
      title: 'A worker without ports, a port for metrics only, a Job, an init container',
      good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: worker
spec:
  selector:
    matchLabels:
      app: worker
  template:
    metadata:
      labels:
        app: worker
    spec:
      initContainers:
        - name: wait
          image: wait:1.0
          ports:
            - containerPort: 8080
      containers:
        - name: worker
          image: worker:1.0
        - name: exporter
          image: exporter:1.0
          ports:
            - name: metrics
              containerPort: 9113
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
          image: migrate:1.0
          ports:
            - containerPort: 8080
`,
    },
  ],
}
