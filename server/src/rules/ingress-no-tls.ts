import { at, entries, isNull, values } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const ingressNoTls: Rule = {
  id: 'ingress-no-tls',
  severity: 'info',
  summary: 'Serve an Ingress by HTTPS.',
  why: `
Without \`spec.tls\` an Ingress answers in the clear, or with a certificate of the controller that no browser trusts.
Passwords and cookies go over the wire as they are.

With cert-manager it takes the list and one annotation. Where a load balancer in front ends the encryption, the list
is not needed.
`,
  falseAlarms: 'Load balancers and controllers that bring the certificate themselves.',
  kinds: ['networking.k8s.io/Ingress'],
  optional: true,
  opinion: true,
  notes: ['ingress', 'tls-termination'],

  check({ node }, report) {
    const rules = at(node, 'spec', 'rules')
    const name = at(node, 'metadata', 'name')
    if (!name || values(rules).length === 0 || !isNull(at(node, 'spec', 'tls'))) return
    // Of some controllers it is an annotation that names the certificate.
    if (entries(at(node, 'metadata', 'annotations')).some((it) => /cert|ssl|tls/.test(it.name))) return
    report({ at: name, path: 'spec.tls', message: 'this is served in the clear: it has no `tls`' })
  },

  examples: [
    {
      bad: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  #     ^^^^ this is served in the clear: it has no \`tls\`
spec:
  rules:
    - host: shop.example.com
      http:
        paths: [{path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}]
`,
    },
    {
      title: 'A certificate, or an annotation that brings one',
      good: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: one
spec:
  tls: [{hosts: [shop.example.com], secretName: shop-tls}]
  rules:
    - host: shop.example.com
      http:
        paths: [{path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: two
  annotations: {alb.ingress.kubernetes.io/certificate-arn: "arn:aws:acm:eu-west-1:111122223333:certificate/1"}
spec:
  rules:
    - host: news.example.com
      http:
        paths: [{path: /, pathType: Prefix, backend: {service: {name: news, port: {number: 80}}}}]
`,
    },
  ],
}
