import { granting, grants, isOfKubernetes, policyRulesOf, roleKinds } from '../model/policy-rules.ts'
import type { Rule } from './rule.ts'

export const rbacCsrApproval: Rule = {
  id: 'rbac-csr-approval',
  severity: 'info',
  summary: 'Let few approve certificates for the API server.',
  why: `
A certificate is a login. Who may make a CertificateSigningRequest and approve it writes himself one in any name, that
of an administrator included, and it cannot be taken back before it expires.
`,
  falseAlarms: 'Approvers of certificates of kubelets, for which one signer by name is enough.',
  kinds: roleKinds,
  notes: ['certificatesigningrequestspec-signername', 'client-certificates', 'rbac'],

  check(resource, report) {
    if (isOfKubernetes(resource)) return
    for (const rule of policyRulesOf(resource)) {
      const what = rule.resources.find(({ text }) => text === 'certificatesigningrequests/approval')
      if (!what || !granting(rule.verbs, 'update', 'patch') || !grants(rule.apiGroups, 'certificates.k8s.io')) continue
      report({ at: what.node, message: 'who may approve certificates may log in under any name' })
    }
  },

  examples: [
    {
      bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: approver
rules:
  - apiGroups: [certificates.k8s.io]
    resources: [certificatesigningrequests/approval]
    #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ who may approve certificates may log in under any name
    verbs: [update]
`,
    },
    {
      title: 'To ask for one',
      good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: requester
rules:
  - apiGroups: [certificates.k8s.io]
    resources: [certificatesigningrequests]
    verbs: [create, get, list, watch]
`,
    },
  ],
}
