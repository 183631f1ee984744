import { withPods } from '../model/pods.ts'
import { OF_RESTRICTED, telling } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const allowPrivilegeEscalation: Rule = {
  id: 'allow-privilege-escalation',
  severity: 'warning',
  summary: 'Keep programs from gaining rights that they were not started with.',
  why: `
\`allowPrivilegeEscalation: false\` sets the flag of Linux that makes \`setuid\` programs such as \`sudo\` harmless. Without it, a bug in one of those in the
image turns a program without rights into root. Left out it means \`true\`.

Nearly nothing needs it. A privileged container cannot have it, nor one with \`SYS_ADMIN\`: put those right first.
`,
  falseAlarms: 'Images that start as root and step down with `sudo` or `gosu` are not hurt; those that step up are.',
  kinds: withPods,
  optional: true,
  profiles: OF_RESTRICTED,
  notes: ['securitycontext-allowprivilegeescalation', 'pod-security-standards'],

  check: telling('allow-privilege-escalation'),

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
      #^^^^^^^^^^^^^^ a program can gain more rights than it was started with; set \`allowPrivilegeEscalation: false\`
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
        allowPrivilegeEscalation: false
`,
    },
    {
      title: 'Windows has no such rights',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  os:
    name: windows
  containers:
    - name: web
      image: web:1.4.0
      securityContext:
        allowPrivilegeEscalation: false
`,
    },
  ],
}
