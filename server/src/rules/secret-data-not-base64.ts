import type { Fix } from '../problem.ts'
import { isBase64 } from '../schema/formats.ts'
import { firstLine } from '../schema/place.ts'
import { insertEntry, putEntries, removeEntry, replaceScalar, scalarText } from '../syntax/edits.ts'
import { at, type Entry, entries, entry, type Node, scalar } from '../syntax/node.ts'
import type { Edit } from '../text/edit.ts'
import { withoutEnd } from '../text/trim.ts'
import type { Rule } from './rule.ts'

export const secretDataNotBase64: Rule = {
  id: 'secret-data-not-base64',
  severity: 'error',
  summary: 'Write what stands under `data` of a Secret in base64.',
  why: `
\`data\` of a Secret takes base64, because values may be any bytes. Plain text belongs under \`stringData\`, which the API
server encodes and merges into \`data\`; it is there for people, and never shows up again when you read the Secret back.

The server cannot decode anything else and refuses the whole Secret. Base64 hides nothing: whoever can read the file
can read the secret, so what is real does not belong into Git in either form.

Careful with \`echo\`: it adds a line break, which becomes part of the password. \`printf %s\` does not.
`,
  falseAlarms: 'Placeholders that a tool replaces before the Secret is applied.',
  kinds: ['/Secret'],
  notes: ['secret'],

  check(resource, report) {
    const data = at(resource.node, 'data')
    for (const it of entries(data)) {
      const value = scalar(it.value)
      const node = it.value
      if (!data || !node || typeof value !== 'string' || isBase64(value)) continue
      report({
        at: firstLine(node),
        path: `data[${it.name}]`,
        cause: 'decode',
        message: looksCut(value)
          ? `\`${it.name}\` is not base64, or base64 without its \`=\` at the end; encode it, or move it to \`stringData\``
          : `\`${it.name}\` is not base64; encode it, or move it to \`stringData\``,
        fixes: () => fixes(resource.node, data, it, node, value),
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
type: Opaque
data:
  username: c2hvcA==
  password: correct horse battery staple
  #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`password\` is not base64; encode it, or move it to \`stringData\`
`,
      fixed: `
apiVersion: v1
kind: Secret
metadata:
  name: database
type: Opaque
data:
  username: c2hvcA==
  password: Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZQ==
`,
    },
    {
      title: 'Several lines, which stay what they are; and base64 that lost its end',
      bad: `
apiVersion: v1
kind: Secret
metadata:
  name: keys
data:
  config: |
    #     ^ \`config\` is not base64; encode it, or move it to \`stringData\`
    user = shop
    # no more
  token: c2hvcA
  #      ^^^^^^ \`token\` is not base64, or base64 without its \`=\` at the end; encode it, or move it to \`stringData\`
`,
      fixed: `
apiVersion: v1
kind: Secret
metadata:
  name: keys
data:
  config: dXNlciA9IHNob3AKIyBubyBtb3JlCg==
  token: c2hvcA==
`,
    },
    {
      title: 'Base64 over several lines, and words that happen to be base64',
      good: `
apiVersion: v1
kind: Secret
metadata:
  name: keys
data:
  certificate: |
    LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t
    Ci4uLgo=
  password: changeit
  empty: ""
stringData:
  plain: correct horse
`,
    },
  ],
}

/** Encoding is what was meant, unless it is base64 already and was only cut. */
function fixes(root: Node, data: Node, it: Entry, node: Node, value: string): readonly Fix[] {
  const encoded = { title: 'Encode it in base64', edits: [replaceScalar(node, toBase64(value))] }
  const move = { title: 'Move it to stringData', safe: false, edits: moveToStringData(root, data, it, value) }
  const moves = move.edits.length > 0 ? [move] : []
  if (!looksCut(value)) return [{ ...encoded, safe: !looksEncoded(value) && !isPlaceholder(value) }, ...moves]
  const padded = value.padEnd(Math.ceil(value.length / 4) * 4, '=')
  return [
    { title: 'Add the missing =', safe: false, edits: [replaceScalar(node, padded)] },
    { ...encoded, safe: false },
    ...moves,
  ]
}

/** Base64 of readable text, but for the padding. */
function looksCut(value: string): boolean {
  if (!/^[A-Za-z0-9+/]{6,}={0,1}$/.test(value) || value.replace('=', '').length % 4 === 1) return false
  try {
    return /^[\x20-\x7e\r\n\t]+$/.test(atob(withoutEnd(value, '=')))
  } catch {
    return false
  }
}

/** Base64 in other letters (`-` and `_`), or with spaces where lines were folded: encoding it again would be wrong. */
function looksEncoded(value: string): boolean {
  const plain = withoutEnd(value.replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/'), '=')
  return isBase64(plain.padEnd(Math.ceil(plain.length / 4) * 4, '='))
}

/** What a tool may replace: `${PASSWORD}`, `<password>`, `%PASSWORD%`. */
function isPlaceholder(value: string): boolean {
  return /[${}<>%]/.test(value)
}

function moveToStringData(root: Node, data: Node, it: Entry, value: string): readonly Edit[] {
  const pair = [scalarText(it.name), scalarText(value)] as const
  const own = entries(root).filter((other) => !other.merged)
  const place = own.findIndex((other) => other.name === 'data')
  const dataEntry = own[place]
  if (value.includes('\n') || it.merged || !dataEntry || data.tree.type !== 'mapping') return []
  const present = entry(root, 'stringData')
  if (!present && entries(data).length === 1) {
    const { from, to } = dataEntry.key
    const quoted = root.tree.type === 'mapping' && root.tree.flow && root.document.text[from] === '"'
    return [{ from, to, insert: quoted ? '"stringData"' : 'stringData' }]
  }
  // Behind the entry above `data`: what goes to its end could touch the lines that are taken away.
  const above = own[place - 1]
  const put = present
    ? putEntries(root, ['stringData'], [pair])
    : above && insertEntry(root, 'stringData', `${pair[0]}: ${pair[1]}`, above)
  return put ? [put, removeEntry(data, it)] : []
}

function toBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (it) => String.fromCharCode(it)).join(''))
}
