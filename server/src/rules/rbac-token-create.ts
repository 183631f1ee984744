import { granting, grants, isOfKubernetes, policyRulesOf, roleKinds } from '../model/policy-rules.ts'
import type { Rule } from './rule.ts'

export const rbacTokenCreate: Rule = {
  id: 'rbac-token-create',
  severity: 'info',
  summary: 'Let few make tokens of ServiceAccounts.',
  why: `
\`create\` on \`serviceaccounts/token\` makes a token of any account of the namespace, and a ClusterRole one of any
account there is: whoever has it has all their rights, too. \`resourceNames\` narrows it to the accounts that are
meant.
`,
  falseAlarms: 'Programs that log in to other systems in the name of workloads, such as Vault and External Secrets.',
  kinds: roleKinds,
  notes: ['policyrule-resources-serviceaccounts-token', 'service-account', 'rbac'],

  check(resource, report) {
    if (isOfKubernetes(resource)) return
    for (const rule of policyRulesOf(resource)) {
      const what = rule.resources.find(({ text }) => text === 'serviceaccounts/token')
      if (!what || !granting(rule.verbs, 'create') || !grants(rule.apiGroups, '') || rule.resourceNames.length > 0)
        continue
      report({ at: what.node, message: 'who may make tokens of every ServiceAccount has the rights of all' })
    }
  },

  examples: [
    {
      bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: tokens
rules:
  - apiGroups: [""]
    resources: [serviceaccounts/token]
    #           ^^^^^^^^^^^^^^^^^^^^^ who may make tokens of every ServiceAccount has the rights of all
    verbs: [create]
`,
    },
    {
      title: 'Of one account',
      good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: tokens
rules:
  - apiGroups: [""]
    resources: [serviceaccounts/token]
    resourceNames: [web]
    verbs: [create]
  - apiGroups: [""]
    resources: [serviceaccounts]
    verbs: [get, list]
`,
    },
  ],
}
