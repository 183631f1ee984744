import assert from 'node:assert/strict'
import fc from 'fast-check'
import { editFile, parseFile } from '../../../server/src/syntax/file.ts'
import { parseDocument } from '../../../server/src/syntax/parse.ts'
import { checkGeometry, checkProblems, checkSpelling } from './invariants.ts'
import { NASTY } from './nasty.ts'
import { BITS, MORE, SAMPLES } from './samples.ts'
import { mostSteps, stepsOf } from './steps.ts'
import { said, saidByYaml } from './trees.ts'

const sample = fc.constantFrom(...SAMPLES)
const edit = fc.record({
  // Not `fc.double`, of which most are next to nothing.
  at: fc.noBias(fc.nat(1_000_000)).map((it) => it / 1_000_000),
  remove: fc.nat(6),
  insert: fc.constantFrom('', ...BITS, ...MORE),
})
const edited = fc.tuple(sample, fc.array(edit, { minLength: 1, maxLength: 4 })).map(([text, edits]) => {
  let out = text
  for (const { at, remove, insert } of edits) {
    const from = Math.floor(at * out.length)
    out = out.slice(0, from) + insert + out.slice(from + remove)
  }
  return out
})
const garbage = fc
  .array(fc.constantFrom(...BITS, ...MORE, 'a', 'key: ', 'b c', '\n- '), { maxLength: 40 })
  .map((bits) => bits.join(''))
const anyText = fc.oneof(edited, garbage, fc.string({ unit: 'binary', maxLength: 60 }))

describe('parseDocument, whatever the text', function () {
  this.timeout(20_000)

  it('gives spans that nest, in the order of the text', () => {
    fc.assert(
      fc.property(anyText, (text) => checkGeometry(parseDocument(text))),
      { numRuns: 3000 },
    )
  })

  it('reports spans of the text, one error a line, a hundred at most', () => {
    fc.assert(
      fc.property(anyText, (text) => checkProblems(parseDocument(text))),
      { numRuns: 3000 },
    )
  })

  it('spells the text where nothing is wrong', () => {
    for (const text of SAMPLES) checkSpelling(parseDocument(text))
    let spelled = 0
    fc.assert(
      fc.property(edited, (text) => {
        const document = parseDocument(text)
        if (document.problems.length > 0) return
        spelled++
        checkSpelling(document)
      }),
      { numRuns: 2000 },
    )
    assert(spelled > 100)
  })

  it('reads what it accepts as `yaml` does', () => {
    let compared = 0
    const run = (text: string) => {
      const { tree, problems } = parseDocument(text)
      // Differences that are meant: a literal without a last line break, `[a:,]`, and lone carriage returns.
      if (problems.length > 0 || !text.endsWith('\n') || /:[,\]}]|\r(?!\n)/.test(text)) return
      // `yaml` forgets an empty line behind an escaped line break; go-yaml and the standard do not.
      if (/\\\r?\n[ \t]*\r?\n/.test(text)) return
      // Nor does it end text below a key at the next item where a comment stands between the key and the text.
      if (/:[ \t]*\r?\n\s*#/.test(text)) return
      const expected = saidByYaml(text)
      if (expected === undefined) return
      compared++
      assert.deepEqual(said(tree), expected)
    }
    fc.assert(fc.property(edited, run), { numRuns: 2000 })
    assert(compared > 100)
  })

  for (const [name, make] of Object.entries(NASTY)) {
    it(`costs no more than in proportion to the text: ${name}`, () => {
      const [small = 0, large = 0] = [make(250), make(2000)].map((text) => worstOf(text) / text.length)
      assert(large < 1.5 * small + 3, `${small} steps a character became ${large}`)
      assert(large < 40, `${large} steps a character`)
    })
  }
})

/** The steps of reading a text as a file, or of one of a few edits of it if they cost more. */
function worstOf(text: string): number {
  const most = mostSteps(text)
  const read = stepsOf(() => parseFile(text), most)
  const file = parseFile(text)
  const places = [0, 2 / 3].map((it) => Math.floor(it * text.length))
  return Math.max(read, ...places.map((at) => stepsOf(() => editFile(file, { from: at, to: at, insert: 'x' }), most)))
}
