import { withPods } from '../model/pods.ts'
import { OF_BASELINE, tellingOfOthers } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const windowsHostProcess: Rule = {
  id: 'windows-host-process',
  severity: 'warning',
  summary: 'Run Windows containers in their own silo, not as host processes.',
  why: `
A HostProcess container runs on the Windows node as any program there: it sees all files, all processes and the network of the node. It is
what \`privileged\` is on Linux.

Agents that set nodes up need it; in DaemonSets and in \`kube-system\` Purser only notes it.
`,
  falseAlarms: 'Programs that look after nodes, but run neither as a DaemonSet nor in `kube-system`.',
  kinds: withPods,
  profiles: OF_BASELINE,
  notes: ['securitycontext-windowsoptions', 'pod-security-standards'],

  check: tellingOfOthers('windows-host-process'),

  examples: [
    {
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: true
  securityContext:
    windowsOptions:
      hostProcess: true
      #            ^^^^ \`hostProcess\` runs the container on the Windows node itself, with access to all of it
      runAsUserName: NT AUTHORITY\\\\SYSTEM
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
  hostNetwork: true
  securityContext:
    windowsOptions:
      hostProcess: false
      runAsUserName: NT AUTHORITY\\\\SYSTEM
  containers:
    - name: web
      image: web:1.4.0
`,
    },
    {
      title: 'Said to be off',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    windowsOptions:
      hostProcess: false
  containers:
    - name: web
      image: web:1.4.0
`,
    },
  ],
}
