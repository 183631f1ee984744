import { at, scalar, stringAt, values } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const gatewayListenerConflict: Rule = {
  id: 'gateway-listener-conflict',
  severity: 'error',
  summary: 'Let no two listeners of a Gateway share port, protocol and host name.',
  why: `
Requests are told apart by the port, the protocol and the name of the host. Two listeners that have all three in
common are refused by the API server, by a rule in the definition of the Gateway. No host name is one too: it means
all of them.

For another certificate or another set of routes under the same name, write the choice into the routes.
`,
  falseAlarms: 'None known: where the Gateway API is installed, the rule is.',
  kinds: ['gateway.networking.k8s.io/Gateway'],
  notes: ['gateway-spec-listeners', 'gateway-api'],

  check({ node }, report) {
    const seen = new Map<string, string>()
    for (const [i, listener] of values(at(node, 'spec', 'listeners')).entries()) {
      const [port, protocol] = ['port', 'protocol'].map((it) => scalar(at(listener, it)))
      if (typeof port !== 'number' || typeof protocol !== 'string') continue
      const host = stringAt(listener, 'hostname') || undefined
      const key = `${port} ${protocol} ${host ?? ''}`
      const title = stringAt(listener, 'name') ?? `listener ${i + 1}`
      const other = seen.get(key)
      if (other === undefined) seen.set(key, title)
      else
        report({
          at: at(listener, 'port') ?? listener,
          message: `\`${other}\` is at port ${port} with ${protocol} already, ${host === undefined ? 'for all hosts' : `for \`${host}\``}`,
          cause: 'invalid',
        })
    }
  },

  examples: [
    {
      bad: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: shop
spec:
  gatewayClassName: example
  listeners:
    - name: web
      port: 443
      protocol: HTTPS
      hostname: shop.example.com
      tls: {certificateRefs: [{name: shop}]}
    - name: api
      port: 443
      #     ^^^ \`web\` is at port 443 with HTTPS already, for \`shop.example.com\`
      protocol: HTTPS
      hostname: shop.example.com
      tls: {certificateRefs: [{name: api}]}
`,
    },
    {
      title: 'Another name, another port, another protocol',
      good: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: shop
spec:
  gatewayClassName: example
  listeners:
    - {name: all, port: 80, protocol: HTTP}
    - {name: shop, port: 80, protocol: HTTP, hostname: shop.example.com}
    - {name: side, port: 8080, protocol: HTTP}
    - {name: dns, port: 80, protocol: UDP}
`,
    },
  ],
}
