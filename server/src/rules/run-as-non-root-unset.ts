import { withPods } from '../model/pods.ts'
import { OF_RESTRICTED, telling } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const runAsNonRootUnset: Rule = {
  id: 'run-as-non-root-unset',
  severity: 'warning',
  summary: 'Say that a program must not run as root.',
  why: `
Whether a container runs as root is decided in its image, where nobody looks. With \`runAsNonRoot: true\` the kubelet does not start an
image that would, so that one build with a forgotten \`USER\` does not silently run as root in production.

The kubelet must be able to tell: an image whose \`USER\` is a name, not a number, needs \`runAsUser\` as well.
`,
  falseAlarms: 'Images of others that insist on root, as long as their namespace is at another level.',
  kinds: withPods,
  optional: true,
  profiles: OF_RESTRICTED,
  notes: ['container-securitycontext', 'pod-security-standards'],

  check: telling('run-as-non-root-unset'),

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
    # ^^^^ nothing keeps the program from running as root; set \`runAsNonRoot: true\`, for the pod or for each container
      image: web:1.4.0
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
`,
    },
    {
      title: 'Said for one container and not for the other',
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
        runAsNonRoot: true
    - name: metrics
      image: metrics:2.1.0
      securityContext:
        runAsNonRoot: false
        #             ^^^^^ nothing keeps the program from running as root; set \`runAsNonRoot: true\`, for the pod or for each container
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
    - name: metrics
      image: metrics:2.1.0
      securityContext:
        runAsNonRoot: true
`,
    },
    {
      title: 'Said for the pod',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsNonRoot: true
  containers:
    - name: web
      image: web:1.4.0
`,
    },
  ],
}
