import { withPods } from '../model/pods.ts'
import { OF_BASELINE, tellingOfOthers } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const hostPid: Rule = {
  id: 'host-pid',
  severity: 'warning',
  summary: 'Keep pods among processes of their own.',
  why: `
With \`hostPID\` a container sees every process of the node: their command lines, with permissions their environment and memory,
and it can end those that run under its user. A password that another team hands to its program is then yours to read.

Tools that watch or debug nodes need it; there Purser only notes it. For debugging one pod, \`shareProcessNamespace\` or
\`kubectl debug\` are enough.
`,
  falseAlarms: 'Programs that look after nodes, but run neither as a DaemonSet nor in `kube-system`.',
  kinds: withPods,
  profiles: OF_BASELINE,
  notes: ['podspec-hostpid', 'pod-security-standards'],

  check: tellingOfOthers('host-pid'),

  examples: [
    {
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostPID: true
  #        ^^^^ \`hostPID\` shows the pod all processes of the node, with their environment
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
  containers:
    - name: web
      image: web:1.4.0
`,
    },
    {
      title: 'The containers of one pod see each other, and nothing else',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  shareProcessNamespace: true
  containers:
    - name: web
      image: web:1.4.0
`,
    },
  ],
}
