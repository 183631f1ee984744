import { withPods } from '../model/pods.ts'
import { OF_BASELINE, telling } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const hostPort: Rule = {
  id: 'host-port',
  severity: 'info',
  summary: 'Let a Service bring the traffic instead of taking a port of the node.',
  why: `
With \`hostPort\` a pod fits only on nodes where that port is free, so a rolling update with as many replicas as nodes cannot start
its new pods, and waits. The port is open on the node's address for all who can reach it, and many network policies do not see it.

Take a Service of the type \`NodePort\` or \`LoadBalancer\`. Controllers that take the traffic of each node, such as those of Ingresses in a
DaemonSet, are what it is for.
`,
  falseAlarms: 'Ingress controllers and agents that every node has one of.',
  kinds: withPods,
  profiles: OF_BASELINE,
  notes: ['containerport-hostport', 'pod-security-standards'],

  check: telling('host-port'),

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
        - containerPort: 8080
          hostPort: 8080
          #         ^^^^ \`hostPort\` takes a port of the node: no two such pods fit on one; let a Service bring the traffic
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
      ports:
        - containerPort: 8080
`,
    },
    {
      title: '0 is none',
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
        - containerPort: 8080
          hostPort: 0
`,
    },
  ],
}
