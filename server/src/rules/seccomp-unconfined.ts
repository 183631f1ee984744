import { withPods } from '../model/pods.ts'
import { OF_BASELINE, telling } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const seccompUnconfined: Rule = {
  id: 'seccomp-unconfined',
  severity: 'warning',
  summary: 'Leave seccomp on.',
  why: `
Seccomp keeps a program from the system calls that it has no use for. Most ways out of a container found in the last years needed one that
the runtime's profile closes. \`Unconfined\` opens them all.

Take \`RuntimeDefault\`; if one call is missing, a profile of your own with \`Localhost\`.
`,
  falseAlarms: 'Debuggers and browsers that sandbox themselves, on runtimes whose profile is too narrow.',
  kinds: withPods,
  profiles: OF_BASELINE,
  notes: ['seccompprofile-type-unconfined', 'pod-security-standards'],

  check: telling('seccomp-unconfined'),

  examples: [
    {
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    seccompProfile:
      type: Unconfined
      #     ^^^^^^^^^^ without seccomp the program may make every system call that the kernel of the node has
  containers:
    - name: web
      image: web:1.4.0
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: web
      image: web:1.4.0
`,
    },
    {
      title: 'A profile of the own',
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
        seccompProfile:
          type: Localhost
          localhostProfile: profiles/web.json
`,
    },
  ],
}
