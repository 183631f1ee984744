import { isKubernetesGroup } from '../model/api-resources.ts'
import { policyRulesOf, roleKinds } from '../model/policy-rules.ts'
import { replaceScalar } from '../syntax/edits.ts'
import { nearest } from '../text/nearest.ts'
import type { Rule } from './rule.ts'

export const rbacUnknownVerb: Rule = {
  id: 'rbac-unknown-verb',
  severity: 'info',
  summary: 'Grant verbs that the API server knows.',
  why: `
The API server takes any word for a verb and never asks for one that it does not know: the rule grants nothing, and
the program is refused what it was to be allowed. \`read\`, \`write\` and \`edit\` are not verbs, nor are HTTP methods
such as \`post\`; in lower case and in full they are \`get\`, \`list\`, \`watch\`, \`create\`, \`update\`, \`patch\`,
\`delete\` and \`deletecollection\`.
`,
  falseAlarms: 'Verbs that a program asks for itself on resources of Kubernetes; on custom resources any verb passes.',
  kinds: roleKinds,
  notes: ['policyrule-verbs', 'rbac'],

  check(resource, report) {
    for (const { apiGroups, verbs, nonResourceURLs } of policyRulesOf(resource)) {
      const isUrl = nonResourceURLs.length > 0
      if (!isUrl && (apiGroups.length === 0 || !apiGroups.every(({ text }) => isKubernetesGroup(text)))) continue
      for (const { text, node } of verbs) {
        if (text === '' || VERBS.has(text) || (isUrl && URL_VERBS.has(text)) || /[${}<>]/.test(text)) continue
        report({
          at: node,
          message: `\`${text}\` is no verb of the API server: this grants nothing`,
          fixes: () =>
            (MEANT[text.toLowerCase()] ?? nearest(text.toLowerCase(), VERBS, 3)).map((it) => ({
              title: `Change to ${it}`,
              safe: false,
              edits: [replaceScalar(node, it)],
            })),
        })
      }
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
    resources: [configmaps]
    verbs: [get, lsit, Watch]
    #            ^^^^ \`lsit\` is no verb of the API server: this grants nothing
    #                  ^^^^^ \`Watch\` is no verb of the API server: this grants nothing
  - apiGroups: [apps]
    resources: [deployments]
    verbs:
      - read # what the dashboard needs
      # ^^^^ \`read\` is no verb of the API server: this grants nothing
`,
      fixed: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: web
rules:
  - apiGroups: [""]
    resources: [configmaps]
    verbs: [get, list, watch]
  - apiGroups: [apps]
    resources: [deployments]
    verbs:
      - get # what the dashboard needs
`,
    },
    {
      title: 'All that there are, and verbs of others',
      good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: many
rules:
  - apiGroups: [""]
    resources: [pods, serviceaccounts]
    verbs: [get, list, watch, create, update, patch, delete, deletecollection, impersonate]
  - apiGroups: [certificates.k8s.io]
    resources: [signers]
    verbs: [approve, sign, attest]
  - apiGroups: [argoproj.io]
    resources: [applications]
    verbs: [sync]
  - nonResourceURLs: [/metrics]
    verbs: [get, head]
`,
    },
  ],
}

/** Those of requests, and those that Kubernetes asks for beside them. */
const VERBS: ReadonlySet<string> = new Set([
  '*',
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'proxy',
  'use',
  'bind',
  'escalate',
  'impersonate',
  'approve',
  'sign',
  'attest',
  'redirect',
])

const URL_VERBS: ReadonlySet<string> = new Set(['post', 'put', 'head', 'options'])

/** What people mean by words of other places. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  read: ['get', 'list', 'watch'],
  view: ['get', 'list', 'watch'],
  write: ['update', 'patch', 'create'],
  edit: ['update', 'patch'],
  modify: ['update', 'patch'],
  post: ['create'],
  put: ['update'],
  remove: ['delete'],
  add: ['create'],
}
