import { isOfKubernetes, type PolicyRule, policyRulesOf, roleKinds, type Word } from '../model/policy-rules.ts'
import type { Rule } from './rule.ts'

export const rbacEscalationVerbs: Rule = {
  id: 'rbac-escalation-verbs',
  severity: 'warning',
  summary: 'Do not grant the verbs by which somebody gets the rights of others.',
  why: `
Kubernetes lets nobody grant more than he has. Three verbs switch that off: \`escalate\` on roles (write any rule into them), \`bind\` on roles (give
any role to anybody), \`impersonate\` (act as somebody else, an administrator too). Who has one of them has all rights there are; the list
of the others in the role says nothing then.

Restrict them with \`resourceNames\`, or to one namespace. Controllers that hand out roles need \`bind\` for the few roles that they hand out.
`,
  falseAlarms: 'Operators that manage roles, and gateways that act for those who log in.',
  kinds: roleKinds,
  notes: ['policyrule-verbs-escalate', 'policyrule-verbs-bind', 'policyrule-verbs-impersonate'],

  check(resource, report) {
    if (isOfKubernetes(resource)) return
    for (const rule of policyRulesOf(resource)) {
      if (rule.resourceNames.length > 0) continue
      for (const verb of rule.verbs) {
        const on = powerOf(rule, verb)
        if (on) report({ at: verb.node, message: `\`${verb.text}\` on \`${on.text}\`: ${POWERS[verb.text]}` })
      }
    }
  },

  examples: [
    {
      bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: operator
rules:
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterroles]
    verbs: [create, update, escalate, bind]
    #                       ^^^^^^^^ \`escalate\` on \`clusterroles\`: whoever has this can write rights into them that he does not have
    #                                 ^^^^ \`bind\` on \`clusterroles\`: whoever has this can give any of them to anybody, himself too
  - apiGroups: [""]
    resources: [users, groups]
    verbs: [impersonate]
    #       ^^^^^^^^^^^ \`impersonate\` on \`users\`: whoever has this can act as any of them, an administrator too
`,
    },
    {
      title: 'One role, by its name, and verbs that mean nothing there',
      good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: operator
rules:
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterroles]
    resourceNames: [view]
    verbs: [bind]
  - apiGroups: [""]
    resources: [pods]
    verbs: [bind]
`,
    },
  ],
}

const POWERS: Readonly<Record<string, string>> = {
  bind: 'whoever has this can give any of them to anybody, himself too',
  escalate: 'whoever has this can write rights into them that he does not have',
  impersonate: 'whoever has this can act as any of them, an administrator too',
}

const ROLES: ReadonlySet<string> = new Set(['*', 'clusterroles', 'roles'])
const IDENTITIES: ReadonlySet<string> = new Set(['*', 'groups', 'serviceaccounts', 'users'])

/** The resource on which a verb is one of the three. */
function powerOf({ resources }: PolicyRule, { text }: Word): Word | undefined {
  if (text === 'impersonate') return resources.find((it) => IDENTITIES.has(it.text))
  return text === 'bind' || text === 'escalate' ? resources.find((it) => ROLES.has(it.text)) : undefined
}
