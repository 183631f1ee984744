import { putItem } from '../syntax/edits.ts'
import { at, entry, scalar, values } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const networkpolicyTypesMismatch: Rule = {
  id: 'networkpolicy-types-mismatch',
  severity: 'warning',
  summary: 'Name in `policyTypes` every direction that a NetworkPolicy has rules for.',
  why: `
\`policyTypes\` says which directions a NetworkPolicy is about. Rules for a direction that is not in the list count for nothing:
a policy with rules under \`egress\` and \`policyTypes: [Ingress]\` lets every pod that it selects talk to everybody, and nobody is told.

Left out, the list means \`Ingress\`, and \`Egress\` too where there are rules for it. The other way round is fine: a direction in the
list without rules forbids it all.
`,
  falseAlarms: 'Patches that leave out the list, of which the patched policy has more.',
  kinds: ['networking.k8s.io/NetworkPolicy'],
  notes: ['network-policy'],

  check({ node }, report) {
    const spec = at(node, 'spec')
    const types = values(at(spec, 'policyTypes')).map(scalar)
    if (!spec || types.length === 0 || !types.every(isDirection)) return
    for (const [field, type] of DIRECTIONS) {
      const rules = at(spec, field)
      if (!rules || values(rules).length === 0 || types.includes(type)) continue
      report({
        at: entry(spec, 'policyTypes')?.key ?? spec,
        path: 'spec.policyTypes',
        message: `\`policyTypes\` lacks \`${type}\`, so the rules under \`${field}\` count for nothing`,
        fixes: () => {
          const edit = putItem(spec, 'policyTypes', type)
          return edit ? [{ title: `Add ${type} to policyTypes`, safe: false, edits: [edit] }] : []
        },
      })
    }
  },

  examples: [
    {
      bad: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: one
spec:
  podSelector: {}
  policyTypes: [Ingress]
# ^^^^^^^^^^^ \`policyTypes\` lacks \`Egress\`, so the rules under \`egress\` count for nothing
  egress:
    - ports:
        - port: 53
          protocol: UDP
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: two
spec:
  podSelector: {}
  ingress:
    - {}
  policyTypes:
# ^^^^^^^^^^^ \`policyTypes\` lacks \`Ingress\`, so the rules under \`ingress\` count for nothing
    - Egress # only
`,
      fixed: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: one
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  egress:
    - ports:
        - port: 53
          protocol: UDP
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: two
spec:
  podSelector: {}
  ingress:
    - {}
  policyTypes:
    - Egress # only
    - Ingress
`,
    },
    {
      title:
        'A direction without rules is forbidden; an empty list of rules that no type names is none; no types at all',
      good: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: closed
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: generated
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress:
    - {}
  egress: []
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: by-its-rules
spec:
  podSelector: {}
  egress:
    - {}
`,
    },
  ],
}

function isDirection(type: unknown): boolean {
  return DIRECTIONS.some(([, it]) => it === type)
}

const DIRECTIONS = [
  ['ingress', 'Ingress'],
  ['egress', 'Egress'],
] as const
