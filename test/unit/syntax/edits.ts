import fc from 'fast-check'
import type { Edit } from '../../../server/src/text/edit.ts'

/** What an edit can put in that matters to more than its own line. */
const BITS = [
  '"',
  "'",
  ':',
  ': ',
  ' ',
  '  ',
  '\n',
  '\n\n',
  '\n  ',
  '- ',
  '-',
  '#',
  ' # c',
  '[',
  ']',
  '{',
  '}',
  ',',
  '|',
  '|-\n    x\n',
  '>',
  '&a ',
  '*a',
  '!t ',
  '? ',
  '\t',
  '%',
  '@',
  '\\',
  'x',
  'a: b\n',
  'k',
  '\r\n',
  '\r',
  '~',
  '{{',
  '}}',
  '{{/* ',
  '{{ if }}\n',
  '<<: ',
  '<<<<<<< a\n',
  '=======\n',
  '>>>>>>> b\n',
  '---\n',
  '...\n',
  '\0',
  '\u2028',
  '\ufeff',
] as const

/** Words that make up manifests, and what makes them end early. */
const PARTS = [
  ...BITS,
  'a',
  'b c',
  'key: ',
  'key:',
  'name: x\n',
  'kind: Pod\n',
  '\n- ',
  '\n  - ',
  '\n  a: 1',
  '\n  b: "2"',
  '\n    c: d',
  '\n    e:\n      f: g',
  'text: |\n  one\n\n  two\n',
  'list: [a, {b: c}]\n',
  'q: "two\n  lines"\n',
  "s: 'it''s'\n",
  'p: plain\n  goes on\n',
  '# comment\n',
  '  # deeper\n',
  '-\n',
  '- a: 1\n  b: 2\n',
] as const

/** Half YAML, half noise. */
export const yamlish = fc.array(fc.constantFrom(...PARTS), { maxLength: 30 }).map((it) => it.join(''))

/** Where and what, whatever the text. */
export interface Plan {
  /** As a share of the text. */
  readonly at: number
  /** To move to the start of that line, or behind its indentation. */
  readonly snap: 'no' | 'line' | 'word' | 'end'
  readonly remove: number
  /** To remove up to the end of that many lines instead. */
  readonly lines: number
  readonly insert: string
}

export const plan: fc.Arbitrary<Plan> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  snap: fc.constantFrom('no', 'no', 'line', 'word', 'end'),
  remove: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(60)),
  lines: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) }),
  insert: fc.oneof(
    fc.constant(''),
    fc.constantFrom(...BITS),
    fc.constantFrom(...PARTS),
    yamlish,
    fc.string({ maxLength: 3 }),
  ),
})

export function editOf(text: string, { at, snap, remove, lines, insert }: Plan): Edit {
  let from = Math.min(text.length, Math.floor(at * (text.length + 1)))
  if (snap === 'end') from = lineEnd(text, from)
  else if (snap !== 'no') from = text.lastIndexOf('\n', from - 1) + 1
  if (snap === 'word') while (text.charAt(from) === ' ') from++
  let to = Math.min(text.length, from + remove)
  if (lines > 0) {
    to = from
    for (let i = 0; i < lines; i++) to = Math.min(text.length, lineEnd(text, to) + 1)
  }
  return { from, to, insert }
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}
