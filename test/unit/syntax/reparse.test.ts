import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { computed } from '../../../server/src/memo.ts'
import { parseDocument } from '../../../server/src/syntax/parse.ts'
import { editDocument } from '../../../server/src/syntax/reparse.ts'
import { applyEdit } from '../../../server/src/text/edit.ts'
import { editOf, type Plan, plan, yamlish } from './edits.ts'
import { cut } from './trees.ts'

/** How many random texts; `PURSER_RUNS=20000` looks longer. */
const runs = Number(process.env.PURSER_RUNS ?? 300)
const examples = documentsIn(fileURLToPath(new URL('../../../examples/', import.meta.url)))
const fixtures = recoveryTexts()
const corpus = process.env.PURSER_CORPUS

describe('editDocument', function () {
  this.timeout(runs * 200)

  for (const [name, texts] of [
    ['the examples', fc.constantFrom(...examples)],
    ['the examples with Windows line ends', fc.constantFrom(...examples).map((it) => it.replaceAll('\n', '\r\n'))],
    ['half-typed texts', fc.constantFrom(...fixtures)],
    [
      'several half-typed texts in a row',
      fc.array(fc.constantFrom(...fixtures), { maxLength: 4 }).map((it) => it.join('')),
    ],
    ['anything that looks like YAML', yamlish],
  ] as const) {
    it(`gives what a fresh parse gives, edit after edit, on ${name}`, () => {
      fc.assert(fc.property(texts, fc.array(plan, { minLength: 1, maxLength: 6 }), editsAgree), { numRuns: runs })
    })
  }

  if (corpus !== undefined) {
    it('gives what a fresh parse gives on real manifests', () => {
      const texts = documentsIn(corpus)
      fc.assert(fc.property(fc.constantFrom(...texts), fc.array(plan, { minLength: 1, maxLength: 4 }), editsAgree), {
        numRuns: runs * 5,
      })
    })
  }
  after(() => console.log(computed))
})

function editsAgree(start: string, plans: readonly Plan[]): void {
  let document = parseDocument(start)
  for (const it of plans) {
    const edit = editOf(document.text, it)
    const text = applyEdit(document.text, edit)
    document = editDocument(document, edit)
    assert.deepEqual(document, parseDocument(text))
  }
}

function documentsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((it) => /\.ya?ml$/.test(it))
    .sort()
    .flatMap((path) => cut(readFileSync(join(folder, path), 'utf8')))
}

function recoveryTexts(): readonly string[] {
  const source = readFileSync(new URL('./parse-recovery.test.ts', import.meta.url), 'utf8')
  return [...source.matchAll(/text: ('(?:[^'\\]|\\.)*')/g)].map(([, text]) =>
    JSON.parse(`"${text?.slice(1, -1).replaceAll("\\'", "'").replaceAll('"', '\\"')}"`),
  )
}
