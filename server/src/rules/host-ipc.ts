import { withPods } from '../model/pods.ts'
import { OF_BASELINE, tellingOfOthers } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const hostIpc: Rule = {
  id: 'host-ipc',
  severity: 'warning',
  summary: 'Keep pods out of the shared memory of the node.',
  why: `
With \`hostIPC\` a container can read and write the shared memory, semaphores and message queues of all programs on the node.
Databases and graphics drivers keep data there in the clear.

Containers of one pod share such memory anyway. Between pods, hardly anything needs it: some drivers and message buses, whose
pods look after nodes; there Purser only notes it.
`,
  falseAlarms: 'Programs that look after nodes, but run neither as a DaemonSet nor in `kube-system`.',
  kinds: withPods,
  profiles: OF_BASELINE,
  notes: ['podspec-hostipc', 'pod-security-standards'],

  check: tellingOfOthers('host-ipc'),

  examples: [
    {
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostIPC: true
  #        ^^^^ \`hostIPC\` gives the pod the shared memory of the processes on the node
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
      title: 'Shared memory among the containers of one pod',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      volumeMounts:
        - name: shared
          mountPath: /dev/shm
  volumes:
    - name: shared
      emptyDir:
        medium: Memory
`,
    },
  ],
}
