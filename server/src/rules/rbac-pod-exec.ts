import { granting, grants, isOfKubernetes, policyRulesOf, roleKinds } from '../model/policy-rules.ts'
import type { Rule } from './rule.ts'

export const rbacPodExec: Rule = {
  id: 'rbac-pod-exec',
  severity: 'info',
  summary: 'Let only people with a reason run commands in pods.',
  why: `
\`pods/exec\` and \`pods/attach\` open a shell in whatever runs: with its files, its Secrets, its token and its
network. Nothing of what is done there is in the audit log but that it began. Newer servers ask for \`create\`, and
older ones were content with \`get\`.
`,
  falseAlarms: 'Roles for people on call, and tools that copy files or run backups in pods.',
  kinds: roleKinds,
  optional: true,
  opinion: true,
  notes: ['policyrule-resources-pods-exec', 'rbac'],

  check(resource, report) {
    if (isOfKubernetes(resource)) return
    for (const rule of policyRulesOf(resource)) {
      const what = rule.resources.find(({ text }) => text === 'pods/exec' || text === 'pods/attach')
      if (!what || !grants(rule.apiGroups, '') || !granting(rule.verbs, 'create', 'get')) continue
      report({ at: what.node, message: `\`${what.text}\` opens a shell in every pod of the namespace` })
    }
  },

  examples: [
    {
      bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: support
rules:
  - apiGroups: [""]
    resources: [pods, pods/exec]
    #                 ^^^^^^^^^ \`pods/exec\` opens a shell in every pod of the namespace
    verbs: [get, create]
`,
    },
    {
      title: 'To read their logs',
      good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: support
rules:
  - apiGroups: [""]
    resources: [pods, pods/log]
    verbs: [get, list]
`,
    },
  ],
}
