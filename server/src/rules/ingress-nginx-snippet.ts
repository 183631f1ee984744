import { at, entries } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const ingressNginxSnippet: Rule = {
  id: 'ingress-nginx-snippet',
  severity: 'warning',
  summary: 'Configure ingress-nginx without snippets.',
  why: `
A snippet goes into the configuration of nginx as it stands. Whoever may write an Ingress in one namespace can so read
the token of the controller, and with it every Secret of the cluster (CVE-2021-25742); a faulty one takes down the
traffic of all others. For that reason snippets are off by default since version 1.9, and then the whole Ingress is
refused.

Most of what they are written for has an annotation of its own: headers, rewrites, limits, timeouts.
`,
  falseAlarms: 'Clusters where all who write an Ingress are trusted with all of it.',
  kinds: ['networking.k8s.io/Ingress'],
  notes: ['ingress'],

  check({ node }, report) {
    for (const { name, key } of entries(at(node, 'metadata', 'annotations'))) {
      if (!/^nginx\.ingress\.kubernetes\.io\/(server|configuration|stream|auth)-snippet$/.test(name)) continue
      report({
        at: key,
        message:
          'this snippet goes into the configuration of nginx as it is, and can read every Secret of the cluster there',
      })
    }
  },

  examples: [
    {
      bad: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/configuration-snippet: |
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this snippet goes into the configuration of nginx as it is, and can read every Secret of the cluster there
      more_set_headers "X-Frame-Options: DENY";
spec:
  defaultBackend:
    service: {name: shop, port: {number: 80}}
`,
    },
    {
      title: 'An annotation of its own',
      good: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/proxy-read-timeout: "60"
spec:
  defaultBackend:
    service: {name: shop, port: {number: 80}}
`,
    },
  ],
}
