import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MAX_DEPTH, parseDocument } from '../../../server/src/syntax/parse.ts'
import { cut, outline, placed, said, saidByYaml } from './trees.ts'

/** Read alike by `yaml`, and without a word from us. */
const SNIPPETS: Record<string, string> = {
  nothing: '',
  'comments only': '# a\n\n  # b\n',
  'a deployment': `# what it is
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web   # here too
  labels: {app: web, "tier": 'front'}
spec:
  template:
    spec:
      containers:
      - name: web
        image: nginx:1.25
        args: ["--port", 80, --verbose]
        env:
          - name: A
            value: "x: y # z"
          - {name: B, value: ''}
      -   name: side
          command:
            - sh
            - -c
            - |
              set -e
              if [ -n "$A" ]; then
                echo: "#"
              fi
`,
  json: '{\n  "a": [1, 2, {"b": null}],\n  "c": "\\u0041\\n",\n  "d": {}\n}\n',
  'list at the column of its key': 'a:\n- b\n- c: d\n  e:\n  - f\ng: h\n',
  'lists in lists': '- - a\n  - b\n-\n  - c\n- - - d\n',
  'plain text over lines': 'a: one\n  two\n\n  three\nb:\n  four\n  five\n',
  'plain text with odd characters': 'a: b#c\nd: -x ?y :z [w] {v}\ne: http://x.y:80/z?q=1\nf: a\'b"c\ng::h: i\n',
  'single quotes': "a: 'it''s'\nb: 'one\n  two\n\n  three '\n'c d': e\n",
  'double quotes': 'a: "\\t\\"\\\\\\x41\\u0042\\U00000043\\ \\_"\nb: "one \\\n  two\n\n  three"\n"c": d\n',
  literal: 'a: |\n  x\n   y\n\n  z\nb: |-\n  x\n\nc: |+\n  x\n\nd: |2\n    x\n  y\ne: |\nf: |1-\n  x\n',
  folded: 'a: >\n  x\n  y\n\n  z\n   deep\n  w\nb: >-\n\n  x\n\n\n  y\nc: >+\n  x\n\n',
  'literal with comment and lookalikes': 'a: | # c\n  # no comment\n  - x\n  b: c\n  ---\n# comment\nd: e\n',
  'flow over lines': 'a: [b, # c\n  d,\n  {e: f,\n   g: h},\n]\ni: {\n  j: k,\n}\n',
  'flow pairs': 'a: [b: c, "d":e, ? f : g]\nh: {i, j: , "k"}\n',
  'anchors and merges': 'a: &x\n  b: c\nd: &y [e]\nf: &z text\ng:\n  <<: *x\n  h: *y\n  *z : i\n',
  tags: 'a: !!str 1\nb: !local\n  c: d\ne: !<tag:x.y,2000:z> [f]\n!!str g: !!map {}\nh: !!null\n',
  'explicit keys': '? a\n: b\n? c\n? d e\n  f\n:\n  - g\n? |\n  block\n: h\n',
  'windows line ends': 'a: b\r\nc: |\r\n  x\r\n  y\r\nd:\r\n- e\r\n',
  'byte order mark': '\ufeffa: b\nc: d\n',
  'marker with a value': '--- {a: b}\n...\n',
  'marker with text': '--- |\n  x\n  y\n',
  'marker with an anchor': '--- &a\nb: c\n',
  'indented root': '  a: b\n  c:\n    d: e\n',
  'tabs where they may be': 'a:\tb\nc: d\t# e\nf: [\n  \tg,\th\n]\n',
  'empty values': 'a:\nb: # c\n\nd:\n  -\n  - e\n  -\n',
  deep: `${Array.from({ length: 60 }, (_, i) => `${' '.repeat(i)}k:\n`).join('')}${' '.repeat(60)}v\n`,
}

