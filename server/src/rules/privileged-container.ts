import { withPods } from '../model/pods.ts'
import { OF_BASELINE, tellingOfOthers } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const privilegedContainer: Rule = {
  id: 'privileged-container',
  severity: 'warning',
  summary: 'Run containers without `privileged`.',
  why: `
A privileged container is no container for its safety: it has every right of root, all devices of the node, and neither seccomp
nor AppArmor. Whoever gets a shell in it mounts the disk of the node and owns the node minutes later, with the Secrets of every
pod there.

Most programs that are run like that want one thing only: a capability (\`NET_ADMIN\`, \`SYS_PTRACE\`), a device (a device plugin), or a
sysctl. Network and storage plugins do need it; in DaemonSets and in \`kube-system\` Purser only notes it.
`,
  falseAlarms: 'Builders of images, virtual machines and storage servers that do not run as a DaemonSet.',
  kinds: withPods,
  profiles: OF_BASELINE,
  notes: ['securitycontext-privileged', 'pod-security-standards'],

  check: tellingOfOthers('privileged-container'),

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
        privileged: true
        #           ^^^^ a privileged container can do all that root can do on the node
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
        privileged: false
`,
    },
    {
      title: 'One right instead of all',
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
        privileged: false
        capabilities:
          add: [NET_BIND_SERVICE]
`,
    },
  ],
}
