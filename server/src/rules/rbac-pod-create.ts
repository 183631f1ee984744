import { granting, isOfKubernetes, policyRulesOf, roleKinds } from '../model/policy-rules.ts'
import type { Rule } from './rule.ts'

export const rbacPodCreate: Rule = {
  id: 'rbac-pod-create',
  severity: 'info',
  summary: 'Let only those make pods whose work it is.',
  why: `
Who may make a pod may mount every Secret of its namespace into it, run it as any ServiceAccount there, and, unless
Pod Security forbids it, on the node itself. The right to make a Deployment or a Job is the same right, one step
further.
`,
  falseAlarms: 'Operators, GitOps controllers, schedulers and runners of pipelines.',
  kinds: roleKinds,
  optional: true,
  opinion: true,
  notes: ['policyrule-verbs-create', 'rbac', 'cluster-security'],

  check(resource, report) {
    if (isOfKubernetes(resource)) return
    for (const rule of policyRulesOf(resource)) {
      const what = rule.resources.find(
        ({ text }) => WORKLOADS[text] !== undefined && rule.apiGroups.some((it) => it.text === WORKLOADS[text]),
      )
      const verb = granting(rule.verbs, 'create')
      if (!what || !verb) continue
      report({
        at: verb.node,
        message: `who may make ${what.text} may read every Secret and use every ServiceAccount of the namespace`,
      })
    }
  },

  examples: [
    {
      bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: runner
rules:
  - apiGroups: [batch]
    resources: [jobs]
    verbs: [get, create]
    #            ^^^^^^ who may make jobs may read every Secret and use every ServiceAccount of the namespace
`,
    },
    {
      title: 'To look at them, and to make other things',
      good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: watcher
rules:
  - apiGroups: [""]
    resources: [pods]
    verbs: [get, list, watch]
  - apiGroups: [""]
    resources: [configmaps, pods/log]
    verbs: [create]
`,
    },
  ],
}

/** What makes pods, with its group. */
const WORKLOADS: Readonly<Record<string, string>> = {
  pods: '',
  replicationcontrollers: '',
  deployments: 'apps',
  statefulsets: 'apps',
  daemonsets: 'apps',
  replicasets: 'apps',
  jobs: 'batch',
  cronjobs: 'batch',
}
