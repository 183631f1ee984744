import { requirementsOf } from '../model/labels.ts'
import { selectedBy } from '../model/selected.ts'
import { selects } from '../model/summary.ts'
import { at, isNull } from '../syntax/node.ts'
import { startOf } from './naming/absent.ts'
import { appliedTogether, isBehind } from './naming/applied-together.ts'
import type { Rule } from './rule.ts'

export const pdbOverlap: Rule = {
  id: 'pdb-overlap',
  severity: 'warning',
  summary: 'Let each pod be selected by one PodDisruptionBudget.',
  why: `
Two budgets for one pod are not added up: the API server gives up and answers each eviction with an error, whatever
the two allow. The drain of a node with such a pod never ends, and the message names no budget.

It comes about when one is written for a workload and another for all that share a label.
`,
  falseAlarms: 'Budgets of which only one is applied in the end.',
  kinds: ['policy/PodDisruptionBudget'],
  notes: ['pod-disruption-budget', 'label-selector'],

  checkAmong(resource, view, report) {
    const selector = at(resource.node, 'spec', 'selector')
    const wanted = selector && !isNull(selector) ? requirementsOf(selector) : undefined
    if (!selector || !wanted || wanted.length === 0 || !view.settled) return
    // Of expressions in the other we see nothing.
    const others = appliedTogether(resource, view).filter(
      (it) => isBehind(view, it) && !it.summary.expressions && Object.keys(it.summary.selector ?? {}).length > 0,
    )
    if (others.length === 0) return
    const pods = selectedBy(view, wanted).filter(({ summary }) => summary.namespace === resource.namespace)
    for (const other of others) {
      const both = pods.find(({ summary }) => selects(other.summary.selector ?? {}, summary.podLabels ?? {}))
      if (!both) continue
      report({
        at: selector,
        path: 'spec.selector',
        message: `the budget \`${other.summary.name}\` selects the pods of \`${both.summary.name}\` too: with two budgets no eviction is possible`,
        related: [
          { ...startOf(other), message: 'the other budget' },
          { ...startOf(both), message: 'the pods that both select' },
        ],
      })
      return
    }
  },

  examples: [
    {
      bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
spec:
  selector:
    matchLabels: {app: checkout}
  template:
    metadata:
      labels: {app: checkout, tier: web}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: checkout
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {app: checkout}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 50%
  selector: {matchLabels: {tier: web}}
  #         ^^^^^^^^^^^^^^^^^^^^^^^^^^ the budget \`checkout\` selects the pods of \`checkout\` too: with two budgets no eviction is possible
`,
    },
    {
      title: 'Two that select different pods, and two that nobody makes pods for',
      good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
spec:
  selector:
    matchLabels: {app: checkout}
  template:
    metadata:
      labels: {app: checkout, tier: web}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: checkout
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {app: checkout}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: others
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {tier: web}
    matchExpressions:
      - {key: app, operator: NotIn, values: [checkout]}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: cart
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {app: cart}
`,
    },
  ],
}
