import assert from 'node:assert/strict'
import fc from 'fast-check'
import { parseDocument } from '../../../server/src/syntax/parse.ts'
import type { Document } from '../../../server/src/syntax/tree.ts'
import { placed, said, saidByYaml } from './trees.ts'

const SAMPLES: readonly string[] = [
  `# what it is
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web   # here too
  labels: {app: web, "tier": 'front', list: [a, b]}
spec:
  template:
    spec:
      containers:
      - name: web
        image: nginx:1.25
        args: ["--port", 80,
          --verbose]
        env:
          - name: A
            value: "x: \\"y\\"
              # z"
          - {name: B, value: 'it''s'}
      - name: side
        command:
          - sh
          - -c
          - |
            set -e
            if [ -n "$A" ]; then

              echo: "#"
            fi
`,
  'base: &base\n  a: b\n  c: >-\n    folded\n    text\n\n    more\nother:\n  <<: *base\n  d: [*base, &e f]\n  ? g\n  : - h\n    - i\n',
  '{\n  "kind": "List",\n  "items": [\n    {"a": 1, "b": null},\n    {"c": [true, "x\\n"]}\n  ]\n}\n',
  '---\r\na:\r\n- b: c\r\n  d: e f\r\n    g\r\n- !!str h\r\n...\r\n',
]
const BITS = ['"', "'", ':', ': ', ' ', '  ', '\n', '- ', '-', '#', ' #', '[', ']', '{', '}', ',', '|', '>', '&a', '*a']
const MORE = [
  '!t ',
  '? ',
  '\t',
  '%',
  '@',
  '\\',
  'x',
  '\r\n',
  '\r',
  '\n\n',
  '\n  ',
  '~',
  '{{',
  '}}',
  '<<<<<<< a\n',
  '...\n',
  '\0',
]

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
      const expected = saidByYaml(text)
      if (expected === undefined) return
      compared++
      assert.deepEqual(said(tree), expected)
    }
    fc.assert(fc.property(edited, run), { numRuns: 2000 })
    assert(compared > 100)
  })

  it('costs no more than in proportion to the text', function () {
    this.timeout(20_000)
    for (const [name, make] of Object.entries(NASTY)) {
      const [small, large] = [make(250), make(2000)].map((text) => steps(text) / text.length)
      assert(large !== undefined && small !== undefined)
      assert(large < 1.5 * small + 3, `${name}: ${small} steps a character became ${large}`)
      assert(large < 40, `${name}: ${large} steps a character`)
    }
  })
})

/** Texts that made some parser, or could make this one, look at the same characters again and again. */
const NASTY: Record<string, (n: number) => string> = {
  'a manifest': (n) => (SAMPLES[0] ?? '').repeat(n / 50),
  'open brackets': (n) => '['.repeat(n),
  'open brackets on lines of keys': (n) => 'a: [\n'.repeat(n),
  'open brackets with commas': (n) => 'a: [1,\n'.repeat(n),
  'brackets closed far below': (n) => `${'a: [1,\n'.repeat(n)}${']\n'.repeat(n)}`,
  'open double quotes': (n) => 'a: "x\n'.repeat(n),
  'open single quotes': (n) => "a: 'x\n".repeat(n),
  'both quotes in turn': (n) => 'a: "x\nb: \'y\n'.repeat(n),
  'escaped quotes': (n) => 'a: "x\\"\n'.repeat(n),
  'quotes in open brackets': (n) => 'a: ["x,\n'.repeat(n),
  'a quote and then keys': (n) => `a: "\n${'b: c\n'.repeat(n)}`,
  'empty lines': (n) => `a: b\n${'\n'.repeat(n)}c: d\n`,
  'empty lines after each key': (n) => `${'a:\n\n\n\n'.repeat(n)}`,
  comments: (n) => `a:\n${'# b\n'.repeat(n)}`,
  'comments after items in brackets': (n) => `[${'a # b\n,'.repeat(n)}]`,
  blanks: (n) => `a:${' '.repeat(n)}b${' '.repeat(n)}\n`,
  'words without colons': (n) => 'a\n'.repeat(n),
  'words deeper and deeper': (n) => Array.from({ length: n / 10 }, (_, i) => `${' '.repeat(i)}a\n`).join(''),
  'a word, words, then a key': (n) => `a\n${'b\n'.repeat(n)}c: d\n`,
  'wrong indentation': (n) => ' a: b\n   c: d\n  e: f\n'.repeat(n),
  'one long line of faults': (n) => `[${'%a,-,{{,'.repeat(n)}`,
  'one long line of colons': (n) => `{${'a: b: '.repeat(n)}`,
  'one long plain key': (n) => `${'a'.repeat(n)}: b\n`,
  'open template comments': (n) => '{{/* a\n'.repeat(n),
  templates: (n) => 'a: {{ b }}\n{{ c }}\n'.repeat(n),
  anchors: (n) => 'a: &x b\nc: *x\n'.repeat(n),
  'anchors alone': (n) => '&a\n'.repeat(n),
  'many keys': (n) => Array.from({ length: n }, (_, i) => `k${i}: v\n`).join(''),
  'the same key': (n) => 'k: v\n'.repeat(n),
  'a block of text': (n) => `a: |\n${'  b\n\n'.repeat(n)}`,
  'text that is too shallow': (n) => `a:\n - |\n    b\n${'  c\n'.repeat(n)}`,
  tabs: (n) => `a:\n${'\tb: c\n'.repeat(n)}`,
  conflicts: (n) => '<<<<<<< a\nb: c\n=======\nb: d\n>>>>>>> e\n'.repeat(n),
  dashes: (n) => `${'- '.repeat(n)}\n${'- a\n'.repeat(n)}`,
  'control characters': (n) => '\x01\n'.repeat(n),
}

