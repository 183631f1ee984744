import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { computed } from '../../../server/src/memo.ts'
import { editFile, parseFile, positionAt, textOf } from '../../../server/src/syntax/file.ts'
import { parseDocument } from '../../../server/src/syntax/parse.ts'
import { editDocument, reparse } from '../../../server/src/syntax/reparse.ts'
import type { Document, Tree } from '../../../server/src/syntax/tree.ts'
import { applyEdit, type Edit } from '../../../server/src/text/edit.ts'
import { editOf, type Plan, plan, yamlish } from './edits.ts'
import { cut } from './trees.ts'

/** How many random texts; `PURSER_RUNS=20000` looks longer. */
const runs = Number(process.env.PURSER_RUNS ?? 250)
/** `npm test` is to try so many edits at least, shared among the texts; `npm run nightly` tries 100,000. */
const LEAST_EDITS = 2000
const examples = documentsIn(fileURLToPath(new URL('../../../examples/', import.meta.url)))
const halfTyped = recoveryTexts()
const corpus = process.env.PURSER_CORPUS

/** The texts, and how much of what is done to them must be read on from the middle. */
const TEXTS: Readonly<Record<string, readonly [fc.Arbitrary<string>, number]>> = {
  'the examples': [fc.constantFrom(...examples), 0.5],
  'the examples with Windows line ends': [fc.constantFrom(...examples).map((it) => it.replaceAll('\n', '\r\n')), 0.5],
  'half-typed texts': [fc.constantFrom(...halfTyped), 0.1],
  'half-typed texts in a row': [
    fc.array(fc.constantFrom(...halfTyped), { maxLength: 5 }).map((it) => it.join('')),
    0.1,
  ],
  'what looks like YAML': [yamlish, 0.2],
  'as many faults as are told': [
    fc
      .tuple(fc.constantFrom('a: 1\n', 'a:\n  b: 1\n  c: 2\n'), fc.integer({ min: 97, max: 101 }))
      .map(([head, faults]) => head + Array.from({ length: faults }, (_, i) => `k${i}: @\n`).join('')),
    0.1,
  ],
  ...(corpus === undefined ? {} : { 'real manifests': [fc.constantFrom(...documentsIn(corpus)), 0.5] }),
}

/** Found by the random edits below: each was wrong once. */
const FOUND: readonly (readonly [title: string, before: string, after: string])[] = [
  [
    'where the end of a line makes it a block of text',
    'z: 1\na:\n|           x\nb: c\n',
    'z: 1\na:\n|           \nb: c\n',
  ],
  ['where a first line is no longer to blame', '    a:\n      s:\n        e:\ne', '    a:\n      s:\n        e:e'],
  ['where a line further on puts the blame on the first', '    s:\n    - :', '    s:\n    - :\n   !!seq - x\n'],
  ['where a line moves to the column of the one before', 'i: }\n  : -\n   c', 'i: }\n: -\n   c'],
  ['where an item loses its text', 'r:\n  - a\n  a: 1\nz: 1\n', 'r:\n  -\n  a: 1\nz: 1\n'],
  ['where a lone dash is left of a list', '- a\n-\nz: 1\n', '-\nz: 1\n'],
  ['where a lone dash goes', '-\na: 1\n', 'a: 1\n'],
  ['before a list', '- a: 1\n  b: 2\nc: d\n', ' (- a: 1\n  b: 2\nc: d\n'],
  ['before a byte order mark', 'name: x\nb: c\n', '\ufeffname: x\nb: c\n'],
  ['in what is a key only because of the line below', '|a: b\nc: d\n', '|a: b(\nc: d\n'],
  ['behind a key of two lines', '  "\n  k": v\na:\n', '  "\n  k": v\na:\na:\n'],
  [
    'behind an item that stands further out',
    'z0:\n  - z1: 1\n  a:\n- \n   a\n  -\n    a:\n',
    'z0:\n  - z1: 1\n  a:\n- \n   a\n  -\n   \ra:\n',
  ],
  [
    'where an odd column was excused by one before it',
    'z0:\n  - z1: 1\n   a:\n  - x\n  "k": v\ni: {x: y}\n  a:\nb:\n',
    'z0:\n  - z1: 1\n   a:\n  - x\n   "k": v\ni: {x: y}\n  a:\nb:\n',
  ],
  [
    'where text was read ahead of and left alone',
    'z0:\n  - z1: 1\n    z2:\n      - 1\n- \n   word\n  - a: 1\n  zz: 1\nzy: 2\n',
    'z0:\n  - z1: 1\n    z2:\n      - 1\n#- \n   word\n  - a: 1\n  zz: 1\nzy: 2\n',
  ],
  ['above a marker', '# deeper\n--- # it\nz0: 1\n', 'a: b\n# deeper\n--- # it\nz0: 1\n'],
  [
    'above a first key without its colon',
    'z\na:0:\n  - z1: 1\n    a:\n    - b:\n  zz: 1\nzy: 2\n',
    'a:\nz\na:0:\n  - z1: 1\n    a:\n    - b:\n  zz: 1\nzy: 2\n',
  ],
  ['where a key without a colon becomes one with', 'z: 1\nd: 1\nb \nb: 2\n', 'z: 1\nd: 1\nb x\nb: 2\n'],
]

