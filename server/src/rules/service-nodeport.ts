import { at, stringAt } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const serviceNodeport: Rule = {
  id: 'service-nodeport',
  severity: 'info',
  summary: 'Let an Ingress or a load balancer bring traffic in, not a port of every node.',
  why: `
\`type: NodePort\` opens the same port on every node, for whoever reaches one: past the Ingress, its certificates and
its logs. The numbers are few, and two teams that want the same one find out when the second deploy fails.
`,
  falseAlarms: 'Clusters without load balancers, where a proxy in front asks the nodes.',
  kinds: ['/Service'],
  optional: true,
  opinion: true,
  notes: ['nodeport', 'service-types'],

  check({ node }, report) {
    const place = at(node, 'spec', 'type')
    if (!place || stringAt(node, 'spec', 'type') !== 'NodePort') return
    report({ at: place, message: 'this opens a port on every node, past the Ingress' })
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: NodePort
  #     ^^^^^^^^ this opens a port on every node, past the Ingress
  ports: [{port: 80}]
`,
    },
    {
      title: 'Within the cluster, which is the default',
      good: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports: [{port: 80}]
`,
    },
  ],
}