/** How many characters are looked at. Counted, not timed, so the same on every machine. */
function steps(text: string): number {
  const { charCodeAt, indexOf } = String.prototype
  let count = 0
  String.prototype.charCodeAt = function (this: string, at: number) {
    count++
    return charCodeAt.call(this, at)
  }
  String.prototype.indexOf = function (this: string, what: string, from = 0) {
    const found = indexOf.call(this, what, from)
    count += (found < 0 ? this.length : found) - from
    return found
  }
  try {
    parseDocument(text)
  } finally {
    String.prototype.charCodeAt = charCodeAt
    String.prototype.indexOf = indexOf
  }
  return count
}

function checkGeometry(document: Document): void {
  const { text, tree } = document
  assert(document.offset >= 0 && (!tree || document.offset + tree.length <= text.length))
  for (const { tree, from, to, parent } of placed(document)) {
    assert(from <= to && to <= text.length)
    if (parent) assert(parent.from <= from && to <= parent.to, `${text.slice(from, to)} is not within its parent`)
    let end = 0
    if (tree.type === 'mapping')
      for (const { offset, key, valueOffset, value } of tree.pairs) {
        assert(offset >= end && valueOffset >= offset + key.length, 'a pair overlaps the one before')
        end = valueOffset + (value?.length ?? 0)
      }
    if (tree.type === 'sequence')
      for (const { offset, valueOffset, value } of tree.items) {
        assert(offset >= end && valueOffset >= offset, 'an item overlaps the one before')
        end = valueOffset + (value?.length ?? 0)
      }
    assert(end <= tree.length)
  }
  let end = 0
  for (const comment of document.comments) {
    assert(comment.from >= end && comment.to > comment.from && text[comment.from] === '#')
    end = comment.to
  }
}

function checkProblems({ text, problems }: Document): void {
  assert(problems.length <= 100)
  const lines = new Set<number>()
  let before = 0
  for (const { from, to, message, code } of problems) {
    assert(from >= before && to <= text.length && (to > from || from === text.length), `${from} to ${to}`)
    assert(message.length > 0)
    before = from
    if (code === 'yaml-duplicate-key') continue
    const line = text.slice(0, from).split(/\r\n|\r|\n/).length
    assert(!lines.has(line), `two problems on line ${line}`)
    lines.add(line)
  }
}

/** Scalars, aliases and comments, and between them nothing but indicators, blanks, anchors and tags: nothing is lost. */
function checkSpelling(document: Document): void {
  const { text } = document
  const covered = document.comments.map((it) => ({ ...it }))
  for (const { tree, from, to } of placed(document)) {
    if (tree.type !== 'scalar' && tree.type !== 'alias') continue
    covered.push({ from, to })
    // Between an anchor or a tag and its scalar there may be comments.
    const source = text.slice(from, to).replace(/^(?:[&!]\S*\s*(?:#[^\r\n]*\s*)*)*/, '')
    if (tree.type === 'alias') assert.equal(source, `*${tree.name}`)
    else if (tree.style === 'plain') assert.equal(squeezed(source), squeezed(tree.text))
    else if (tree.style === 'single')
      assert.equal(squeezed(source.slice(1, -1).replaceAll("''", "'")), squeezed(tree.text))
    else if (tree.style === 'double') assert.match(source, /^".*"$/s)
    else assert.equal(squeezed(source.replace(/^.*(?:\r\n?|\n|$)/, '')), squeezed(tree.text))
  }
  let at = 0
  let rest = ''
  for (const { from, to } of covered.sort((a, b) => a.from - b.from)) {
    rest += `${text.slice(at, from)} `
    at = Math.max(at, to)
  }
  rest = (rest + text.slice(at)).replace(/^\ufeff/, '').replace(/^(?:---|\.\.\.)|[&!]\S*/gm, '')
  assert.match(rest, /^[\s\-?:,[\]{}]*$/)
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
