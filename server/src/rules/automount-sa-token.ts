import { isWhole } from '../model/containers.ts'
import { fieldPath } from '../model/field-path.ts'
import { containersOf, podSpecOf, withPods } from '../model/pods.ts'
import { text } from '../model/typed.ts'
import { putEntries } from '../syntax/edits.ts'
import { at, entries, isNull, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const automountSaToken: Rule = {
  id: 'automount-sa-token',
  severity: 'warning',
  summary: 'Give pods no token for the API server unless they use it.',
  why: `
Each pod gets a token of its account as a file, unless somebody says no. Whoever can read files of the pod, by a hole in the program, can
then speak to the API server under that name. The account \`default\` mostly has no rights, until somebody binds a role to it because
that was quick.

Purser asks only of pods that name no account: who names one mostly wants its token. Say no at the pod, or for all at the ServiceAccount
\`default\`.
`,
  falseAlarms:
    'A ServiceAccount `default` in the cluster that says `automountServiceAccountToken: false` itself; programs that ask the API server for what all may read.',
  kinds: withPods,
  optional: true,
  notes: ['serviceaccount-automountserviceaccounttoken', 'service-account'],

  check(resource, report) {
    const spec = podSpecOf(resource)
    const account = text(spec, 'serviceAccountName') ?? text(spec, 'serviceAccount') ?? ''
    if (!spec || (account !== '' && account !== 'default') || !containersOf(resource).some(isWhole)) return
    const said = at(spec, 'automountServiceAccountToken')
    if (scalar(said) === false) return
    const first = entries(spec)[0]
    report({
      at: said && !isNull(said) ? said : (first?.key ?? spec),
      path: `${fieldPath(spec, resource)}.automountServiceAccountToken`,
      message:
        'the pod gets a token of the account `default`; set `automountServiceAccountToken: false` if it needs none',
      fixes: () => {
        const edit = said ? undefined : putEntries(spec, [], [['automountServiceAccountToken', 'false']])
        return edit ? [{ title: 'Set automountServiceAccountToken to false', safe: false, edits: [edit] }] : []
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
  containers:
  #^^^^^^^^^ the pod gets a token of the account \`default\`; set \`automountServiceAccountToken: false\` if it needs none
    - name: web
      image: web:1.4.0
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
  automountServiceAccountToken: false
`,
    },
    {
      title: 'Said so, and an account that is there to be used',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  automountServiceAccountToken: false
  containers:
    - name: web
      image: web:1.4.0
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: operator
  containers:
    - name: operator
      image: operator:1.4.0
`,
    },
  ],
}
