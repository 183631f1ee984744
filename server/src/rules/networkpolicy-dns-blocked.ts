import { isAround } from '../model/view.ts'
import { putItem } from '../syntax/edits.ts'
import { at, entry, isNull, type Node, scalar, values } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const networkpolicyDnsBlocked: Rule = {
  id: 'networkpolicy-dns-blocked',
  severity: 'info',
  summary: 'Let pods whose way out is narrowed look up names.',
  why: `
As soon as a policy is about \`Egress\`, all that it does not allow is shut, port 53 too. A pod that may talk to its
database then cannot find it: the name does not resolve, and the error says nothing of a policy.

Allow UDP and TCP 53, to the DNS of the cluster in \`kube-system\` or to everybody.
`,
  falseAlarms:
    'Pods that use addresses alone; DNS on the node or on another port; another policy that is kept elsewhere.',
  kinds: ['networking.k8s.io/NetworkPolicy'],
  notes: ['network-policy', 'networkpolicyspec-policytypes-egress'],

  checkAmong(resource, view, report) {
    const spec = at(resource.node, 'spec')
    const egress = at(spec, 'egress')
    const rules = values(egress)
    const types = values(at(spec, 'policyTypes')).map(scalar)
    const isAbout = types.length === 0 || types.includes('Egress')
    // No rule at all shuts everything on purpose.
    if (!spec || !egress || rules.length === 0 || !isAbout || rules.some(mayAllow)) return
    // What one policy shuts another one may open.
    if (!view.settled || !view.closed('networking.k8s.io/NetworkPolicy', resource.namespace)) return
    const all = view.all('networking.k8s.io/NetworkPolicy')
    if (all.some((it) => it.summary.name !== resource.name && isAround(it, resource.namespace))) return
    report({
      at: entry(spec, 'egress')?.key ?? egress,
      path: 'spec.egress',
      message: 'these pods cannot look up names: no rule lets port 53 through',
      fixes: () => {
        const edit = putItem(spec, 'egress', 'ports:\n  - port: 53\n    protocol: UDP\n  - port: 53\n    protocol: TCP')
        return edit ? [{ title: 'Allow DNS', safe: false, edits: [edit] }] : []
      },
    })
  },

  examples: [
    {
      bad: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: checkout
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
# ^^^^^^ these pods cannot look up names: no rule lets port 53 through
    - to:
        - podSelector:
            matchLabels: {app: database}
      ports:
        - port: 5432
`,
      fixed: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: checkout
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - podSelector:
            matchLabels: {app: database}
      ports:
        - port: 5432
    - ports:
        - port: 53
          protocol: UDP
        - port: 53
          protocol: TCP
`,
    },
    {
      title: 'Port 53, all ports of another namespace, or nothing at all',
      good: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: one, namespace: one}
spec:
  podSelector: {}
  egress:
    - ports: [{port: 5432}]
    - ports: [{port: 53, protocol: UDP}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: two, namespace: two}
spec:
  podSelector: {}
  egress:
    - to: [{namespaceSelector: {}}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: three, namespace: three}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress: []
`,
    },
  ],
}

/** Whether a rule lets names be looked up; when in doubt it does. */
function mayAllow(rule: Node): boolean {
  const ports = values(at(rule, 'ports'))
  const peers = values(at(rule, 'to'))
  // Without ports all are open, to pods of the own namespace only where nothing else is named.
  if (ports.length === 0)
    return peers.length === 0 || peers.some((it) => entry(it, 'namespaceSelector') || entry(it, 'ipBlock'))
  return ports.some((it) => {
    const port = at(it, 'port')
    if (isNull(port)) return true
    const [first, last] = [scalar(port), scalar(at(it, 'endPort'))]
    if (typeof first !== 'number') return true
    return first === 53 || first === 5353 || (typeof last === 'number' && first <= 53 && 53 <= last)
  })
}
