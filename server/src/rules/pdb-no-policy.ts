import { insertEntry } from '../syntax/edits.ts'
import { at, entry, isNull } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const pdbNoPolicy: Rule = {
  id: 'pdb-no-policy',
  severity: 'warning',
  summary: 'Say in a PodDisruptionBudget how many pods may go.',
  why: `
The API server takes a budget with neither \`maxUnavailable\` nor \`minAvailable\`, and fills in neither. The
controller then has nothing to count by and allows no eviction at all: node drains with such a pod wait until somebody
finds out why.

\`maxUnavailable: 1\` is right for most: all but one pod stay, whatever the number of replicas is.
`,
  falseAlarms: 'Patches that leave it to the patched budget.',
  kinds: ['policy/PodDisruptionBudget'],
  notes: ['pod-disruption-budget'],

  check({ node }, report) {
    const found = entry(node, 'spec')
    const spec = found?.value
    if (!found || spec?.tree.type !== 'mapping' || isNull(at(spec, 'selector'))) return
    if (entry(spec, 'maxUnavailable') || entry(spec, 'minAvailable')) return
    report({
      at: found.key,
      path: 'spec.maxUnavailable',
      message:
        'a budget without `maxUnavailable` or `minAvailable` allows no eviction: every drain of a node with such a pod waits for ever',
      fixes: () => [
        {
          title: 'Allow one eviction at a time: maxUnavailable: 1',
          safe: false,
          edits: [insertEntry(spec, 'maxUnavailable', '1')],
        },
      ],
    })
  },

  examples: [
    {
      bad: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
#^^^ a budget without \`maxUnavailable\` or \`minAvailable\` allows no eviction: every drain of a node with such a pod waits for ever
  selector:
    matchLabels: {app: web}
`,
      fixed: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  maxUnavailable: 1
`,
    },
    {
      title: 'One of the two; one that is being written',
      good: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 50%
  selector:
    matchLabels: {app: web}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: api
spec:
  maxUnavailable:
  selector:
    matchLabels: {app: api}
`,
    },
  ],
}
