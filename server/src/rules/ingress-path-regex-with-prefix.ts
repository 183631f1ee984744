import { placesAt } from '../model/references.ts'
import { replaceScalar } from '../syntax/edits.ts'
import { at, entries, scalar, stringAt } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const ingressPathRegexWithPrefix: Rule = {
  id: 'ingress-path-regex-with-prefix',
  severity: 'warning',
  summary: 'Give paths that are regular expressions the type `ImplementationSpecific`.',
  why: `
\`Prefix\` and \`Exact\` mean what they say in every controller: \`/api(/|$)(.*)\` is then a path with brackets, a bar
and a star in it, which no request has. Older versions of ingress-nginx read it as a pattern all the same; since 1.12
they refuse it, as other controllers always did or passed it over.

Only \`ImplementationSpecific\` leaves the meaning to the controller.
`,
  falseAlarms: 'Paths with brackets in them, and controllers that still read patterns under any type.',
  kinds: ['networking.k8s.io/Ingress'],
  notes: ['path-type', 'httpingresspath-path'],

  check({ node }, report) {
    for (const item of placesAt(node, 'spec.rules.*.http.paths.*')) {
      const place = at(item, 'path')
      const path = stringAt(item, 'path')
      const typePlace = at(item, 'pathType')
      const type = scalar(typePlace)
      if (!place || !path || !typePlace || (type !== 'Prefix' && type !== 'Exact') || !isPattern(path)) continue
      const rewrites = entries(at(node, 'metadata', 'annotations')).find((it) =>
        /rewrite-target|use-regex/.test(it.name),
      )
      report({
        at: place,
        message: `\`${path}\` is a regular expression, but \`${type}\` takes it for the path itself: no request has that`,
        related: rewrites
          ? [{ from: rewrites.key.from, to: rewrites.key.to, message: 'this counts on a regular expression' }]
          : [],
        fixes: () => [
          {
            title: 'Change pathType to ImplementationSpecific',
            safe: false,
            edits: [replaceScalar(typePlace, 'ImplementationSpecific')],
          },
        ],
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
    nginx.ingress.kubernetes.io/rewrite-target: /$2
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /api(/|$)(.*)
          #       ^^^^^^^^^^^^^ \`/api(/|$)(.*)\` is a regular expression, but \`Prefix\` takes it for the path itself: no request has that
            pathType: Prefix # not what it means
            backend: {service: {name: api, port: {number: 80}}}
`,
      fixed: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/rewrite-target: /$2
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /api(/|$)(.*)
            pathType: ImplementationSpecific # not what it means
            backend: {service: {name: api, port: {number: 80}}}
`,
    },
    {
      title: 'Left to the controller; a plain path with a dot and a tilde',
      good: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - http:
        paths:
          - path: /api(/|$)(.*)
            pathType: ImplementationSpecific
            backend: {service: {name: api, port: {number: 80}}}
          - path: /~shop/v1.2/a+b
            pathType: Prefix
            backend: {service: {name: shop, port: {number: 80}}}
`,
    },
  ],
}

/** Groups, classes, any of something, or an anchor at the end: what a path hardly has. */
function isPattern(path: string): boolean {
  return /\([^)]*\)|\[[^\]]+\]|\.\*|\.\+|\$$|^\/?\^/.test(path) && !/\$\{|\$\(|\{\{/.test(path)
}
