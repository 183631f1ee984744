import { insertEntry } from '../syntax/edits.ts'
import { at, entry, isNull } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const pdbUnhealthyPolicy: Rule = {
  id: 'pdb-unhealthy-policy',
  severity: 'info',
  summary: 'Let pods that do not work anyway be evicted.',
  why: `
A pod that crashes again and again is not healthy, so the budget is used up, and by default nothing is evicted then,
not even that pod. A node drain waits for an application that nobody can mend until the node is there again.

\`unhealthyPodEvictionPolicy: AlwaysAllow\` lets go of pods that are not ready. It is stable since Kubernetes 1.31.
`,
  falseAlarms:
    'Programs whose pods are not ready for long while they catch up, and must not be moved then, such as some databases.',
  kinds: ['policy/PodDisruptionBudget'],
  optional: true,
  profiles: ['reliability'],
  opinion: true,
  notes: ['poddisruptionbudgetspec-unhealthypodevictionpolicy', 'pod-disruption-budget'],

  check({ node }, report) {
    const found = entry(node, 'spec')
    const spec = found?.value
    if (!found || spec?.tree.type !== 'mapping' || isNull(at(spec, 'selector'))) return
    if (entry(spec, 'unhealthyPodEvictionPolicy')) return
    report({
      at: found.key,
      path: 'spec.unhealthyPodEvictionPolicy',
      message: 'pods that crash hold up a node drain as healthy ones do: there is no `unhealthyPodEvictionPolicy`',
      versions: { from: 27 },
      fixes: () => [
        {
          title: 'Let go of them: AlwaysAllow',
          safe: false,
          edits: [insertEntry(spec, 'unhealthyPodEvictionPolicy', 'AlwaysAllow')],
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
#^^^ pods that crash hold up a node drain as healthy ones do: there is no \`unhealthyPodEvictionPolicy\`
  maxUnavailable: 1
  selector:
    matchLabels: {app: web}
`,
      fixed: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {app: web}
  unhealthyPodEvictionPolicy: AlwaysAllow
`,
    },
    {
      title: 'Either of the two',
      good: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: IfHealthyBudget
  selector:
    matchLabels: {app: web}
`,
    },
  ],
}
