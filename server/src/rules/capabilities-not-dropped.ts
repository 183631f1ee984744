import { withPods } from '../model/pods.ts'
import { OF_RESTRICTED, telling } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const capabilitiesNotDropped: Rule = {
  id: 'capabilities-not-dropped',
  severity: 'warning',
  summary: 'Drop all capabilities, and take back none but `NET_BIND_SERVICE`.',
  why: `
A container that runs as root starts with some dozen rights of root: to change owners of files, to become another user, to make
devices. A server needs none of them, or the one to listen below port 1024, \`NET_BIND_SERVICE\`. What is not there cannot be used by an intruder.

Drop \`ALL\`, try it, and add what is really missed. A program without root loses nothing.
`,
  falseAlarms: 'Images that start as root and change owners or users, which need `CHOWN`, `SETUID` and `SETGID`.',
  kinds: withPods,
  optional: true,
  profiles: OF_RESTRICTED,
  notes: ['capabilities-drop-all', 'pod-security-standards'],

  check: telling('capabilities-not-dropped'),

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
      securityContext:
      #^^^^^^^^^^^^^^ the container keeps rights of root that few programs need; drop them: \`drop: [ALL]\`
        runAsNonRoot: true
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
      securityContext:
        runAsNonRoot: true
        capabilities:
          drop: [ALL]
`,
    },
    {
      title: 'Taken back',
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      securityContext:
        capabilities:
          drop: [ALL]
          add: [NET_BIND_SERVICE, CHOWN]
          #                       ^^^^^ \`CHOWN\` is a right of root that few programs need; of all only \`NET_BIND_SERVICE\` is harmless
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
      securityContext:
        capabilities:
          drop: [ALL]
          add: [NET_BIND_SERVICE]
`,
    },
    {
      title: 'Only the one that is harmless',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      securityContext:
        capabilities:
          drop:
            - ALL
          add:
            - NET_BIND_SERVICE
`,
    },
  ],
}
