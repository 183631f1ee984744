import { withPods } from '../model/pods.ts'
import { OF_RESTRICTED, telling } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const seccompUnset: Rule = {
  id: 'seccomp-unset',
  severity: 'warning',
  summary: 'Choose a seccomp profile.',
  why: `
Without a profile, and on kubelets without \`seccompDefault\`, a container may make every system call. The profile of the runtime closes some forty that servers
never make, among them those of most ways out of a container.

\`RuntimeDefault\` for the pod is enough. What turns it off has a rule of its own, \`seccomp-unconfined\`.
`,
  falseAlarms: 'Clusters whose kubelets set the profile of the runtime by themselves (`seccompDefault`).',
  kinds: withPods,
  optional: true,
  profiles: OF_RESTRICTED,
  notes: ['securitycontext-seccompprofile', 'pod-security-standards'],

  check: telling('seccomp-unset'),

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
  containers:
    - name: web
    # ^^^^ no seccomp profile narrows what the program asks of the kernel; set \`seccompProfile: {type: RuntimeDefault}\`, for the pod or for each container
      image: web:1.4.0
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
`,
    },
    {
      title: 'For each container',
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
          type: RuntimeDefault
`,
    },
  ],
}
