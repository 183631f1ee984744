import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { editFile, type File, parseFile, textOf } from '../../../server/src/syntax/file.ts'
import { applyEdit, type Edit } from '../../../server/src/text/edit.ts'

const examples = yamlFiles(fileURLToPath(new URL('../../../examples/', import.meta.url)), 30)
const corpus = process.env.PURSER_CORPUS

/** Stretches of YAML that make an edit reach further than it looks: markers, their parts, and all that may hold them. */
const PIECES = [
  '---\n',
  '--- # comment\n',
  '--- text\n',
  '...\n',
  '--',
  '-',
  '.',
  '\n',
  '\r\n',
  '\r',
  '\ufeff',
  '%YAML 1.1\n',
  '# comment\n',
  'kind: Pod\n',
  'kind: Service\r\n',
  'a: "open\n',
  "b: 'it''s'\n",
  'text: |\n  ---\n  line\n',
  'folded: >-\n  one\n\n  two\n',
  '- [1, {a: b}]\n',
  'anchor: &a {k: v}\nuse: *a\n',
  '  deeper:\n    - x: 1\n      y: 2\n',
  '\t',
  ' ',
  ': ',
  '"',
  '😀',
] as const

/** Few of them, because every edit of each is tried. */
const AROUND_MARKERS = [
  'a: b\n---\nc: d\n---\ne: f\n',
  'a: b\r\n---\r\nc: d\r\n',
  'a: b\n...\nc: d\n',
  'a: b\n... # long\nc: d\n',
  '...  q - x\nz',
  '...\r  \rc: d\r',
  '# x\n---\na: |\n  b\n--- # y\n- c\n',
  '%TAG ! x\n# c\n---\na: b\n---\nc: d\n',
  'a: b\n# c\n---\nd: e\n',
]

const generated = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((it) => it.join(''))
const realistic = fc.constantFrom(...examples.map((it) => it.text))
const crlf = realistic.map((it) => it.replaceAll('\n', '\r\n'))
const insert = fc.oneof(fc.constant(''), fc.constantFrom(...PIECES), generated, fc.string({ maxLength: 3 }))

interface Plan {
  /** Where, as a share of the text. */
  readonly at: number
  /** Beside the marker line nearest to it, so that markers are made, broken and joined. */
  readonly atMarker: boolean
  readonly nudge: number
  readonly remove: number
  readonly insert: string
}

const plan: fc.Arbitrary<Plan> = fc.record({
  // Not `fc.double`, of which most are next to nothing.
  at: fc.noBias(fc.nat(1_000_000)).map((it) => it / 1_000_000),
  atMarker: fc.boolean(),
  nudge: fc.integer({ min: -5, max: 5 }),
  remove: fc.oneof(fc.constant(0), fc.nat(6), fc.nat(400)),
  insert,
})

describe('editFile', () => {
  it('gives the file that a fresh parse gives, edit after edit', () => {
    fc.assert(
      fc.property(fc.oneof(generated, realistic, crlf), fc.array(plan, { minLength: 1, maxLength: 5 }), editsAgree),
      { numRuns: 150 },
    )
  })

  it('gives that file after every small edit around a marker', () => {
    for (const text of AROUND_MARKERS) {
      const file = parseFile(text)
      for (let from = 0; from <= text.length; from++)
        for (let to = from; to <= Math.min(text.length, from + 5); to++)
          for (const insert of ['', '\n', '-', 'x', '---\n', '%'])
            assert.deepEqual(
              editFile(file, { from, to, insert }),
              parseFile(applyEdit(text, { from, to, insert })),
              JSON.stringify([text, from, to, insert]),
            )
    }
  })

  it('keeps every document that it does not touch as the same object', () => {
    fc.assert(
      fc.property(fc.oneof(realistic, crlf), plan, (text, it) => {
        const file = parseFile(text.repeat(3))
        keepsUntouched(file, editOf(textOf(file), it))
      }),
      { numRuns: 100 },
    )
  })

  it('of a keystroke parses the document under it alone', () => {
    const file = parseFile('kind: Pod\nname: web\n---\n'.repeat(100))
    const edit = { from: 1010, to: 1010, insert: 'x' }
    assert.equal(shared(file, editFile(file, edit)), file.parts.length - 1)
  })

  if (corpus !== undefined) {
    it('holds on real manifests', function () {
      this.timeout(300_000)
      for (const { text } of yamlFiles(corpus, 600)) {
        fc.assert(
          fc.property(plan, (it) => {
            editsAgree(text, [it])
            const file = parseFile(text)
            keepsUntouched(file, editOf(text, it))
          }),
          { numRuns: 2 },
        )
      }
    })
  }
})

function editsAgree(text: string, plans: readonly Plan[]): void {
  let file = parseFile(text)
  let expected = text
  for (const it of plans) {
    const edit = editOf(expected, it)
    expected = applyEdit(expected, edit)
    file = editFile(file, edit)
    assert.equal(textOf(file), expected, 'the parts spell the text')
    assert.deepEqual(file, parseFile(expected))
  }
}

/** An edit may reach over a marker line on either side, and no further: three units, a line break of two, and one more. */
const REACH = 6

function keepsUntouched(before: File, edit: Edit): void {
  const after = editFile(before, edit)
  const documents = new Set(after.parts.map((it) => it.document))
  const untouched = before.parts.filter(
    ({ start, document }) => start + document.text.length < edit.from - REACH || start > edit.to + REACH,
  )
  const lost = untouched.filter((it) => !documents.has(it.document))
  assert.equal(lost.length, 0, `${lost.length} of ${untouched.length} untouched documents were parsed again`)
}

function shared(before: File, after: File): number {
  const documents = new Set(after.parts.map((it) => it.document))
  return before.parts.filter((it) => documents.has(it.document)).length
}

function editOf(text: string, { at, atMarker, nudge, remove, insert }: Plan): Edit {
  const place = Math.floor(at * text.length)
  const marker = atMarker ? text.indexOf('\n---', place) : -1
  const from = Math.max(0, Math.min(text.length, (marker < 0 ? place : marker) + nudge))
  return { from, to: Math.min(text.length, from + remove), insert }
}

function yamlFiles(folder: string, most: number): readonly { readonly path: string; readonly text: string }[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((it) => /\.ya?ml$/.test(it))
  const step = Math.max(1, Math.floor(paths.length / most))
  return paths
    .sort()
    .filter((_, i) => i % step === 0)
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
}
