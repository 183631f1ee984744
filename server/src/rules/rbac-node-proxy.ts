import { granting, grants, isOfKubernetes, policyRulesOf, roleKinds } from '../model/policy-rules.ts'
import type { Rule } from './rule.ts'

export const rbacNodeProxy: Rule = {
  id: 'rbac-node-proxy',
  severity: 'info',
  summary: 'Reach the kubelet by its metrics, not by all that it can do.',
  why: `
\`nodes/proxy\` opens the whole interface of the kubelet, past the audit log of the API server and past admission:
commands in every container of the node, its logs, its pods. \`get\` is enough for that, for the kubelet takes
commands by \`GET\` too.

Monitoring needs \`nodes/metrics\` and \`nodes/stats\`, and has no need of more.
`,
  falseAlarms: 'Tools that still read the figures of a node through the API server.',
  kinds: roleKinds,
  notes: ['policyrule-resources-nodes-proxy', 'kubelet', 'rbac'],

  check(resource, report) {
    if (isOfKubernetes(resource)) return
    for (const rule of policyRulesOf(resource)) {
      const what = rule.resources.find(({ text }) => text === 'nodes/proxy')
      if (!what || !granting(rule.verbs, 'get', 'create', 'update', 'patch', 'delete') || !grants(rule.apiGroups, ''))
        continue
      report({
        at: what.node,
        message: '`nodes/proxy` runs commands in every pod of every node; for figures `nodes/metrics` is enough',
      })
    }
  },

  examples: [
    {
      bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: monitoring
rules:
  - apiGroups: [""]
    resources: [nodes, nodes/proxy]
    #                  ^^^^^^^^^^^ \`nodes/proxy\` runs commands in every pod of every node; for figures \`nodes/metrics\` is enough
    verbs: [get, list, watch]
`,
    },
    {
      title: 'What monitoring needs',
      good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: monitoring
rules:
  - apiGroups: [""]
    resources: [nodes, nodes/metrics, nodes/stats]
    verbs: [get, list, watch]
`,
    },
  ],
}
