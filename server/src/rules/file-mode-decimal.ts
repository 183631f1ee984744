import { podSpecOf, withPods } from '../model/pods.ts'
import { replaceNode } from '../syntax/edits.ts'
import { at, type Node, rootOf, values } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const fileModeDecimal: Rule = {
  id: 'file-mode-decimal',
  severity: 'warning',
  summary: 'Write the mode of files in octal, with a leading zero.',
  why: `
Modes are octal to people and plain numbers to YAML. Without the leading zero \`400\` is four hundred, which as a mode
is \`0620\`: the group may write a file that nobody but its owner should read. Programs that look, such as ssh with
its keys, refuse it; those that do not leave it open. From \`512\` on the API server refuses the number; below that
nobody says anything.

JSON has no octal numbers: write \`256\` for \`0400\` there.
`,
  falseAlarms:
    'Somebody who really means the decimal number: `0620`, `0670`, `0674` and `0764` are what they stand for.',
  kinds: withPods,
  notes: ['secretvolumesource-defaultmode'],

  check(resource, report) {
    for (const node of modesOf(podSpecOf(resource))) {
      const written = node.document.text.slice(node.from, node.to)
      if (!MEANT.has(written)) continue
      const octal = `0${Number(written).toString(8)}`
      report({
        at: node,
        message: `\`${written}\` is decimal and means the mode \`${octal}\`; write \`0${written}\``,
        fixes: () => [
          { title: `Change to 0${written}`, safe: false, edits: [replaceNode(node, inOctal(node, written))] },
        ],
      })
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
  volumes:
    - name: key
      secret:
        secretName: deploy-key
        defaultMode: 400 # only the owner
        #            ^^^ \`400\` is decimal and means the mode \`0620\`; write \`0400\`
        items:
          - {key: id, path: id, mode: 440}
          #                           ^^^ \`440\` is decimal and means the mode \`0670\`; write \`0440\`
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
  volumes:
    - name: key
      secret:
        secretName: deploy-key
        defaultMode: 0400 # only the owner
        items:
          - {key: id, path: id, mode: 0440}
`,
    },
    {
      title: 'Octal, and the decimal numbers of usual modes',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
  volumes:
    - name: key
      secret:
        secretName: deploy-key
        defaultMode: 0400
    - name: settings
      configMap:
        name: settings
        defaultMode: 420
        items:
          - {key: a, path: a, mode: 0o440}
          - {key: b, path: b, mode: 256}
`,
    },
  ],
}

const SOURCES = ['configMap', 'secret', 'downwardAPI', 'projected']

/** Of the files of all volumes. */
function modesOf(spec: Node | undefined): readonly Node[] {
  return values(at(spec, 'volumes')).flatMap((volume) => {
    const source = SOURCES.flatMap((it) => at(volume, it) ?? [])[0]
    const parts = values(at(source, 'sources')).flatMap((part) => SOURCES.flatMap((it) => at(part, it) ?? []))
    const items = [source, ...parts].flatMap((it) => values(at(it, 'items')))
    return [at(source, 'defaultMode'), ...items.map((it) => at(it, 'mode'))].filter((it) => it !== undefined)
  })
}

/** Of the modes that people give to files those that pass for decimal numbers. Beyond 511 the API server refuses them. */
const MEANT: ReadonlySet<string> = new Set(['400', '440', '444', '500'])

function inOctal(node: Node, written: string): string {
  const isJson = rootOf(node.document)?.tree.type === 'mapping' && /^\s*\{\s*"/.test(node.document.text)
  return isJson ? String(Number.parseInt(written, 8)) : `0${written}`
}
