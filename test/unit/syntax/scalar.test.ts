import assert from 'node:assert/strict'
import * as scalars from '../../../server/src/syntax/scalar.ts'
import type { ScalarStyle, ScalarTree } from '../../../server/src/syntax/tree.ts'

/** Plain text and what kube-apiserver 1.36 read it as, at a field that takes any value. */
const PLAIN: readonly (readonly [text: string, meaning: scalars.Value])[] = [
  // The words of YAML 1.1, in three spellings each and no other.
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map((it) => [it, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map((it) => [it, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((it) => [it, null] as const),
  ...['tRUE', 'nULL', 'yES', 'oN', 'none', 'Y.', 'truee'].map((it) => [it, it] as const),
  // Numbers in every notation.
  ['0', 0],
  ['-0', 0],
  ['+1', 1],
  ['0777', 511],
  ['0o777', 511],
  ['-0777', -511],
  ['08', 8],
  ['0644', 420],
  ['0x1F', 31],
  ['0b101', 5],
  ['1_000', 1000],
  ['1e3', 1000],
  ['1E3', 1000],
  ['1.0', 1],
  ['3.0', 3],
  ['1.', 1],
  ['.5', 0.5],
  ['0.10', 0.1],
  ['1.10', 1.1],
  ['0e5', 0],
  ['12e03', 12000],
  ['6e8', 600_000_000],
  ['1e-7', 1e-7],
  ['1e21', 1e21],
  ['100000000000000000000.0', 1e20],
  ['9223372036854775808', 2 ** 63],
  ['123456789012345678901234567890', 1.2345678901234568e29],
  ['.inf', Number.POSITIVE_INFINITY],
  ['-.Inf', Number.NEGATIVE_INFINITY],
  // What looks like a number and is text.
  ...['1e400', '123e4567', '1,000', '.', '-', '+', '1.2.3', '0xG', '1:30', '12:30:45', '10.0.0.1', '500m'].map(
    (it) => [it, it] as const,
  ),
  ...['2024-01-01', '2024-01-01T00:00:00Z', '2024-01-01 10:00:00', '=', '<<'].map((it) => [it, it] as const),
]

const TAGGED: readonly (readonly [tag: string, style: ScalarStyle, text: string, meaning: scalars.Value])[] = [
  ['!!str', 'plain', '1', '1'],
  ['!!int', 'double', '3', 3],
  ['!!float', 'plain', '1', 1],
  ['!!bool', 'double', 'true', true],
  ['!!null', 'double', '', null],
  ['!custom', 'plain', 'x', 'x'],
  ['!!timestamp', 'plain', '2024-01-01', '2024-01-01'],
]

/** Keys and the names that they have once YAML has become JSON. */
const KEYS: readonly (readonly [style: ScalarStyle, text: string, name: string | undefined])[] = [
  ['plain', 'name', 'name'],
  ['plain', '1', '1'],
  ['plain', 'true', 'true'],
  ['plain', 'yes', 'true'],
  ['plain', 'n', 'false'],
  ['double', 'n', 'n'],
  ['plain', '1.50', '1.5'],
  ['plain', '1.10', '1.1'],
  ['plain', '0777', '511'],
  ['plain', '2024-01-01', '2024-01-01'],
  ['double', '', ''],
  // JSON has no such key, and the server refuses it.
  ['plain', '~', undefined],
]

describe('scalars', () => {
  for (const [text, meaning] of PLAIN) {
    it(`plain ${text || '(nothing)'} is ${JSON.stringify(meaning)}`, () => {
      assert.equal(scalars.resolve(text), meaning)
      assert.equal(scalars.scalarValue(scalar('plain', text)), meaning)
    })
  }

  it('NaN is a number, though JSON has none', () => {
    assert.ok(Number.isNaN(scalars.resolve('.NaN')))
    assert.equal(scalars.resolve('.Nan'), '.Nan')
  })

  it('in quotes and blocks are text, whatever they say', () => {
    for (const style of ['single', 'double', 'literal', 'folded'] as const) {
      for (const [text] of PLAIN) assert.equal(scalars.scalarValue(scalar(style, text)), text)
    }
  })

  for (const [tag, style, text, meaning] of TAGGED) {
    it(`${tag} ${style} ${text || '(nothing)'} is ${JSON.stringify(meaning)}`, () => {
      assert.equal(scalars.scalarValue({ ...scalar(style, text), tag }), meaning)
    })
  }

  it('!!binary is decoded; what is no base64 stays as it is', () => {
    assert.equal(scalars.scalarValue({ ...scalar('plain', 'aGk='), tag: '!!binary' }), 'hi')
    assert.equal(scalars.scalarValue({ ...scalar('plain', '***'), tag: '!!binary' }), '***')
  })

  for (const [style, text, name] of KEYS) {
    it(`the ${style} key ${text || '(nothing)'} is named ${name ?? 'nothing'}`, () =>
      assert.equal(scalars.keyName(scalar(style, text)), name))
  }
})

function scalar(style: ScalarStyle, text: string): ScalarTree {
  return { type: 'scalar', style, text, length: text.length }
}
