import { routesIn } from '../model/routes.ts'
import { startOf } from './naming/absent.ts'
import { isBehind, togetherAmong } from './naming/applied-together.ts'
import type { Rule } from './rule.ts'

export const ingressDuplicateRoute: Rule = {
  id: 'ingress-duplicate-route',
  severity: 'warning',
  summary: 'Let each host and path lead to one place.',
  why: `
Two rules for the same host, path and type cannot both be right. Controllers settle it each in their own way, the
older Ingress or the first rule wins, and the other is passed over without a word, or the whole Ingress is refused by
a webhook at the next deploy. Which one wins may change when an object is made anew.
`,
  falseAlarms:
    'Ingresses of which only one is applied in the end; those that share requests by annotations, as canaries do, Purser leaves out.',
  kinds: ['networking.k8s.io/Ingress'],
  notes: ['ingress', 'httpingresspath-path'],

  checkAmong(resource, view, report) {
    const routes = routesIn(resource.node)
    if (routes.length === 0 || !view.settled) return
    const seen = new Set<string>()
    for (const { key, shown, node } of routes) {
      const other = togetherAmong(resource, view, view.having('routes', key)).find((it) => isBehind(view, it))
      const isTwice = seen.has(key)
      seen.add(key)
      if (!isTwice && !other) continue
      const where = isTwice ? 'another rule of this Ingress' : `the Ingress \`${other?.summary.name}\``
      report({
        at: node,
        message: `\`${shown}\` is in ${where} already: one of the two counts for nothing`,
        related: isTwice || !other ? [] : [{ ...startOf(other), message: 'the other Ingress' }],
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
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend: {service: {name: shop, port: {number: 80}}}
          - path: /
          #       ^ \`shop.example.com/\` is in another rule of this Ingress already: one of the two counts for nothing
            pathType: Prefix
            backend: {service: {name: cart, port: {number: 80}}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: news
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
          #       ^ \`shop.example.com/\` is in the Ingress \`shop\` already: one of the two counts for nothing
            pathType: Prefix
            backend: {service: {name: news, port: {number: 80}}}
`,
    },
    {
      title: 'Another type, another class, another host, and a canary',
      good: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: one}
spec:
  ingressClassName: outside
  rules:
    - host: shop.example.com
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}
          - {path: /, pathType: Exact, backend: {service: {name: home, port: {number: 80}}}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: two}
spec:
  ingressClassName: inside
  rules:
    - host: shop.example.com
      http:
        paths: [{path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: canary
  annotations: {nginx.ingress.kubernetes.io/canary: "true"}
spec:
  ingressClassName: outside
  rules:
    - host: shop.example.com
      http:
        paths: [{path: /, pathType: Prefix, backend: {service: {name: next, port: {number: 80}}}}]
`,
    },
  ],
}
