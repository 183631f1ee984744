import { withPods } from '../model/pods.ts'
import { OF_BASELINE, telling } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const procMount: Rule = {
  id: 'proc-mount',
  severity: 'warning',
  summary: 'Leave `/proc` as the runtime mounts it.',
  why: `
The runtime hides parts of \`/proc\` (keys, memory, triggers that restart the machine) and makes others read-only. \`Unmasked\` shows all of it
to the container, and with root in it they can be used against the node.

Containers in containers need it, and then only together with \`hostUsers: false\`, where the root of the pod is nobody on the node.
`,
  falseAlarms: 'Builders of images that run containers within the container.',
  kinds: withPods,
  profiles: OF_BASELINE,
  notes: ['securitycontext-procmount-unmasked', 'pod-security-standards'],

  check: telling('proc-mount'),

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
        allowPrivilegeEscalation: false
        procMount: Unmasked
        #          ^^^^^^^^ \`procMount: Unmasked\` shows parts of \`/proc\` that the runtime hides from containers
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
        allowPrivilegeEscalation: false
`,
    },
    {
      title: 'As it would be anyway',
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
        procMount: Default
`,
    },
  ],
}
