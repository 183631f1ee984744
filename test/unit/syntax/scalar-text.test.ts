import assert from 'node:assert/strict'
import fc from 'fast-check'
import { stringify } from 'yaml'
import { scalarText } from '../../../server/src/syntax/edits.ts'
import '../../seed.ts'

/** What it writes without the package `yaml`, for speed, must be what that writes. */
describe('the text of a scalar', () => {
  const expected = (value: string) =>
    stringify(value, { version: '1.1', lineWidth: 0, defaultStringType: 'PLAIN' }).trimEnd()

  it('is quoted where a word means something else', () => {
    const words = [
      'y',
      'yes',
      'n',
      'no',
      'on',
      'off',
      'true',
      'false',
      'null',
      'nan',
      'inf',
      'e1',
      'o17',
      'x1f',
      '_1',
      'a-b',
    ]
    // `nO` and its like are words to both; quotes too many do no harm, so only those that are needed count.
    for (const word of words)
      for (const it of [word, word.toUpperCase(), word[0]?.toUpperCase() + word.slice(1), `${word}-`, `${word}1`])
        assert.equal(scalarText(it), expected(it), it)
  })

  it('is that of the package for any name', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_.-]{1,5}$/), (it) => {
        assert.equal(scalarText(it), expected(it))
      }),
      { numRuns: 2000 },
    )
  })
})
