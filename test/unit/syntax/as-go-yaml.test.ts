import assert from 'node:assert/strict'
import { parseFile } from '../../../server/src/syntax/file.ts'
import { type Json, toJson } from '../../../server/src/syntax/json.ts'
import { rootOf } from '../../../server/src/syntax/node.ts'

/**
 * What go-yaml makes of a text (go.yaml.in/yaml/v2 2.4.5 behind sigs.k8s.io/yaml 1.6.0, which the API server and kubectl
 * read with), asked with `YAMLToJSONStrict`: the value, or `undefined` where it refuses the text. All were found by random
 * texts that the two of us read differently.
 */
const READ: readonly (readonly [text: string, json: Json | undefined, problem?: string])[] = [
  // A block of text may start at the column of its key or dash.
  ['a:\n|\n  x\nb: c\n', { a: 'x\n', b: 'c' }],
  ['a:\n  b:\n  |-\n    x\n  c: d\n', { a: { b: 'x', c: 'd' } }],
  ['a:\n> # c\n x\n y\n', { a: 'x y\n' }],
  ['a:\n|\nb: c\n', { a: '', b: 'c' }],
  ['-\n|\n x\n-\n >\n  y\n', ['x\n', 'y\n']],
  ['? x\n:\n|\n  y\n', { x: 'y\n' }],
  ['a: &x\n|\n y\n', { a: 'y\n' }],
  ['a:\n| x\nb: c\n', undefined, '| x'],
  // At the root the text of a block must be indented all the same.
  ['|\n x\n', 'x\n'],
  // Directives belong to the document behind the marker, though kubectl refuses them.
  ['%YAML 1.1\n---\na: b\n', { a: 'b' }, '%YAML 1.1'],
  ['%TAG !x! tag:x\n# c\n%YAML 1.1\n---\na: !x!y b\n', { a: 'b' }, '%TAG !x! tag:x'],
  ['%YAML 1.1\n', undefined, '%YAML 1.1'],
  ['%TAG ! x\n# c\n', undefined, '%TAG ! x'],
  ['%YAML 1.1\na: b\n', undefined, 'a: b'],
  // Inside brackets a `?` starts a key.
  ['a: [?x, b]\n', { a: [{ x: null }, 'b'] }, '?x, b]'],
  ['a: {?x: 1}\n', { a: { x: 1 } }, '?x: 1}'],
  ['a: [?]\n', undefined, '?'],
  ['a: [b?c]\n', undefined, '?'],
  ['a: [b, ?]\n', undefined, '?'],
  // Names of anchors.
  ['a: &a:b\n', { a: ':b' }],
  ['a: &a?b\n', { a: '?b' }],
  ['a: [&x, b, *x]\n', { a: [null, 'b', null] }],
  ['a: &a:\n', undefined, '&a:'],
  ['a: &a.b c\n', undefined, '&a.b'],
  ['a: &\u00e9 c\n', undefined, '&\u00e9'],
  ['a: [&a{}]\n', undefined, '&a'],
  ['a: !! x\n', undefined, '!!'],
  // Tags that say what the text must be.
  ['a: !!int "0x1F"\n', { a: 31 }],
  ['a: !<tag:yaml.org,2002:int> "3"\n', { a: 3 }],
  ['a: !!float 1\n', { a: 1 }],
  ['a: !!bool "yes"\n', { a: true }],
  ['a: !!null ""\n', { a: null }],
  ['a: !!binary aGk=\n', { a: 'hi' }],
  ['a: !!int [3]\n', { a: [3] }],
  ['a: !!str\n', { a: '' }],
  ['a: !!int 9223372036854775808\n', { a: 2 ** 63 }],
  ['a: !!int x\n', undefined, 'x'],
  ['a: !!int 1.0\n', undefined, '1.0'],
  ['a: !!int 1e3\n', undefined, '1e3'],
  ['a: !!int 99999999999999999999\n', undefined, '99999999999999999999'],
  ['a: !!int\n', undefined, '!!int'],
  ['a: !!int |\n  3\n', undefined, '|\n  3'],
  ['a: &x !!int y\n', undefined, 'y'],
  ['a: [!!float 1e400]\n', undefined, '1e400'],
  ['!!int x: y\n', undefined, 'x'],
  ['a: !!bool 1\n', undefined, '1'],
  ['a: !!null x\n', undefined, 'x'],
  ['a: !!binary x\n', undefined, 'x'],
  ['a: !<tag:yaml.org,2002:bool> x\n', undefined, 'x'],
  // What may be merged.
  ['a: &x {b: c}\nd:\n  <<: [*x, {e: f}]\n', { a: { b: 'c' }, d: { b: 'c', e: 'f' } }],
  ['<<: []\n', {}],
  ['"<<": x\n', { '<<': 'x' }],
  ['<<: x\n', undefined, 'x'],
  ['<<:\n', undefined, '<<'],
  ['a: {<<: ~}\n', undefined, '~'],
  ['<<: [{a: b}, [{c: d}]]\n', undefined, '[{a: b}, [{c: d}]]'],
  ['? <<\n: x\n', undefined, 'x'],
  // Tabs on lines without content: only as deep as the text above may go on.
  ['a: b\n  \t# c\nd: e\n', { a: 'b', d: 'e' }],
  ['a: b\n\t# c\nd: e\n', undefined, '\t'],
  ['a:\n\t# c\n  d: e\n', undefined, '\t'],
  ['\t\n---\na: b\n', undefined, '\t'],
  ['\t', undefined, '\t'],
  // A dash and no space is no item. Read as one all the same: nobody means a key of that name below a list.
  ['c:\n- a: b\n-name\nd: e\n', undefined, '-'],
  ['c:\n-b\nd: e\n', undefined, '-'],
  ['c:\n  - a: b\n  -name: x\nd: e\n', undefined, '-'],
]

describe('parseDocument beside go-yaml', () => {
  for (const [text, json, problem] of READ) {
    it(JSON.stringify(text), () => {
      const { document } = parseFile(text).parts[0] ?? assert.fail()
      const found = document.problems.map((it) => [document.text.slice(it.from, it.to), it.severity ?? 'error'])
      assert.deepEqual(found, problem === undefined ? [] : [[problem, json === undefined ? 'error' : 'hint']])
      if (json !== undefined) assert.deepEqual(toJson(rootOf(document)), json)
    })
  }

  it('reads a dash without a space as an item, with what belongs to it', () => {
    for (const list of [
      'c:\n-name: x\n  image: y\nd: e\n',
      'c:\n-name: x\n-name: y\n',
      'c:\n  - a\n  -name: x\nd: e\n',
    ]) {
      const { document } = parseFile(list).parts[0] ?? assert.fail()
      assert.ok(document.problems.length > 0)
      assert.ok(document.problems.every((it) => it.message === 'a space is missing after this dash'))
    }
  })
})
