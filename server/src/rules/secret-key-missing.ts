import { podMakers } from '../model/pods.ts'
import { absentKeys, keyFixes } from './naming/keys.ts'
import type { Rule } from './rule.ts'

export const secretKeyMissing: Rule = {
  id: 'secret-key-missing',
  severity: 'warning',
  summary: 'Read only keys that the Secret has.',
  why: `
The Secret is there, the key in it is not. A container that reads it as a variable does not start
(\`CreateContainerConfigError\`), a volume that lists it under \`items\` is not mounted. It comes out when the next pod starts, which may
be long after the change.

Where the program does without, say \`optional: true\`.
`,
  falseAlarms: 'Keys that a controller or a person adds to the Secret later.',
  kinds: podMakers,
  notes: ['secret'],

  checkAmong(resource, view, report) {
    for (const it of absentKeys(resource, view, '/Secret')) {
      const message = `the Secret \`${it.name}\` has no key \`${it.key}\`: ${it.outcome}`
      report({ at: it.node, message, related: it.related, fixes: () => keyFixes(it) })
    }
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Secret
metadata:
  name: database
stringData:
  password: change-me
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      env:
        - name: PASSWORD
          valueFrom:
            secretKeyRef:
              name: database
              key: pasword
              #    ^^^^^^^ the Secret \`database\` has no key \`pasword\`: the container will not start
`,
      fixed: `
apiVersion: v1
kind: Secret
metadata:
  name: database
stringData:
  password: change-me
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      env:
        - name: PASSWORD
          valueFrom:
            secretKeyRef:
              name: database
              key: password
`,
    },
    {
      title: 'A SealedSecret may add to it; and a token, which the cluster fills in',
      good: `
apiVersion: v1
kind: Secret
metadata:
  name: database
stringData:
  user: web
---
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata:
  name: database
---
apiVersion: v1
kind: Secret
metadata:
  name: token
  annotations:
    kubernetes.io/service-account.name: web
type: kubernetes.io/service-account-token
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      env:
        - name: PASSWORD
          valueFrom:
            secretKeyRef:
              name: database
              key: password
        - name: TOKEN
          valueFrom:
            secretKeyRef:
              name: token
              key: token
`,
    },
  ],
}
