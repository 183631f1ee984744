import { at, isNull, stringAt } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const serviceLoadbalancer: Rule = {
  id: 'service-loadbalancer',
  severity: 'info',
  summary: 'Open a Service to the outside knowingly, and say to whom.',
  why: `
\`type: LoadBalancer\` makes a load balancer with an address of its own, in most clouds one that the whole internet
reaches, and each costs money every month. Several applications can share one behind an Ingress or a Gateway.

\`loadBalancerSourceRanges\` says who may come; Purser is content with that.
`,
  falseAlarms: 'The Service of the Ingress controller itself, and load balancers that an annotation keeps internal.',
  kinds: ['/Service'],
  optional: true,
  opinion: true,
  notes: ['loadbalancer', 'servicespec-loadbalancersourceranges'],

  check({ node }, report) {
    const spec = at(node, 'spec')
    const place = at(spec, 'type')
    if (!place || stringAt(spec, 'type') !== 'LoadBalancer' || !isNull(at(spec, 'loadBalancerSourceRanges'))) return
    report({ at: place, message: 'this asks the cloud for a load balancer that everybody may reach' })
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: LoadBalancer
  #     ^^^^^^^^^^^^ this asks the cloud for a load balancer that everybody may reach
  ports: [{port: 80}]
`,
    },
    {
      title: 'It says who may come',
      good: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: LoadBalancer
  loadBalancerSourceRanges: [203.0.113.0/24]
  ports: [{port: 80}]
`,
    },
  ],
}
