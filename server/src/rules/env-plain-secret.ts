import { fieldPath } from '../model/field-path.ts'
import { containersOf, withPods } from '../model/pods.ts'
import { hasPassword, isFilledIn, isSecretName, isSecretValue } from '../model/secret-looks.ts'
import { each, get, text } from '../model/typed.ts'
import type { Fix } from '../problem.ts'
import { columnOf, scalarText, unitOf, withLineEnds } from '../syntax/edits.ts'
import { at, entry, type Node } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const envPlainSecret: Rule = {
  id: 'env-plain-secret',
  severity: 'warning',
  summary: 'Take passwords and keys from a Secret, not from the manifest.',
  why: `
A password in a manifest is in Git for ever, in every clone and every backup, and everybody who may read Deployments reads it with
\`kubectl get\`. To change it means to change the manifest, so it is never changed. Secrets have permissions of their own, can be
encrypted at rest, and can come from a vault.

The quick fix refers to a Secret; make it beside (\`kubectl create secret generic\`), and take the old value for known: it stays in the history.
Purser goes by names such as \`DB_PASSWORD\` and \`API_KEY\`, and by passwords within addresses.
`,
  falseAlarms: 'Names that look like that of a secret and hold something else; a password for tests.',
  kinds: withPods,
  notes: ['secret-safety', 'secret', 'envvarsource-secretkeyref'],

  check(resource, report) {
    for (const { node } of containersOf(resource)) {
      for (const variable of each(get(node, 'env'))) {
        const name = text(variable, 'name')
        const value = text(variable, 'value')
        const place = get(variable, 'value')
        if (!name || !value || !place || isFilledIn(value)) continue
        const inAddress = hasPassword(value)
        if (!inAddress && !(isSecretName(name) && isSecretValue(value))) continue
        report({
          at: place,
          path: `${fieldPath(variable, resource)}.value`,
          message: inAddress
            ? `the address in \`${name}\` has a password in it, in the clear; take it from a Secret`
            : `\`${name}\` stands here in the clear; take it from a Secret`,
          fixes: () => toSecret(variable, resource.name ?? 'my-secret', name),
        })
      }
    }
  },

  examples: [
    {
      bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
    spec:
      containers:
        - name: shop
          image: shop:1.4.0
          env:
            - name: DB_PASSWORD
              value: correct horse # since 2019
              #      ^^^^^^^^^^^^^ \`DB_PASSWORD\` stands here in the clear; take it from a Secret
            - {name: stripeApiKey, value: "sk-123"}
            #                             ^^^^^^^^ \`stripeApiKey\` stands here in the clear; take it from a Secret
            - name: DATABASE_URL
              value: postgres://shop:secret@db/shop
              #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the address in \`DATABASE_URL\` has a password in it, in the clear; take it from a Secret
`,
      fixed: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
    spec:
      containers:
        - name: shop
          image: shop:1.4.0
          env:
            - name: DB_PASSWORD
              valueFrom:
                secretKeyRef:
                  name: shop
                  key: db-password # since 2019
            - {name: stripeApiKey, valueFrom: {secretKeyRef: {name: shop, key: stripe-api-key}}}
            - name: DATABASE_URL
              valueFrom:
                secretKeyRef:
                  name: shop
                  key: database-url
`,
    },
    {
      title: 'Where a secret is, how long it lives, and whether there is one',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: shop:1.4.0
      env:
        - name: DB_PASSWORD_FILE
          value: /run/secrets/db
        - name: PASSWORD
          value: /run/secrets/password
        - name: SECRET_NAME
          value: shop
        - name: TOKEN_TTL
          value: 1h
        - name: AUTH_TOKEN
          value: "true"
        - name: TOKEN_URL
          value: https://login.example.com/token
        - name: MAX_TOKENS
          value: "4096"
        - name: KEYCLOAK_HOST
          value: login.example.com
        - name: PARTITION_KEY
          value: customer
        - name: PWD
          value: /srv
`,
    },
    {
      title: 'From a Secret, put in later, or made of others',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: shop:1.4.0
      env:
        - name: DB_PASSWORD
          valueFrom:
            secretKeyRef:
              name: shop
              key: db-password
        - name: API_TOKEN
          value: \${API_TOKEN}
        - name: DATABASE_PASSWORD
          value: $(DB_PASSWORD)
        - name: DATABASE_URL
          value: postgres://shop:$(DB_PASSWORD)@db/shop
        - name: CLIENT_SECRET
          value: ""
        - name: OTHER_SECRET
          value: <secret>
        - name: GOOGLE_API_KEY
          value: YOUR_API_KEY
        - name: ETCD_INITIAL_CLUSTER_TOKEN
          value: etcd-shop
`,
    },
  ],
}

/** `DB_PASSWORD` of `shop`: the key `db-password` of the Secret `shop`. */
function toSecret(variable: Node, secret: string, name: string): readonly Fix[] {
  const found = entry(variable, 'value')
  if (!found?.value || found.merged || variable.tree.type !== 'mapping' || at(variable, 'valueFrom')) return []
  const { text: whole } = variable.document
  const key = name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll('_', '-')
  const isJson = whole[found.key.from] === '"'
  const [from, ref, nameKey, keyKey] = ['valueFrom', 'secretKeyRef', 'name', 'key'].map((it) =>
    isJson ? `"${it}"` : it,
  )
  const quoted = isJson ? JSON.stringify : scalarText
  const block = () => {
    const column = columnOf(whole, found.key.from)
    const unit = unitOf(variable)
    const indent = (level: number) => `\n${' '.repeat(column + level * unit)}`
    return `valueFrom:${indent(1)}secretKeyRef:${indent(2)}name: ${quoted(secret)}${indent(2)}key: ${quoted(key)}`
  }
  const insert = variable.tree.flow
    ? `${from}: {${ref}: {${nameKey}: ${quoted(secret)}, ${keyKey}: ${quoted(key)}}}`
    : withLineEnds(block(), variable.document)
  // A value of several lines ends behind its last line break.
  const to = found.from + whole.slice(found.from, found.to).trimEnd().length
  const title = `Take it from the key ${key} of the Secret ${secret}`
  return [{ title, safe: false, edits: [{ from: found.from, to, insert }] }]
}
