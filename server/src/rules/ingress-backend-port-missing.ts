import { meant } from '../model/absent.ts'
import { referencesOf } from '../model/references.ts'
import type { Fix } from '../problem.ts'
import { replaceNode, replaceScalar } from '../syntax/edits.ts'
import { at, entry, type Node, scalar } from '../syntax/node.ts'
import { listed } from '../text/nearest.ts'
import { startOf } from './naming/absent.ts'
import type { Rule } from './rule.ts'

export const ingressBackendPortMissing: Rule = {
  id: 'ingress-backend-port-missing',
  severity: 'error',
  beyondServer: true,
  summary: 'Let an Ingress lead to a port that the Service has.',
  why: `
The Service is there, but it has no port of this number or name: the controller finds nobody to pass requests on to and answers
503 or 404. The API server takes it without a word.

What counts is the \`port\` of the Service or its \`name\`, not the \`targetPort\` behind it: the port that the program listens on
has no meaning to an Ingress.
`,
  falseAlarms: 'Another Service of the same name, in a cluster or a folder that Purser does not see.',
  kinds: ['networking.k8s.io/Ingress'],
  notes: ['ingress', 'port-types'],

  checkAmong(resource, view, report) {
    for (const reference of referencesOf(resource)) {
      if (reference.groupKind !== '/Service') continue
      const port = at(resource.node, ...reference.path.slice(0, -1), 'port')
      const place = at(port, 'number') ?? at(port, 'name')
      const wanted = scalar(place)
      if (!port || !place || (typeof wanted !== 'string' && typeof wanted !== 'number') || wanted === '') continue
      if (at(port, 'number') && at(port, 'name')) continue
      // A number in quotes, or a name without: the API server refuses it.
      if ((typeof wanted === 'number') !== (at(port, 'number') !== undefined)) continue
      if (!view.settled) return
      const services = meant(view, reference)
      const ports = services.flatMap(({ summary }) => summary.ports ?? [])
      if (services.length === 0 || services.some(({ summary }) => summary.ports === undefined)) continue
      if (wanted === 'use-annotation' || ports.includes(wanted)) continue
      const has = ports.length === 0 ? 'it has none' : `it has ${listed([...new Set(ports)], 6)}`
      const message = `the Service \`${reference.name}\` has no port \`${wanted}\`; ${has}`
      const related = services.map((it) => ({ ...startOf(it), message: 'this is the Service' }))
      report({ at: place, message, related, fixes: () => otherPorts(port, place, [...new Set(ports)]) })
    }
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 80
      targetPort: 8080
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  defaultBackend:
    service:
      name: web
      port:
        name: http
        #     ^^^^ the Service \`web\` has no port \`http\`; it has \`80\`
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 8080 # of nginx
                  #       ^^^^ the Service \`web\` has no port \`8080\`; it has \`80\`
`,
      fixed: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 80
      targetPort: 8080
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  defaultBackend:
    service:
      name: web
      port:
        number: 80
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80 # of nginx
`,
    },
    {
      title: 'By number or by name; and an ExternalName, which needs no ports',
      good: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - name: http
      port: 80
---
apiVersion: v1
kind: Service
metadata:
  name: outside
spec:
  type: ExternalName
  externalName: example.com
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  defaultBackend:
    service:
      name: outside
      port:
        number: 443
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
          - path: /by-name
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  name: http
`,
    },
  ],
}

/** Those of the same sort first: a number for a number. */
function otherPorts(port: Node, place: Node, ports: readonly (number | string)[]): readonly Fix[] {
  const isNumber = place.step === 'number'
  const own = ports.filter((it) => (typeof it === 'number') === isNumber)
  const others = ports.filter((it) => (typeof it === 'number') !== isNumber)
  const key = entry(port, isNumber ? 'number' : 'name')?.key
  return [
    ...own.map((it) => ({
      title: `Lead to the port ${it}`,
      safe: false,
      edits: [typeof it === 'number' ? replaceNode(place, String(it)) : replaceScalar(place, it)],
    })),
    ...others.flatMap((it) =>
      key
        ? [
            {
              title: `Lead to the port ${it}`,
              safe: false,
              edits: [
                replaceScalar(key, isNumber ? 'name' : 'number'),
                typeof it === 'number' ? replaceNode(place, String(it)) : replaceScalar(place, it),
              ],
            },
          ]
        : [],
    ),
  ].slice(0, 5)
}
