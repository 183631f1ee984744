import { isKubernetesGroup } from '../model/api-resources.ts'
import { isOfKubernetes, type PolicyRule, policyRulesOf, roleKinds, type Word } from '../model/policy-rules.ts'
import type { Rule } from './rule.ts'

export const rbacWildcard: Rule = {
  id: 'rbac-wildcard',
  severity: 'warning',
  summary: 'Name what a role grants, rather than `*`.',
  why: `
\`*\` grants what there is, and all that will ever be: verbs such as \`escalate\`, \`impersonate\` and \`bind\`, the Secrets, and the resources of
the operator that somebody installs next year. Whoever takes over the pod that runs with it has the same.

Write down the verbs and resources that the program uses. A resource that is not in the list fails with a clear message, and is
added in a minute. An operator that grants itself all on its own group is only noted.
`,
  falseAlarms: 'Roles for administrators, and tools that apply whatever they are given.',
  kinds: roleKinds,
  notes: ['policyrule-resources-any', 'policyrule-verbs-any', 'rbac'],

  check(resource, report) {
    if (isOfKubernetes(resource)) return
    for (const rule of policyRulesOf(resource)) {
      const words = [rule.verbs, rule.resources, rule.apiGroups, rule.nonResourceURLs]
      const [verb, what, group, url] = words.map((list) => list.find((it) => it.text === '*'))
      const first = verb ?? what ?? group ?? url
      if (!first) continue
      const isMild = isOwnGroup(rule) || (!what && !isGrave(rule, verb))
      const mild = isMild ? { severity: 'info' as const } : {}
      report({ at: first.node, message: message(rule, verb, what, group), ...mild })
    }
  },

  examples: [
    {
      bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: controller
rules:
  - apiGroups: ["*"]
    resources: ["*"]
    verbs: ["*"]
    #       ^^^ \`*\` grants every verb, those of later versions too, on every resource of every group, Secrets among them; name what is used
  - apiGroups: [apps]
    resources: [deployments]
    verbs: ["*"]
    #       ^^^ \`*\` grants every verb, those of later versions too, on \`deployments\` of \`apps\`; name what is used
  - apiGroups: [""]
    resources: ["*"]
    #           ^^^ \`*\` grants \`get\`, \`list\` on every resource of \`""\`, Secrets among them; name what is used
    verbs: [get, list]
  - apiGroups: [shop.example.com]
    resources: ["*"]
    verbs: ["*"]
    #       ^^^ \`*\` grants every verb, those of later versions too, on every resource of \`shop.example.com\`; name what is used
`,
    },
    {
      title: 'All that is used, by name, and a subresource of all kinds',
      good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: controller
rules:
  - apiGroups: [apps]
    resources: [deployments, "*/scale"]
    verbs: [get, list, watch, update]
`,
    },
    {
      title: 'What Kubernetes itself makes',
      good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: cluster-admin
  labels:
    kubernetes.io/bootstrapping: rbac-defaults
rules:
  - apiGroups: ["*"]
    resources: ["*"]
    verbs: ["*"]
`,
    },
  ],
}

/** What an operator grants itself on the kinds that it brings. */
function isOwnGroup({ apiGroups }: PolicyRule): boolean {
  return apiGroups.length > 0 && apiGroups.every(({ text }) => text !== '*' && !isKubernetesGroup(text))
}

/** Resources on which more verbs than the usual ones lead to the rights of others. */
const POWERS: ReadonlySet<string> = new Set([
  'clusterrolebindings',
  'clusterroles',
  'groups',
  'rolebindings',
  'roles',
  'secrets',
  'serviceaccounts',
  'users',
])

function isGrave({ resources }: PolicyRule, verb: Word | undefined): boolean {
  return verb !== undefined && resources.some((it) => POWERS.has(it.text))
}

function message(rule: PolicyRule, verb: Word | undefined, what: Word | undefined, group: Word | undefined): string {
  const verbs = verb ? 'every verb, those of later versions too,' : some(rule.verbs)
  if (rule.nonResourceURLs.length > 0)
    return `\`*\` grants ${verbs} on ${some(rule.nonResourceURLs)}; name what is used`
  const resources = what ? 'every resource' : some(rule.resources)
  const secrets = what && rule.apiGroups.some((it) => it.text === '' || it.text === '*') ? ', Secrets among them' : ''
  const groups = group ? 'of every group' : `of ${some(rule.apiGroups)}`
  return `\`*\` grants ${verbs} on ${resources} ${groups}${secrets}; name what is used`
}

function some(words: readonly Word[]): string {
  const names = words.slice(0, 3).map((it) => `\`${it.text || '""'}\``)
  const more = words.length - names.length
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ')
}
