import { withPods } from '../model/pods.ts'
import { OF_BASELINE, tellingOfOthers } from './pod-security/report.ts'
import type { Rule } from './rule.ts'

export const hostNetwork: Rule = {
  id: 'host-network',
  severity: 'warning',
  summary: 'Keep pods in a network of their own.',
  why: `
A pod with \`hostNetwork\` listens on the node's own addresses: no two of them fit on one node, network policies mostly do not
hold for them, and they reach whatever trusts the node: the kubelet, the metadata service of the cloud with its credentials,
programs that listen on localhost only. After an intrusion that is the shortest way to the rest of the cluster.

Let a Service bring the traffic. What belongs to the node itself (network plugins, node exporters, the pods of
\`kube-system\`) needs it; there Purser only notes it.
`,
  falseAlarms: 'Programs that look after nodes, but run neither as a DaemonSet nor in `kube-system`.',
  kinds: withPods,
  profiles: OF_BASELINE,
  notes: ['pod-security-standards'],

  check: tellingOfOthers('host-network'),

  examples: [
    {
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: true # quicker
  #            ^^^^ \`hostNetwork\` gives the pod the network of the node: its ports, and all that listens on its localhost
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
      title: 'Said to be off',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: false
  containers:
    - name: web
      image: web:1.4.0
`,
    },
  ],
}
