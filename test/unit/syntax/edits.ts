import fc from 'fast-check'
import type { Edit } from '../../../server/src/text/edit.ts'

/** Lines of every kind that a block can hold, good and bad: what an edit makes of one decides about those below. */
const LINES = [
  ...['a:', 'b:', 'c:', 'a: 1', 'b: x y', 'd: "q"', "e: 's'", 'f: |', 'g: >-', 'h: [a, b]', 'i: {x: y}', '"k": v'],
  ...['- ', '-', '- a: 1', '- b:', '- - c: 2', '- x', '- "q": 1', '- [x', '- |', '-  w: 1'],
  ...[
    'word',
    'two words',
    'three words here now',
    '# c',
    '  # deeper',
    '',
    '',
    'a',
    'b ',
    'k:v',
    'p: # c',
    'text: more',
  ],
] as const
const ODD_LINES = [
  ...['j: "open', "j: 'open", 'l: [open', 'm: a: b', '}', ']', '"', 'end"', '-a', 'n: - o', '<<: z', '~: 1', 'null:'],
  ...['y: 1', 'true: 2', '0: 1', '0x0: 2', 'key with space: 1', '$odd: 1', '|x: 1', '*glob', '%y', '@z: 1', '[1]: 2'],
  ...['{{ if }}', '{{ x }}: y', 'r: !!str s', '!!map', '!t u: v', '!!seq - x', '{a: b}', 'k1: |2', 'k2: |+', '   '],
] as const
/** What reaches beyond its entry, so that the whole document is read again. */
const FAR_LINES = [
  ...['? q', ': r', '&a z: 1', 's: *a', '*a : 2', '\tk: 1', '- \tx: 1', '\t', '<<<<<<< a', '=======', '>>>>>>> b'],
  ...['---', '...', '--- x', '%YAML 1.1', '{{/* c', 'c */}}', '\0', '\u2028', '\ufeff'],
] as const

const ENDS = ['\n', '\n', '\n', '\n', '\n', '\n', '\n', '\r\n', '\r', '\n\n', ' # t\n', ' \n'] as const
const INDENTATIONS = [0, 0, 0, 1, 2, 2, 2, 3, 4, 4, 6, 8] as const

function lineOf(contents: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...INDENTATIONS), fc.constantFrom(...contents), fc.constantFrom(...ENDS))
    .map(([indentation, content, end]) => ' '.repeat(indentation) + content + end)
}

const line = fc.oneof(
  { weight: 24, arbitrary: lineOf(LINES) },
  { weight: 6, arbitrary: lineOf(ODD_LINES) },
  { weight: 1, arbitrary: lineOf(FAR_LINES) },
)

/** Something to go on after, so that fewer edits are at the very start. */
const HEADS = [
  '',
  'z0: 1\n',
  '--- # it\nz0: 1\nz1:\n',
  'z0:\n  z1:\n    z2: 1\n',
  'z0:\n- z1: 1\n  z3:\n',
  'z0:\n  - z1: 1\n    z2:\n      - 1\n',
] as const
const TAILS = ['', '', 'zz: 1\n', '  zz: 1\nzy: 2\n'] as const

/** Half YAML, half noise. */
export const yamlish: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...HEADS), fc.array(line, { maxLength: 12 }), fc.constantFrom(...TAILS))
  .map(([head, lines, tail]) => head + lines.join('') + tail)

/** What people do to a text, by how often. */
const DEEDS = [
  ...([
    'type',
    'type',
    'type',
    'type',
    'replace',
    'insert',
    'insert',
    'delete',
    'indent',
    'dedent',
    'comment',
  ] as const),
  ...(['join', 'split', 'shift', 'unshift', 'paste', 'quote', 'mark'] as const),
] as const

/** What to do, and where, whatever the text. */
export interface Plan {
  readonly does: (typeof DEEDS)[number]
  /** As a share of the text. */
  readonly at: number
  readonly bit: string
  readonly line: string
  readonly size: number
}

