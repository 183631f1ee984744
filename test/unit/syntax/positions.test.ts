import assert from 'node:assert/strict'
import fc from 'fast-check'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { offsetAt, parseFile, positionAt } from '../../../server/src/syntax/file.ts'
import { applyEdit } from '../../../server/src/text/edit.ts'
import { editLineStarts, lineStarts } from '../../../server/src/text/lines.ts'

/** What makes offsets hard: every kind of line break, characters of two units, documents that begin in the middle. */
const text = fc
  .array(
    fc.constantFrom(
      'a',
      'key: ',
      '\n',
      '\r\n',
      '\r',
      '\n\r',
      '😀',
      '\ud83d',
      'é',
      '\u2028',
      '\ufeff',
      '---\n',
      '...\n',
      '\t',
    ),
    { maxLength: 40 },
  )
  .map((it) => it.join(''))

describe('positions', () => {
  it('are those of vscode-languageserver-textdocument, for every offset and back', () => {
    fc.assert(
      fc.property(text, (it) => {
        const file = parseFile(it)
        const oracle = TextDocument.create('file:///a.yaml', 'yaml', 0, it)
        for (let offset = -1; offset <= it.length + 1; offset++) {
          // Behind the \r of a \r\n the oracle steps back before it; no editor can put a cursor there.
          if (it[offset - 1] === '\r' && it[offset] === '\n') continue
          const position = oracle.positionAt(offset)
          assert.deepEqual(positionAt(file, offset), position, `offset ${offset}`)
          assert.equal(offsetAt(file, position), oracle.offsetAt(position), `back from offset ${offset}`)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('beyond a line or the file mean its end, as there', () => {
    fc.assert(
      fc.property(text, fc.nat(20), fc.nat(20), (it, line, character) => {
        const oracle = TextDocument.create('file:///a.yaml', 'yaml', 0, it)
        assert.equal(offsetAt(parseFile(it), { line, character }), oracle.offsetAt({ line, character }))
      }),
      { numRuns: 500 },
    )
  })

  it('after an edit are those of the new text', () => {
    fc.assert(
      fc.property(text, fc.nat(40), fc.nat(5), text, (it, at, remove, insert) => {
        const from = Math.min(at, it.length)
        const edit = { from, to: Math.min(it.length, from + remove), insert }
        const edited = applyEdit(it, edit)
        assert.deepEqual(editLineStarts(lineStarts(it), edit, edited), lineStarts(edited))
      }),
      { numRuns: 1000 },
    )
  })

  it('inside a \\r\\n belong to the line that it ends', () => {
    assert.equal(positionAt(parseFile('a\r\nb'), 2).line, 0)
  })
})
