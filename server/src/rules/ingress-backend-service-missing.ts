import type { Reference } from '../model/references.ts'
import type { Resource } from '../model/resource.ts'
import { at, entries, type Node, stringAt } from '../syntax/node.ts'
import { absentNames, nearNames } from './naming/absent.ts'
import type { Rule } from './rule.ts'

export const ingressBackendServiceMissing: Rule = {
  id: 'ingress-backend-service-missing',
  severity: 'warning',
  summary: 'Let an Ingress lead to Services that exist.',
  why: `
The API server takes an Ingress whatever its backends are called. Behind the path of one that is not there the controller
answers 503, or 404, or with its own default page, and some leave out the whole Ingress, also the paths that were right.

An Ingress reaches Services of its own namespace only. For one in another namespace a Service of the type \`ExternalName\` can stand in.
`,
  falseAlarms:
    'Services that a chart or another repository brings along: list them under `externals` in `.purser.yaml`. Controllers that take made-up names for actions.',
  kinds: ['networking.k8s.io/Ingress'],
  notes: ['ingress'],

  checkAmong(resource, view, report) {
    for (const it of absentNames(
      resource,
      view,
      (reference) => isService(reference) && !isAction(resource, reference),
    )) {
      const { reference, node, where, absent, related } = it
      const message = `there is no Service \`${reference.name}\`${where}: requests for this path come to nothing`
      report({ at: node, message, absent, related, fixes: () => nearNames(view, it) })
    }
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Service
metadata:
  name: web-pages
spec:
  selector: {app: web}
  ports:
    - port: 80
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    metadata:
      labels: {app: web}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web-page
                #     ^^^^^^^^ there is no Service \`web-page\`: requests for this path come to nothing
                port:
                  number: 80
`,
      fixed: `
apiVersion: v1
kind: Service
metadata:
  name: web-pages
spec:
  selector: {app: web}
  ports:
    - port: 80
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    metadata:
      labels: {app: web}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web-pages
                port:
                  number: 80
`,
    },
    {
      title: 'The name of an action of a load balancer',
      good: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    alb.ingress.kubernetes.io/actions.to-https: '{"Type": "redirect"}'
spec:
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: to-https
                port:
                  name: use-annotation
`,
    },
  ],
}

function isService({ groupKind }: Reference): boolean {
  return groupKind === '/Service'
}

/** The AWS load balancer takes names of actions for names of Services: the annotation of that name says what to do. */
function isAction({ node }: Resource, { name, path }: Reference): boolean {
  const service: Node | undefined = at(node, ...path.slice(0, -1))
  if (stringAt(service, 'port', 'name') === 'use-annotation') return true
  return entries(at(node, 'metadata', 'annotations')).some((it) => it.name.endsWith(`/actions.${name}`))
}
