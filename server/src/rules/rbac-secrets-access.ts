import { granting, grants, isOfKubernetes, policyRulesOf, roleKinds } from '../model/policy-rules.ts'
import type { Rule } from './rule.ts'

export const rbacSecretsAccess: Rule = {
  id: 'rbac-secrets-access',
  severity: 'info',
  summary: 'Let programs read the Secrets that they need, by name.',
  why: `
Who may \`list\` or \`watch\` Secrets gets all that is in them, of the whole namespace, and with a ClusterRole of the
whole cluster: tokens of other accounts among them. \`get\` without names is hardly less, for names are easy to guess.
With \`resourceNames\` a role grants those that are meant, and no others.

A pod needs no right at all for Secrets that it mounts.
`,
  falseAlarms: 'Programs whose business Secrets are, such as cert-manager, External Secrets and GitOps controllers.',
  kinds: roleKinds,
  optional: true,
  opinion: true,
  notes: ['policyrule-resources-secrets', 'secret-safety', 'rbac'],

  check(resource, report) {
    if (isOfKubernetes(resource)) return
    for (const rule of policyRulesOf(resource)) {
      const secrets = rule.resources.find((it) => it.text === 'secrets')
      const verb = granting(rule.verbs, 'list', 'watch', 'get')
      if (!secrets || !verb || !grants(rule.apiGroups, '') || rule.resourceNames.length > 0) continue
      const extent = resource.kind === 'Role' ? 'the namespace' : 'the namespaces that it is bound in, or the cluster'
      report({
        at: secrets.node,
        message: `this opens every Secret of ${extent}; name those that are needed in \`resourceNames\``,
      })
    }
  },

  examples: [
    {
      bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: web
rules:
  - apiGroups: [""]
    resources: [configmaps, secrets]
    #                       ^^^^^^^ this opens every Secret of the namespace; name those that are needed in \`resourceNames\`
    verbs: [get, list]
`,
    },
    {
      title: 'By name, or only to make them',
      good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: web
rules:
  - apiGroups: [""]
    resources: [secrets]
    resourceNames: [web-tls]
    verbs: [get]
  - apiGroups: [""]
    resources: [secrets]
    verbs: [create]
`,
    },
  ],
}
