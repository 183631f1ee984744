import { withPods } from '../model/pods.ts'
import { OF_BASELINE, telling } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const selinuxOptions: Rule = {
  id: 'selinux-options',
  severity: 'info',
  summary: 'Leave SELinux as the runtime sets it up.',
  why: `
On nodes with SELinux the type of a process says which files it may touch. The types for containers keep them to their own; others,
such as \`spc_t\`, are not held by anything. A user or a role of its own changes which types it may go over to.

Only the \`level\` is yours to choose, where pods are to share files or to be kept apart.
`,
  falseAlarms: 'Pods on OpenShift and on nodes with policies of their own, that need the type which the policy names.',
  kinds: withPods,
  profiles: OF_BASELINE,
  notes: ['securitycontext-selinuxoptions', 'pod-security-standards'],

  check: telling('selinux-options'),

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
        seLinuxOptions:
          level: s0:c123,c456
          type: spc_t
          #     ^^^^^ the SELinux type \`spc_t\` is none of those for containers
          user: system_u
          #     ^^^^^^^^ \`seLinuxOptions.user\` takes the container out of the SELinux user that the runtime gives it
`,
    },
    {
      title: 'A level, and a type for containers',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    seLinuxOptions:
      type: container_t
      level: s0:c123,c456
  containers:
    - name: web
      image: web:1.4.0
`,
    },
  ],
}
