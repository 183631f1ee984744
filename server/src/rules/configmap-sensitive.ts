import { hasPassword, isFilledIn, isSecretName, isSecretValue } from '../model/secret-looks.ts'
import { firstLine } from '../schema/place.ts'
import { at, entries, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const configmapSensitive: Rule = {
  id: 'configmap-sensitive',
  severity: 'info',
  summary: 'Keep passwords and keys in Secrets, not in ConfigMaps.',
  why: `
Nearly everybody may read ConfigMaps: the role \`view\` shows them and leaves Secrets out, and no encryption at rest covers them by default. They are
printed by tools that are careful with Secrets.

Purser goes by keys such as \`db-password\`, by private keys, and by passwords within addresses. It does not look into longer files.
`,
  falseAlarms: 'Keys that look like that of a secret and hold something else; a password for tests.',
  kinds: ['/ConfigMap'],
  notes: ['secret-safety', 'configmap'],

  check(resource, report) {
    for (const { name, value } of entries(at(resource.node, 'data'))) {
      const text = scalar(value)
      if (!value || typeof text !== 'string') continue
      const what = finding(name, text)
      if (what) report({ at: firstLine(value), path: `data[${name}]`, message: `${what}: that belongs into a Secret` })
    }
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
data:
  db-password: correct horse
  #            ^^^^^^^^^^^^^ \`db-password\` looks like a secret: that belongs into a Secret
  DATABASE_URL: postgres://shop:secret@db/shop
  #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the address in \`DATABASE_URL\` has a password in it: that belongs into a Secret
  tls.key: |
  #        ^ \`tls.key\` has a private key in it: that belongs into a Secret
    -----BEGIN PRIVATE KEY-----
    MC4CAQAwBQYDK2VwBCIEIA==
    -----END PRIVATE KEY-----
`,
    },
    {
      title: 'What only speaks of secrets',
      good: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
data:
  password-file: /run/secrets/db
  require-password: "true"
  token-ttl: 1h
  secret: \${SECRET}
  api-token: ""
  ca.crt: |
    -----BEGIN CERTIFICATE-----
    MC4CAQAwBQYDK2VwBCIEIA==
    -----END CERTIFICATE-----
  shop.properties: |
    password.file=/run/secrets/db
  token: https://login.example.com/token
`,
    },
  ],
}

function finding(name: string, text: string): string | undefined {
  if (/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/.test(text)) return `\`${name}\` has a private key in it`
  const value = text.trim()
  if (value === '' || value.includes('\n') || value.length > 500 || isFilledIn(value)) return undefined
  if (hasPassword(value)) return `the address in \`${name}\` has a password in it`
  return isSecretName(name) && isSecretValue(value) ? `\`${name}\` looks like a secret` : undefined
}
