import assert from 'node:assert/strict'
import { parseDocument } from '../../../server/src/syntax/parse.ts'
import { reparse } from '../../../server/src/syntax/reparse.ts'
import { isSame } from './agree.ts'

/** A line of every kind that starts an entry, or nearly. */
const LINES = [
  ...[
    'a: 1',
    'a:',
    'b: x y',
    '"k": v',
    "'q': w",
    '"k"',
    'k',
    'k:v',
    'k v',
    'two words here now',
    'p: # c',
    'j: [a, b]',
  ],
  ...[
    '[1]: 2',
    '[1]',
    '{a: b}',
    '{a: b}: c',
    '*g',
    '|x: 1',
    '|',
    '| # c',
    '>-',
    '%y',
    '@z: 1',
    '`a`: b',
    '?x: 1',
    '? a',
  ],
  ...[
    ': b',
    ':',
    '-a: 1',
    '-a',
    '- a',
    '-',
    '- k: 1',
    '!!str s: 1',
    '!t',
    '!!str a',
    '!!int x',
    '&a b: c',
    '{{ x }}: y',
  ],
  ...[
    '{{ if }}',
    '<<: z',
    '~: 1',
    'key with space: 1',
    '$odd: 1',
    '|2',
    '#c',
    '"a\n b": c',
    '"a" b',
    '"a":b',
    '[a',
    '"o',
  ],
  ...[
    '}',
    ']',
    ',x: 1',
    'a: |',
    'a: "x\n  y"',
    'a: x\n  y',
    'k: - a',
    '  x: 1',
    ' x: 1',
    '   x',
    '\tx: 1',
    '%YAML 1.1',
  ],
]
const HEADS = ['', 'r:\n']
const TAILS = ['', 'z: 1', ' y: 1']

/** Random edits seldom put an odd line just before another: here each is put before each, and taken away again. */
describe('reparse, of one line before another', () => {
  for (const head of HEADS) {
    it(`gives what a fresh parse gives below ${JSON.stringify(head)}`, function () {
      this.timeout(60_000)
      let kept = 0
      for (const tail of TAILS)
        for (const line of LINES)
          for (const added of LINES) {
            const rest = indented(line, head) + (tail && indented(tail, head))
            const insert = indented(added, head)
            const [less, more] = [head + rest, head + insert + rest]
            const put = { from: head.length, to: head.length, insert }
            const taken = { from: head.length, to: head.length + insert.length, insert: '' }
            for (const [before, edit, after] of [[less, put, more] as const, [more, taken, less] as const]) {
              const edited = reparse(parseDocument(before), edit, after)
              if (!edited) continue
              kept++
              if (!isSame(edited, parseDocument(after))) assert.deepEqual(edited, parseDocument(after), after)
            }
          }
      assert.ok(kept > 1500, `${kept} of the edits were read on from the middle`)
    })
  }
})

function indented(lines: string, head: string): string {
  const spaces = head === 'r:\n' ? '  ' : ''
  return `${lines.replace(/^/gm, spaces)}\n`
}
