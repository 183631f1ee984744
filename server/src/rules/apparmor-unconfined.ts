import { withPods } from '../model/pods.ts'
import { OF_BASELINE, telling } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const apparmorUnconfined: Rule = {
  id: 'apparmor-unconfined',
  severity: 'info',
  summary: 'Leave AppArmor on.',
  why: `
On nodes that have AppArmor, the runtime's profile keeps containers from mounting, and from writing to files of the kernel in
\`/proc\` and \`/sys\`. \`Unconfined\` takes that away, and nobody notices until it is needed.

Leave the field out, or take \`RuntimeDefault\`; where the profile is too narrow, load one of your own and name it with \`Localhost\`.
`,
  falseAlarms: 'Programs that mount file systems, which need a profile of their own or none.',
  kinds: withPods,
  profiles: OF_BASELINE,
  notes: ['apparmorprofile-type-unconfined', 'pod-security-standards'],

  check: telling('apparmor-unconfined'),

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
        appArmorProfile:
          type: Unconfined
          #     ^^^^^^^^^^ without its AppArmor profile the container can reach files and mounts that are closed otherwise
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
        appArmorProfile:
          type: RuntimeDefault
`,
    },
    {
      title: 'In the older form, as an annotation',
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    container.apparmor.security.beta.kubernetes.io/web: unconfined
    #                                                   ^^^^^^^^^^ without its AppArmor profile the container can reach files and mounts that are closed otherwise
spec:
  containers:
    - name: web
      image: web:1.4.0
`,
    },
    {
      title: 'The profile of the runtime, and one of the own',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    appArmorProfile:
      type: RuntimeDefault
  containers:
    - name: web
      image: web:1.4.0
      securityContext:
        appArmorProfile:
          type: Localhost
          localhostProfile: web
`,
    },
  ],
}
