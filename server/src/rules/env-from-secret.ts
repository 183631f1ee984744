import { containersOf, withPods } from '../model/pods.ts'
import { each, get } from '../model/typed.ts'
import { at, stringAt } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const envFromSecret: Rule = {
  id: 'env-from-secret',
  severity: 'info',
  summary: 'Mount secrets as files rather than as environment variables.',
  why: `
The environment of a process is handed to all that it starts, and printed by crash reports and debug pages. It also
stays as it was: a new password comes only with a new pod, while a mounted file changes by itself.

Many programs can read a file: \`DB_PASSWORD_FILE\` is a habit of images. If yours cannot, an environment variable is still better than a
password in the manifest.
`,
  falseAlarms: 'Programs that read nothing but the environment.',
  kinds: withPods,
  optional: true,
  notes: ['secret-safety', 'envvarsource-secretkeyref'],

  check(resource, report) {
    for (const { node } of containersOf(resource)) {
      const refs = [
        ...each(get(node, 'env')).map((it) => at(it, 'valueFrom', 'secretKeyRef')),
        ...each(get(node, 'envFrom')).map((it) => at(it, 'secretRef')),
      ]
      for (const ref of refs) {
        const name = stringAt(ref, 'name')
        const place = at(ref, 'name')
        if (!place || !name) continue
        report({
          at: place,
          message: `the Secret \`${name}\` goes into the environment, which programs show and pass on; mount it`,
        })
      }
    }
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
    - name: web
      image: web:1.4.0
      env:
        - name: DB_PASSWORD
          valueFrom:
            secretKeyRef:
              name: database
              #     ^^^^^^^^ the Secret \`database\` goes into the environment, which programs show and pass on; mount it
              key: password
      envFrom:
        - secretRef:
            name: tokens
            #     ^^^^^^ the Secret \`tokens\` goes into the environment, which programs show and pass on; mount it
`,
    },
    {
      title: 'As a file, and a ConfigMap',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      env:
        - name: DB_PASSWORD_FILE
          value: /run/secrets/database/password
      envFrom:
        - configMapRef:
            name: web
      volumeMounts:
        - name: database
          mountPath: /run/secrets/database
  volumes:
    - name: database
      secret:
        secretName: database
`,
    },
  ],
}