describe('editDocument', function () {
  this.timeout(10_000 + runs * 100)

  for (const [name, [texts, share]] of Object.entries(TEXTS)) {
    it(`gives what a fresh parse gives, edit after edit, on ${name}`, () => {
      const met = { edits: 0, further: 0 }
      fc.assert(
        fc.property(texts, fc.array(plan, { minLength: 1, maxLength: 5 }), (text, plans) => {
          editsAgree(text, plans, met)
        }),
        { numRuns: runs },
      )
      assert.ok(met.edits >= LEAST_EDITS / Object.keys(TEXTS).length, `${met.edits} edits`)
      assert.ok(met.further >= share * met.edits, `${met.further} of ${met.edits} edits were read on from the middle`)
    })
  }

  for (const [title, before, after] of FOUND) {
    it(`gives what a fresh parse gives ${title}`, () => {
      const document = parseDocument(before)
      assert.deepEqual(editDocument(document, difference(before, after)), parseDocument(after))
    })
  }

  it('takes any offsets', () => {
    const document = parseDocument('a: b\nc: d\n')
    for (const [from, to] of [
      [-1, 3],
      [3, 2],
      [4, 400],
    ] as const) {
      const edit = { from, to, insert: 'x' }
      assert.deepEqual(editDocument(document, edit), parseDocument(applyEdit(document.text, edit)))
    }
  })
})

describe('what an edit reads again', function () {
  this.timeout(20_000)
  const many = mapping(5000)

  it('is one entry of 5,000', () => {
    const document = parseDocument(many)
    const at = many.indexOf('some', many.indexOf('key2500')) + 4
    computed.clear()
    const edited = edit(document, { from: at, to: at, insert: 'x' })
    assert.equal(valuesOf(edited.tree).filter((it, i) => it === valuesOf(document.tree)[i]).length, 4999)
    assert.equal(computed.get('reparsedNodes'), 2)
  })

  it('is the new entries alone, and none when they are gone again', () => {
    const document = parseDocument(many)
    const at = many.indexOf('key2500')
    const insert = 'new:\n  a: b\nother: 1\n'
    const edited = edit(document, { from: at, to: at, insert })
    assert.equal(valuesOf(edited.tree).length, 5002)
    assert.ok(keptValues(document, edited) >= 4999)
    const back = edit(edited, { from: at, to: at + insert.length, insert: '' })
    assert.ok(keptValues(edited, back) >= 4999)
    assert.deepEqual(back, document)
  })

  it('is little while somebody types a key and its value', () => {
    let document = parseDocument(mapping(300))
    let at = document.text.indexOf('key201')
    computed.clear()
    for (const insert of 'typed: a b\n') {
      const edited = edit(document, { from: at, to: at, insert })
      assert.ok(keptValues(document, edited) >= 298)
      document = edited
      at++
    }
    assert.ok((computed.get('reparsedNodes') ?? 0) < 11 * 12, `${computed.get('reparsedNodes')} nodes`)
  })

  it('is nothing while somebody types a comment at the head', () => {
    let document = parseDocument(`# it\n${mapping(300)}`)
    const { tree } = document
    computed.clear()
    for (const insert of ['x', '\n# more', '\n\n']) document = edit(document, { from: 4, to: 4, insert })
    assert.equal(document.tree, tree)
    assert.equal(computed.get('reparsedNodes'), 0)
  })

  it('is the first entry alone where only that changes', () => {
    const document = parseDocument(`a: b\n${mapping(300)}`)
    const edited = edit(document, { from: 3, to: 4, insert: 'c' })
    assert.equal(keptValues(document, edited), 300)
    const gone = edit(edited, { from: 0, to: 5, insert: '' })
    assert.equal(keptValues(edited, gone), 300)
    assert.equal(keptValues(gone, edit(gone, { from: 0, to: 0, insert: '# it\n\nb: c\nd: e\n' })), 300)
  })

  it('keeps comments and problems elsewhere, moved to where they are now', () => {
    const text = `# head\n${'a: 1 # one\n'}b:\n  c: 2 # two\n  d\nz: 3 # three\ne\n`
    const document = parseDocument(text)
    const edited = edit(document, { from: text.indexOf('2'), to: text.indexOf('2') + 1, insert: '22' })
    assert.deepEqual(
      edited.comments.map(({ from, to }) => edited.text.slice(from, to)),
      ['# head', '# one', '# two', '# three'],
    )
    assert.deepEqual(
      edited.problems.map(({ from, to }) => edited.text.slice(from, to)),
      ['d', 'e'],
    )
    assert.equal(edited.comments[1], document.comments[1])
  })

  it('keeps no problem that had no width and stood where the text ended', () => {
    const edit = { from: 5, to: 5, insert: '@' }
    assert.deepEqual(editDocument(parseDocument('c: {?'), edit), parseDocument('c: {?@'))
  })

  it('is the whole document where something reaches further', () => {
    for (const [text, word] of [
      ['a: &x 1\nb: *x\nc: d\n', 'd'],
      ['a: b\n\tc: d\ne: f\n', 'f'],
      ['a: b\n<<<<<<< x\nc: d\n=======\nc: e\n>>>>>>> y\nf: g\n', 'g'],
      ['a: "open\nb: c\nd: e\n', 'e'],
      ['%YAML 1.1\n---\na: b\nd: e\n', 'e'],
      ['# only: a comment\n', 'comment'],
      ['just text\n', 'text'],
    ] as const) {
      const at = text.indexOf(word)
      assert.equal(
        reparse(
          parseDocument(text),
          { from: at, to: at, insert: 'x' },
          applyEdit(text, { from: at, to: at, insert: 'x' }),
        ),
        undefined,
      )
    }
  })

  it('holds on to no text but its own', () => {
    const text = `a: "a value that is long enough to be a slice"\nb: c\n${'# some words\n'.repeat(10_000)}`
    let document = parseDocument(text)
    const trees: unknown[] = []
    const before = heapUsed()
    for (let i = 0; i < 100; i++) {
      const edited = reparse(
        document,
        { from: 5, to: 5, insert: 'x' },
        applyEdit(document.text, { from: 5, to: 5, insert: 'x' }),
      )
      assert.ok(edited)
      trees.push(edited.tree?.type === 'mapping' ? edited.tree.pairs[0] : undefined)
      document = edited
    }
    const grown = heapUsed() - before
    assert.equal(trees.length, 100)
    // A hundred times as much where each tree keeps the text that it was cut from.
    assert.ok(grown < 30 * text.length, `100 edits of ${text.length} characters hold on to ${grown} bytes`)
  })
})

