import { servingContainers } from '../model/containers.ts'
import { podSpecOf } from '../model/pods.ts'
import { at, isNull, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const defaultServiceAccount: Rule = {
  id: 'default-service-account',
  severity: 'info',
  summary: 'Let workloads run as ServiceAccounts of their own.',
  why: `
Pods that name no ServiceAccount run as \`default\`, all of a namespace together. A right that one of them needs is
then a right of all, and nobody can tell afterwards who used it.

A pod that never asks the API server is content with \`automountServiceAccountToken: false\`; Purser is, too.
`,
  falseAlarms: 'Programs that never talk to the API server, in namespaces where the account has no rights.',
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet'],
  optional: true,
  opinion: true,
  notes: ['podspec-serviceaccountname-default', 'service-account'],

  check(resource, report) {
    const spec = podSpecOf(resource)
    const name = at(resource.node, 'metadata', 'name')
    if (!spec || !name || servingContainers(resource).length === 0) return
    if (scalar(at(spec, 'automountServiceAccountToken')) === false) return
    const account = at(spec, 'serviceAccountName') ?? at(spec, 'serviceAccount')
    const isDefault = scalar(account) === 'default'
    if (!isNull(account) && !isDefault) return
    report({
      at: isDefault && account ? account : name,
      path: 'spec.template.spec.serviceAccountName',
      message: `\`${resource.name ?? 'this'}\` shares the ServiceAccount \`default\` with all that name none`,
    })
  },

  examples: [
    {
      bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  #     ^^^ \`web\` shares the ServiceAccount \`default\` with all that name none
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: web:1.4.0
`,
    },
    {
      title: 'One of its own, or no token',
      good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      serviceAccountName: web
      containers:
        - name: web
          image: web:1.4.0
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  template:
    spec:
      automountServiceAccountToken: false
      containers:
        - name: api
          image: api:1.4.0
`,
    },
  ],
}