describe('parseDocument', () => {
  describe('reads as `yaml` does', () => {
    for (const [name, text] of Object.entries(SNIPPETS)) {
      it(name, () => {
        const document = parseDocument(text)
        assert.deepEqual(document.problems, [])
        assert.deepEqual(said(document.tree), saidByYaml(text))
      })
    }
  })

  it('reads text in lone carriage returns', () => {
    assert.equal(outline(parseDocument('a: b\rc:\r  d: e\r').tree), '{a: b, c: {d: e}}')
  })

  it('tells trees without an end from what follows', () => {
    const document = parseDocument('a:\n  b: |\n    x\n\n# c\nd: # e\n')
    const spans = placed(document).map((it) => document.text.slice(it.from, it.to))
    assert.deepEqual(spans, ['a:\n  b: |\n    x\n\n# c\nd:', 'a', 'b: |\n    x', 'b', '|\n    x', 'd'])
    assert.deepEqual(
      document.comments.map((it) => document.text.slice(it.from, it.to)),
      ['# c', '# e'],
    )
  })

  it('knows which trees hold an alias', () => {
    const { tree } = parseDocument('a: &x b\nc:\n- {d: *x}\n- e\nf: g\n')
    assert(tree?.type === 'mapping')
    assert.deepEqual(
      [tree, ...tree.pairs.map((it) => it.value)].map((it) => it?.aliases),
      [true, undefined, true, undefined],
    )
  })

  /** Refused by the API server, though most of it is YAML 1.2: text, what the problem covers, its code. */
  const REFUSED: readonly (readonly [string, string, string])[] = [
    ['%YAML 1.2\n---\na: b\n', '%YAML 1.2', 'yaml-unsupported'],
    ['a: "x\\/y"\n', '\\/', 'yaml-unsupported'],
    ['a: "\\ud83d\\ude00"\n', '\\ud83d', 'yaml-unsupported'],
    ['a: "\\d"\n', '\\d', 'yaml-syntax'],
    ['? [a, b]\n: c\n', '[a, b]', 'yaml-unsupported'],
    ['{a: b}: c\n', '{a: b}', 'yaml-unsupported'],
    ['~: a\n', '~', 'yaml-unsupported'],
    ['a: b\n\t\nc: d\n', '\t', 'yaml-unsupported'],
    ['a:\n\tb: c\n', '\t', 'yaml-unsupported'],
    ['-\ta\n', '\t', 'yaml-unsupported'],
    ['a: "x\0y"\n', '\0', 'yaml-unsupported'],
    ['a: b\n\f\n', '\f', 'yaml-unsupported'],
    ['a: x\u0085y\n', 'x\u0085y', 'yaml-unsupported'],
    ['a: x\u2028y\n', 'x\u2028y', 'yaml-unsupported'],
    ['a: [b?c]\n', '?', 'yaml-unsupported'],
    ['a: {b: :c}\n', ':', 'yaml-unsupported'],
    ['a: {"b"\n : c}\n', '"b"', 'yaml-unsupported'],
    [`${'k'.repeat(1025)}: v\n`, 'k'.repeat(1025), 'yaml-unsupported'],
    ['a: *b\n', '*b', 'yaml-syntax'],
    ['a: &b [*b]\n', '*b', 'yaml-syntax'],
    ['a: &b.c d\n', '&b.c', 'yaml-unsupported'],
    ['a: !x!y z\n', '!x!y', 'yaml-syntax'],
    ['a: *.example.com\n', '*.example.com', 'yaml-syntax'],
    ['a: */5 * * * *\n', '*/5 * * * *', 'yaml-syntax'],
    ['a: @daily\n', '@daily', 'yaml-syntax'],
    ['a: `b`\n', '`b`', 'yaml-syntax'],
    ['a: %b\n', '%b', 'yaml-syntax'],
    ['a: >=1\n', '>=1', 'yaml-syntax'],
    ['--- a: b\n', ':', 'yaml-syntax'],
    ['a: b\n... c\n', 'c', 'yaml-syntax'],
    ['a: b\n---\nc: d\n', '---', 'yaml-syntax'],
    ['a\n---\n', '---', 'yaml-syntax'],
  ]
  for (const [text, span, code] of REFUSED) {
    it(`refuses ${JSON.stringify(text.slice(0, 30))}`, () => {
      const found = parseDocument(text).problems.map((it) => [text.slice(it.from, it.to), it.code, it.severity])
      assert.deepEqual(found, [[span, code, undefined]])
    })
  }

  /** Forbidden by the standard and accepted by the API server: a hint, and what it reads. */
  const TOLERATED: readonly (readonly [string, string])[] = [
    ['a:\n  b: "x\ny"\n', '{a: {b: "x y"}}'],
    ['a:\n  b: [c,\nd]\n', '{a: {b: [c, d]}}'],
    ['a: [b,#c\n  d]\n', '{a: [b, d]}'],
    ['a: "b"#c\n', '{a: "b"}'],
    ['a: "b\\\'c"\n', `{a: "b'c"}`],
    ['a: [-, b]\n', '{a: [-, b]}'],
  ]
  for (const [text, expected] of TOLERATED) {
    it(`tolerates ${JSON.stringify(text)}`, () => {
      const { tree, problems } = parseDocument(text)
      assert.equal(outline(tree), expected)
      assert.deepEqual(
        problems.map((it) => it.severity),
        ['hint'],
      )
    })
  }

  it('reads as go-yaml does where that is not what the standard says', () => {
    assert.equal(outline(parseDocument('a: [1.2.3.4, 001:db8::]\n').tree), '{a: [1.2.3.4, 001:db8::]}')
    assert.equal(outline(parseDocument('a: |\n  no line break at the end').tree), '{a: "no line break at the end"}')
  })

  describe('keys that are there twice', () => {
    const twice = (text: string) =>
      parseDocument(text)
        .problems.filter((it) => it.code === 'yaml-duplicate-key')
        .map((it) => `${it.from} ${text.slice(it.from, it.to)}`)

    it('reports the second, by meaning', () => {
      assert.deepEqual(twice('a: 1\nb: 2\na: 3\n'), ['10 a'])
      assert.deepEqual(twice('yes: 1\n"b": 2\ntrue: 3\nb: 4\n'), ['14 true', '22 b'])
      assert.deepEqual(twice('{a: 1, a: 2, a: 3}\n'), ['7 a', '13 a'])
      assert.deepEqual(twice('1: a\n"1": b\n<<: {}\n<<: {}\nx: {a: 1}\ny: {a: 1}\n'), [])
    })

    it('reports them among many', () => {
      const keys = Array.from({ length: 50 }, (_, i) => `k${i}: v\n`).join('')
      assert.deepEqual(twice(`${keys}k3: v\n`), [`${keys.length} k3`])
    })

    it('says what becomes of them', () => {
      const [problem] = parseDocument('image: a\nimage: b\n').problems
      assert.equal(
        problem?.message,
        '`image` is here twice; kubectl keeps the last one in silence, the API server refuses the manifest',
      )
    })
  })

  describe('nesting', function () {
    this.timeout(20_000)

    const deep: Record<string, (n: number) => string> = {
      brackets: (n) => '['.repeat(n) + ']'.repeat(n),
      'open brackets': (n) => '['.repeat(n),
      braces: (n) => '{a: '.repeat(n) + '}'.repeat(n),
      dashes: (n) => `${'- '.repeat(n)}x\n`,
      'question marks': (n) => `${'? '.repeat(n)}x\n`,
      keys: (n) => Array.from({ length: n }, (_, i) => `${' '.repeat(i)}k:\n`).join(''),
      anchors: (n) => '&a\n'.repeat(n),
      'anchors in brackets': (n) => `[${'&a\n'.repeat(n)}`,
      'dashes in brackets': (n) => `[${'- '.repeat(n)}`,
      colons: (n) => `[${': '.repeat(n)}`,
    }
    for (const [name, make] of Object.entries(deep)) {
      it(`of ${name} does not exhaust the stack`, () => {
        const { problems } = parseDocument(make(name === 'keys' ? 3 * MAX_DEPTH : 20 * MAX_DEPTH))
        assert(problems.filter((it) => it.code === 'yaml-too-deep').length <= 1)
      })
    }
    it('is bounded, with one problem', () => {
      for (const name of ['brackets', 'braces', 'dashes', 'question marks', 'keys']) {
        const make = deep[name] as (n: number) => string
        const codes = (n: number) => parseDocument(make(n)).problems.map((it) => it.code)
        assert.equal(codes(MAX_DEPTH - 2).includes('yaml-too-deep'), false, name)
        assert.deepEqual(codes(2 * MAX_DEPTH).filter((it) => it === 'yaml-too-deep').length, 1, name)
      }
    })
    it('too deep loses no more than what is too deep', () => {
      const { tree } = parseDocument(`a: ${'['.repeat(300)}x${']'.repeat(300)}\nb: c\n`)
      assert(tree?.type === 'mapping')
      assert.deepEqual(
        tree.pairs.map((it) => outline(it.key)),
        ['a', 'b'],
      )
    })
  })

  const corpus = process.env.PURSER_CORPUS
  if (corpus) {
    it('reads the corpus as `yaml` does', function () {
      this.timeout(60_000)
      const different: string[] = []
      for (const path of readdirSync(corpus, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(ya?ml|json)$/.test(path)) continue
        for (const [i, text] of cut(readFileSync(join(corpus, path), 'utf8')).entries()) {
          // go-yaml ends a literal without a line break where the text has none: `yaml` adds one.
          const document = parseDocument(text.endsWith('\n') ? text : `${text}\n`)
          const expected = saidByYaml(document.text)
          if (expected === undefined) continue
          const faults = document.problems.filter((it) => it.severity !== 'hint' && it.code !== 'yaml-duplicate-key')
          const same = JSON.stringify(said(document.tree)) === JSON.stringify(expected)
          if (!same || faults.length > 0) different.push(`${path}#${i} ${faults[0]?.message ?? 'other values'}`)
        }
      }
      assert.deepEqual(different, [])
    })
  }
})
