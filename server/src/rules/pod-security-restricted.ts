import { RESTRICTED } from '../pod-security/restricted.ts'
import { findings, podOf } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const podSecurityRestricted: Rule = {
  id: 'pod-security-restricted',
  severity: 'warning',
  summary: 'Keep pods within the level "restricted" of the Pod Security Standards.',
  why: `
Beyond "baseline" the level "restricted" asks for what nearly every program can bear: no root, no new rights, no capabilities,
the runtime's seccomp profile, and volumes that hold data only. It is the level to aim at for your own programs. The checks
are those of the API server's own admission, for the version of Kubernetes that is chosen.
`,
  falseAlarms: 'Images of others that insist on root, as long as their namespace is at another level.',
  kinds: 'any',
  optional: true,
  profiles: ['security-restricted'],
  notes: ['pod-security-standards', 'container-securitycontext'],

  check(resource, report) {
    const pod = podOf(resource)
    for (const it of pod ? findings(pod, RESTRICTED) : []) report(it)
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsNonRoot: true
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: web
      image: web:1.4.0
      securityContext:
      #^^^^^^^^^^^^^^ the level "restricted" asks for \`allowPrivilegeEscalation: false\` in each container
        capabilities:
          drop: [ALL]
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsNonRoot: true
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: web
      image: web:1.4.0
      securityContext:
        capabilities:
          drop: [ALL]
        allowPrivilegeEscalation: false
`,
    },
    {
      title: 'All that the level asks for',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsNonRoot: true
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: web
      image: web:1.4.0
      securityContext:
        allowPrivilegeEscalation: false
        capabilities:
          drop: [ALL]
`,
    },
  ],
}