const BITS = [
  ...[
    'x',
    'k',
    ':',
    ': ',
    ' ',
    '  ',
    '\n',
    '\n  ',
    '\n\n',
    '- ',
    '-',
    '#',
    ' # c',
    '',
    '',
    ',',
    '\\',
    '~',
    'k: ',
    'a: b\n',
  ],
  ...[
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    '|',
    '>',
    '|-\n    x\n',
    '<<: ',
    '\r',
    '\r\n',
    '{{',
    '}}',
    '😀',
    '&a ',
    '*a',
    '!t ',
  ],
  ...['? ', '\t', '%', '@', '---\n', '...\n', '\0', '\u2028', '\ufeff'],
] as const

export const plan: fc.Arbitrary<Plan> = fc.record({
  does: fc.constantFrom(...DEEDS),
  // Not `fc.double`, of which most are next to nothing: there are as many below a millionth as above.
  at: fc.noBias(fc.nat(1_000_000)).map((it) => it / 1_000_000),
  bit: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...BITS.slice(0, 20)) },
    { weight: 1, arbitrary: fc.constantFrom(...BITS) },
  ),
  line,
  size: fc.nat(4),
})

export function editOf(text: string, { does, at, bit, line, size }: Plan): Edit {
  const place = Math.min(text.length, Math.floor(at * (text.length + 1)))
  const start = startOfLine(text, place)
  const word = start + (/^ */.exec(text.slice(start, start + 80))?.[0].length ?? 0)
  switch (does) {
    case 'type':
      return { from: place, to: Math.min(text.length, place + Math.max(0, size - 2)), insert: bit }
    case 'replace':
      return { from: place, to: Math.min(text.length, place + 13 * size), insert: line + bit }
    case 'split':
      return { from: place, to: place, insert: `\n${line}` }
    case 'insert':
      return { from: start, to: start, insert: line }
    case 'delete': {
      let to = start
      for (let i = 0; i <= size % 3; i++) to = endOfLine(text, to)
      return { from: start, to, insert: '' }
    }
    case 'indent':
      return { from: start, to: start, insert: ' '.repeat(size + 1) }
    case 'dedent':
      return { from: start, to: Math.min(word, start + size + 1), insert: '' }
    case 'comment':
      return {
        from: word,
        to: word + (text.charAt(word) === '#' ? 1 : 0),
        insert: text.charAt(word) === '#' ? '' : '#',
      }
    case 'shift':
      return ofLines(text, start, size + 2, (it) => `  ${it}`)
    case 'unshift':
      return ofLines(text, start, size + 2, (it) => it.replace(/^ {1,2}/, ''))
    case 'paste': {
      const from = startOfLine(text, Math.floor((place * 7) % (text.length + 1)))
      return { from: start, to: start, insert: text.slice(from, from + 40 * size) }
    }
    case 'quote': {
      const colon = text.indexOf(': ', start)
      const from = colon < 0 ? word : colon + 2
      const end = Math.max(from, endOfLine(text, from) - 1)
      const mark = size % 2 === 0 ? '"' : "'"
      return { from, to: end, insert: mark + text.slice(from, end) + (size > 2 ? '' : mark) }
    }
    case 'mark':
      return { from: start, to: start, insert: ['---\n', '...\n', '--- # x\n', '---', '%TAG ! x\n'][size] ?? '' }
    case 'join':
      return { from: Math.max(0, start - 1), to: start, insert: '' }
  }
}

/** So many lines from `start` on, each of them changed. */
function ofLines(text: string, start: number, count: number, change: (line: string) => string): Edit {
  let to = start
  for (let i = 0; i < count; i++) to = endOfLine(text, to)
  const lines = text.slice(start, to).split(/(?<=\n)/)
  return { from: start, to, insert: lines.map(change).join('') }
}

function startOfLine(text: string, at: number): number {
  let line = at
  while (line > 0 && text.charAt(line - 1) !== '\n' && text.charAt(line - 1) !== '\r') line--
  return line
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end + 1
}
