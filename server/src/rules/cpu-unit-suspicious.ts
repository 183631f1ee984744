import { amountsOf, withAmounts } from '../model/amounts.ts'
import { changesTo } from '../schema/change-to.ts'
import { type Amount, amountOf, NANO } from '../schema/quantity.ts'
import type { Rule } from './rule.ts'

export const cpuUnitSuspicious: Rule = {
  id: 'cpu-unit-suspicious',
  severity: 'warning',
  summary: 'Write thousandths of a CPU with `m`.',
  why: `
CPU counts in cores: \`500\` is 500 of them, \`500m\` half a one. No node has 500, so a request like that keeps the pod \`Pending\` for ever,
and a limit like that limits nothing. The autoscaler of the cluster may try to buy the node for it.

Purser asks only from 100 cores on, and only of round numbers, so that large machines keep theirs.
`,
  falseAlarms: 'Nodes with hundreds of cores, all for one container.',
  kinds: withAmounts,
  notes: ['resource-management'],

  check(resource, report) {
    for (const it of amountsOf(resource)) {
      const amount = it.of === 'cpu' && it.list !== 'hard' ? amountOf(it.node) : undefined
      if (!amount || !isSuspicious(amount)) continue
      report({
        at: it.node,
        message: `\`${amount.text}\` is ${amount.digits} cores; thousandths of one are written \`${amount.digits}m\``,
        fixes: () => changesTo(it.node, [`${amount.digits}m`]),
      })
    }
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      resources:
        requests:
          cpu: 250
          #    ^^^ \`250\` is 250 cores; thousandths of one are written \`250m\`
          memory: 128Mi
        limits:
          cpu: "500"
          #    ^^^^^ \`500\` is 500 cores; thousandths of one are written \`500m\`
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      resources:
        requests:
          cpu: 250m
          memory: 128Mi
        limits:
          cpu: "500m"
`,
    },
    {
      title: 'A large machine, and a quota for many pods',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: simulation
spec:
  containers:
    - name: simulation
      image: simulation:1.4.0
      resources:
        requests:
          cpu: 128
          memory: 512Gi
        limits:
          cpu: 192
---
apiVersion: v1
kind: ResourceQuota
metadata:
  name: team
spec:
  hard:
    requests.cpu: "500"
`,
    },
  ],
}

function isSuspicious({ nano, suffix, digits }: Amount): boolean {
  if (suffix !== '' || !/^\d+$/.test(digits)) return false
  const cores = nano / NANO
  return cores >= 1000n || (cores >= 100n && cores % 50n === 0n)
}
