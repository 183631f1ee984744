import { podMakers } from '../model/pods.ts'
import { at, stringAt } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const namespaceDefault: Rule = {
  id: 'namespace-default',
  severity: 'info',
  summary: 'Keep what you run out of the namespace `default`.',
  why: `
What lies in \`default\` lies there with whatever anybody applied without thinking. It cannot be deleted as a whole,
has no quota and no network policy of its own, and rights that are given there are rights on everything that ever
lands there by mistake.

Only where it is written down: a manifest without a namespace is applied wherever the one who applies it says.
`,
  falseAlarms: 'Clusters for trying things out.',
  kinds: [...podMakers, '/Service', '/ConfigMap', '/Secret', 'networking.k8s.io/Ingress'],
  optional: true,
  opinion: true,
  notes: ['namespace', 'initial-namespaces'],

  check({ node }, report) {
    const place = at(node, 'metadata', 'namespace')
    if (!place || stringAt(node, 'metadata', 'namespace') !== 'default') return
    report({ at: place, message: '`default` is where everybody’s things lie; give this a namespace of its own' })
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: default
  #          ^^^^^^^ \`default\` is where everybody’s things lie; give this a namespace of its own
`,
    },
    {
      title: 'One of its own, and none, which is for the one who applies it to say',
      good: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: shop
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
`,
    },
  ],
}
