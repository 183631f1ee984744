import { isSecretName } from '../model/secret-looks.ts'
import { isBase64 } from '../schema/formats.ts'
import { replaceScalar } from '../syntax/edits.ts'
import { at, entries, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const secretTrailingNewline: Rule = {
  id: 'secret-trailing-newline',
  severity: 'info',
  summary: 'Encode passwords without the line break that `echo` adds.',
  why: `
\`echo secret | base64\` encodes the line break, too. The program then sends a password with a line break at its end,
or puts it into a header, and is told that it is wrong, while everybody who looks at it sees the right one.
\`printf %s secret | base64\` encodes what is meant, and \`stringData\` needs no encoding at all.

Purser looks at single lines under keys that sound like passwords, tokens and users, and at nothing else. The value
itself is never shown.
`,
  falseAlarms: 'Programs that want the line break, or take it off.',
  kinds: ['/Secret'],
  notes: ['secret', 'secret-safety'],

  check(resource, report) {
    for (const { name, value } of entries(at(resource.node, 'data'))) {
      const encoded = scalar(value)
      if (!value || typeof encoded !== 'string' || encoded.length > MOST || !isWord(name) || !isBase64(encoded))
        continue
      const bytes = decoded(encoded)
      const isLine = bytes.length > 1 && bytes.indexOf(LINE_BREAK) === bytes.length - 1
      if (!isLine) continue
      report({
        at: value,
        path: `data[${name}]`,
        message: `\`${name}\` ends in a line break, as \`echo\` adds it: it becomes part of the value`,
        fixes: () => [
          {
            title: 'Encode it without the line break',
            safe: false,
            edits: [replaceScalar(value, encodedFrom(bytes.slice(0, -1)))],
          },
        ],
      })
    }
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Secret
metadata:
  name: database
data:
  username: c2hvcAo=
  #         ^^^^^^^^ \`username\` ends in a line break, as \`echo\` adds it: it becomes part of the value
  password: Y29ycmVjdCBob3JzZQo= # of staging
  #         ^^^^^^^^^^^^^^^^^^^^ \`password\` ends in a line break, as \`echo\` adds it: it becomes part of the value
`,
      fixed: `
apiVersion: v1
kind: Secret
metadata:
  name: database
data:
  username: c2hvcA==
  password: Y29ycmVjdCBob3JzZQ== # of staging
`,
    },
    {
      title: 'Without it; several lines, and files, which end in one',
      good: `
apiVersion: v1
kind: Secret
metadata:
  name: database
data:
  password: Y29ycmVjdCBob3JzZQ==
  api-token: b25lCnR3bwo=
  settings.conf: YT0xCg==
`,
    },
  ],
}

/** A password is short; of long values nothing is decoded. */
const MOST = 400
const LINE_BREAK = 10

function isWord(key: string): boolean {
  return !key.includes('.') && (isSecretName(key) || /^(?:user(?:-?name)?|login|password|passwd|token)$/i.test(key))
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function decoded(text: string): readonly number[] {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const it of text) {
    const value = ALPHABET.indexOf(it)
    if (value < 0) continue
    held = (held << 6) | value
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >> bits) & 255)
    held &= (1 << bits) - 1
  }
  return bytes
}

function encodedFrom(bytes: readonly number[]): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.slice(i, i + 3)
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0)
    const letters = [18, 12, 6, 0].map((shift) => ALPHABET[(group >> shift) & 63] ?? '')
    text += `${letters[0]}${letters[1]}${b === undefined ? '=' : letters[2]}${c === undefined ? '=' : letters[3]}`
  }
  return text
}
