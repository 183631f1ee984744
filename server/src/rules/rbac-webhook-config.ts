import { granting, grants, isOfKubernetes, policyRulesOf, roleKinds } from '../model/policy-rules.ts'
import type { Rule } from './rule.ts'

export const rbacWebhookConfig: Rule = {
  id: 'rbac-webhook-config',
  severity: 'info',
  summary: 'Let few change the webhooks of the API server.',
  why: `
Who may write webhook configurations may have every object that anybody applies, Secrets among them, sent to a program
of his own, and may have it changed on the way. One that answers nothing with \`failurePolicy: Fail\` stops the whole
cluster.
`,
  falseAlarms:
    'Operators that set up their own webhooks, such as cert-manager and its like; `resourceNames` narrows them to these.',
  kinds: roleKinds,
  notes: ['admission-webhooks', 'rbac'],

  check(resource, report) {
    if (isOfKubernetes(resource)) return
    for (const rule of policyRulesOf(resource)) {
      const what = rule.resources.find(({ text }) => CONFIGURATIONS.has(text))
      const verb = granting(rule.verbs, 'create', 'update', 'patch')
      if (!what || !verb || !grants(rule.apiGroups, 'admissionregistration.k8s.io') || rule.resourceNames.length > 0)
        continue
      report({
        at: what.node,
        message: `who may write \`${what.text}\` sees and changes all that is applied to the cluster`,
      })
    }
  },

  examples: [
    {
      bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: webhooks
rules:
  - apiGroups: [admissionregistration.k8s.io]
    resources: [validatingwebhookconfigurations]
    #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ who may write \`validatingwebhookconfigurations\` sees and changes all that is applied to the cluster
    verbs: [get, list, update]
`,
    },
    {
      title: 'To read them, and one by its name',
      good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: webhooks
rules:
  - apiGroups: [admissionregistration.k8s.io]
    resources: [validatingwebhookconfigurations]
    verbs: [get, list, watch]
  - apiGroups: [admissionregistration.k8s.io]
    resources: [validatingwebhookconfigurations]
    resourceNames: [shop]
    verbs: [update]
`,
    },
  ],
}

const CONFIGURATIONS: ReadonlySet<string> = new Set([
  'mutatingwebhookconfigurations',
  'validatingwebhookconfigurations',
])
