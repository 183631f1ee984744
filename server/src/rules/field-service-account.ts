import { isWhole } from '../model/containers.ts'
import { containersOf, podSpecOf, withPods } from '../model/pods.ts'
import { text } from '../model/typed.ts'
import { replaceScalar } from '../syntax/edits.ts'
import { entry } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const fieldServiceAccount: Rule = {
  id: 'field-service-account',
  severity: 'info',
  summary: 'Name the account of a pod in `serviceAccountName`.',
  why: `
\`serviceAccount\` is the name that this field had before Kubernetes 1.0. The API server copies it to \`serviceAccountName\`, but what works with
manifests mostly knows the new name only: policies, patches, and people who look for who uses an account. A patch that sets the
one while the manifest sets the other leaves two names in it, and the old one loses.
`,
  falseAlarms: 'Objects that were read from a cluster have both, and then it says nothing.',
  kinds: withPods,
  notes: ['podspec-serviceaccount', 'service-account'],

  check(resource, report) {
    const spec = podSpecOf(resource)
    const found = entry(spec, 'serviceAccount')
    if (!spec || !found || !text(spec, 'serviceAccount') || entry(spec, 'serviceAccountName')) return
    report({
      at: found.key,
      message: '`serviceAccount` is the old name of this field; write `serviceAccountName`',
      tag: 'deprecated',
      fixes: () => {
        if (found.merged) return []
        // In a patch the patched object may have the new name with another value.
        const safe = containersOf(resource).some(isWhole)
        return [
          { title: 'Rename to serviceAccountName', safe, edits: [replaceScalar(found.key, 'serviceAccountName')] },
        ]
      },
    })
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccount: web # of its own
  #^^^^^^^^^^^^^ \`serviceAccount\` is the old name of this field; write \`serviceAccountName\`
  containers:
    - name: web
      image: web:1.4.0
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: web # of its own
  containers:
    - name: web
      image: web:1.4.0
`,
    },
    {
      title: 'Both, as in what was read from a cluster',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccount: web
  serviceAccountName: web
  containers:
    - name: web
      image: web:1.4.0
`,
    },
  ],
}