describe('editFile', function () {
  this.timeout(10_000 + runs * 100)

  it('reads on within the document that the edit is in, and gives what a fresh parse gives', () => {
    const texts = fc
      .array(fc.oneof(yamlish, fc.constantFrom(...examples)), { maxLength: 3 })
      .map((it) => it.join('---\n'))
    fc.assert(
      fc.property(texts, fc.array(plan, { minLength: 1, maxLength: 4 }), (text, plans) => {
        let file = parseFile(text)
        let expected = text
        for (const it of plans) {
          const change = editOf(expected, it)
          expected = applyEdit(expected, change)
          file = editFile(file, change)
          assert.equal(textOf(file), expected)
          const afresh = parseFile(expected)
          assert.deepEqual(file, afresh)
          for (const at of [change.from, change.from + change.insert.length, expected.length])
            assert.deepEqual(positionAt(file, at), positionAt(afresh, at))
        }
      }),
      { numRuns: runs },
    )
  })
})

function editsAgree(start: string, plans: readonly Plan[], met: { edits: number; further: number }): void {
  let document = parseDocument(start)
  for (const it of plans) {
    const change = editOf(document.text, it)
    const text = applyEdit(document.text, change)
    const further = reparse(document, change, text)
    met.edits++
    if (further) met.further++
    document = further ?? editDocument(document, change)
    assert.deepEqual(document, parseDocument(text))
  }
}

function edit(document: Document, change: Edit): Document {
  const edited = reparse(document, change, applyEdit(document.text, change))
  assert.ok(edited, 'was read afresh')
  assert.deepEqual(edited, parseDocument(edited.text))
  return edited
}

function mapping(size: number): string {
  return Array.from({ length: size }, (_, i) => `key${i}:\n  a: [1, 2]\n  b:\n    - c: some text\n`).join('')
}

function valuesOf(tree: Tree | undefined): readonly (Tree | undefined)[] {
  return tree?.type === 'mapping' ? tree.pairs.map((it) => it.value) : []
}

function keptValues(before: Document, after: Document): number {
  const known = new Set(valuesOf(before.tree))
  return valuesOf(after.tree).filter((it) => known.has(it)).length
}

function difference(before: string, after: string): Edit {
  let from = 0
  while (from < before.length && before[from] === after[from]) from++
  let tail = 0
  while (tail < Math.min(before.length, after.length) - from && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) }
}

/** After all that can go has gone. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

function documentsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((it) => /\.ya?ml$/.test(it))
    .sort()
    .flatMap((path) => cut(readFileSync(join(folder, path), 'utf8')))
}

/** The texts of the tests of half-typed YAML. */
function recoveryTexts(): readonly string[] {
  const source = readFileSync(new URL('./parse-recovery.test.ts', import.meta.url), 'utf8')
  return [...source.matchAll(/text: '((?:[^'\\]|\\.)*)'/g)].map(([, text = '']) =>
    JSON.parse(`"${text.replaceAll("\\'", "'").replaceAll('"', '\\"')}"`),
  )
}
