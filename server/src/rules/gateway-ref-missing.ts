import { kindOf, type Reference } from '../model/references.ts'
import type { Resource } from '../model/resource.ts'
import type { View } from '../model/view.ts'
import type { Fix } from '../problem.ts'
import { insertEntry, scalarText } from '../syntax/edits.ts'
import { at, entry } from '../syntax/node.ts'
import { absentNames, nearNames } from './naming/absent.ts'
import type { Rule } from './rule.ts'

export const gatewayRefMissing: Rule = {
  id: 'gateway-ref-missing',
  severity: 'warning',
  summary: 'Let a route hang on Gateways and lead to Services that exist.',
  why: `
A route whose Gateway is not there takes part in nothing: no listener knows it, and requests for its host get a 404
from somewhere else. One whose Service is not there answers with 500. Both stand in the status of the route
(\`Accepted\`, \`ResolvedRefs\`), where few look.

A \`parentRefs\` without \`namespace\` means a Gateway in the namespace of the route.
`,
  falseAlarms:
    'Gateways that another team keeps: list them under `externals` in `.purser.yaml`, such as `infra/Gateway/*`.',
  kinds: [
    'gateway.networking.k8s.io/HTTPRoute',
    'gateway.networking.k8s.io/GRPCRoute',
    'gateway.networking.k8s.io/TLSRoute',
  ],
  notes: ['gateway-api', 'httproute-spec-parentrefs', 'httproute-spec-rules-backendrefs'],

  checkAmong(resource, view, report) {
    const wanted = (groupKind: string) => groupKind === GATEWAY || groupKind === SERVICE
    for (const it of absentNames(
      resource,
      view,
      ({ groupKind }) => wanted(groupKind) && view.all(groupKind).length > 0,
    )) {
      const { reference, node, where, absent, related } = it
      const kind = kindOf(reference.groupKind)
      const outcome =
        reference.groupKind === GATEWAY ? 'no listener takes this route' : 'requests are answered with an error'
      report({
        at: node,
        message: `there is no ${kind} \`${reference.name}\`${where}: ${outcome}`,
        absent,
        related,
        fixes: () => [...inItsNamespace(resource, view, reference), ...nearNames(view, it)],
      })
    }
  },

  examples: [
    {
      title: 'The Gateway is in another namespace; the Service is misspelt',
      bad: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: public
  namespace: infra
spec:
  gatewayClassName: example
  listeners: [{name: http, port: 80, protocol: HTTP}]
---
apiVersion: v1
kind: Service
metadata:
  name: checkout
  namespace: shop
spec:
  ports: [{port: 80}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: checkout
  namespace: shop
spec:
  parentRefs:
    - name: public
    #       ^^^^^^ there is no Gateway \`public\` in the namespace \`shop\`: no listener takes this route
  rules:
    - backendRefs:
        - {name: chekout, port: 80}
        #        ^^^^^^^ there is no Service \`chekout\` in the namespace \`shop\`: requests are answered with an error
`,
      fixed: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: public
  namespace: infra
spec:
  gatewayClassName: example
  listeners: [{name: http, port: 80, protocol: HTTP}]
---
apiVersion: v1
kind: Service
metadata:
  name: checkout
  namespace: shop
spec:
  ports: [{port: 80}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: checkout
  namespace: shop
spec:
  parentRefs:
    - name: public
      namespace: infra
  rules:
    - backendRefs:
        - {name: checkout, port: 80}
`,
    },
    {
      title: 'All there; where there is no Gateway at all, they are kept elsewhere; another kind of parent',
      good: `
apiVersion: v1
kind: Service
metadata: {name: checkout, namespace: shop}
spec:
  ports: [{port: 80}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: checkout, namespace: shop}
spec:
  parentRefs:
    - name: public
      namespace: infra
  rules:
    - backendRefs: [{name: checkout, port: 80}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: mesh, namespace: shop}
spec:
  parentRefs:
    - {group: "", kind: Service, name: checkout}
  rules:
    - backendRefs: [{group: example.com, kind: Bucket, name: pages}]
`,
    },
  ],
}

/** One of that name elsewhere is what was meant, as a rule: a reference without a namespace stays in that of the route. */
function inItsNamespace(resource: Resource, view: View, { groupKind, name, path }: Reference): readonly Fix[] {
  const place = at(resource.node, ...path)
  if (place?.tree.type !== 'mapping' || entry(place, 'namespace')) return []
  const namespaces = view.named(groupKind, name).flatMap(({ summary }) => summary.namespace ?? [])
  return [...new Set(namespaces)].slice(0, 3).map((it) => ({
    title: `Look in the namespace ${it}`,
    safe: false,
    edits: [insertEntry(place, 'namespace', scalarText(it))],
  }))
}

const GATEWAY = 'gateway.networking.k8s.io/Gateway'
const SERVICE = '/Service'
