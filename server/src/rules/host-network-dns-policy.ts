import { isWhole } from '../model/containers.ts'
import { fieldPath } from '../model/field-path.ts'
import { containersOf, podSpecOf, withPods } from '../model/pods.ts'
import { putEntries } from '../syntax/edits.ts'
import { at, entry, isNull, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const hostNetworkDnsPolicy: Rule = {
  id: 'host-network-dns-policy',
  severity: 'info',
  summary: 'Choose how pods in the network of the node look up names.',
  why: `
The default \`ClusterFirst\` does not hold with \`hostNetwork: true\`: such a pod asks the name servers of the node,
which know nothing of the cluster. The names of Services lead nowhere, and a program that finds its database by name
does not start.

\`dnsPolicy: ClusterFirstWithHostNet\` asks the cluster's DNS after all. Where the node's names are meant,
\`dnsPolicy: Default\` says so.
`,
  falseAlarms: 'Agents that look up no name of the cluster.',
  kinds: withPods,
  optional: true,
  profiles: ['reliability'],
  notes: ['podspec-dnspolicy-clusterfirstwithhostnet', 'podspec-dnspolicy-clusterfirst'],

  check(resource, report) {
    const spec = podSpecOf(resource)
    const network = at(spec, 'hostNetwork')
    if (!spec || !network || scalar(network) !== true || scalar(at(spec, 'os', 'name')) === 'windows') return
    const policy = entry(spec, 'dnsPolicy')
    if (!isNull(policy?.value) || !containersOf(resource).some(isWhole)) return
    report({
      at: entry(spec, 'hostNetwork')?.key ?? network,
      path: `${fieldPath(spec, resource)}.dnsPolicy`,
      message:
        'with `hostNetwork` the pod asks the name servers of its node: without a `dnsPolicy` it finds no Service by name',
      fixes: () =>
        CHOICES.flatMap(([value, outcome]) => {
          const edit = putEntries(spec, [], [['dnsPolicy', value]])
          return edit ? [{ title: `${outcome}: dnsPolicy: ${value}`, safe: false, edits: [edit] }] : []
        }),
    })
  },

  examples: [
    {
      bad: `
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      hostNetwork: true
    # ^^^^^^^^^^^ with \`hostNetwork\` the pod asks the name servers of its node: without a \`dnsPolicy\` it finds no Service by name
      containers:
        - name: agent
          image: agent:1.2.3
          resources: {requests: {cpu: 100m, memory: 128Mi}}
`,
      fixed: `
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      hostNetwork: true
      containers:
        - name: agent
          image: agent:1.2.3
          resources: {requests: {cpu: 100m, memory: 128Mi}}
      dnsPolicy: ClusterFirstWithHostNet
`,
    },
    {
      title: 'Either of the two, and a network of its own',
      good: `
apiVersion: v1
kind: Pod
metadata: {name: one}
spec:
  hostNetwork: true
  dnsPolicy: ClusterFirstWithHostNet
  containers: [{name: one, image: agent:1.2.3}]
---
apiVersion: v1
kind: Pod
metadata: {name: two}
spec:
  hostNetwork: true
  dnsPolicy: Default
  containers: [{name: two, image: agent:1.2.3}]
---
apiVersion: v1
kind: Pod
metadata: {name: three}
spec:
  hostNetwork: false
  containers: [{name: three, image: agent:1.2.3}]
`,
    },
  ],
}

const CHOICES = [
  ['ClusterFirstWithHostNet', 'Ask the DNS of the cluster'],
  ['Default', 'Ask the name servers of the node, as now'],
] as const
