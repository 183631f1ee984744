import assert from 'node:assert/strict'
import fc from 'fast-check'
import { harmlessMarkdown } from '../../../server/src/notes/harmless-markdown.ts'

describe('Markdown of somebody else', () => {
  const cases: readonly (readonly [name: string, text: string, shown: string])[] = [
    [
      'emphasis, lists and tables stay',
      '**a** and *b*\n\n- one\n- two\n\n| a | b |',
      '**a** and *b*\n\n- one\n- two\n\n| a | b |',
    ],
    [
      'links to https pages stay',
      'see [the page](https://example.com/a?b=c#d).',
      'see [the page](https://example.com/a?b=c#d).',
    ],
    ['commands do not', '[run](command:purser.explain)', '\\[run\\](command:purser.explain)'],
    ['nor do relative links', '[x](../../secret.md)', '\\[x\\](../../secret.md)'],
    ['nor links by reference', '[x][1]\n\n[1]: command:x', '\\[x\\]\\[1\\]\n\n\\[1\\]: command:x'],
    ['pictures are no pictures', '![x](https://example.com/a.png)', '\\![x](https://example.com/a.png)'],
    [
      'HTML is text',
      '<img src="https://example.com/a.png"> a < b',
      '&lt;img src="https://example.com/a.png"> a &lt; b',
    ],
    ['autolinks are text', '<command:x>', '&lt;command:x>'],
    ['code stays', 'write `[a](b)` and ``<b>``', 'write `[a](b)` and `<b>`'],
    ['a bar may end code in a table', '| `a | [x](command:y)` |', '| a | \\[x\\](command:y) |'],
    ['code that does not end is none', '`[a](command:x)', '\\`\\[a\\](command:x)'],
    ['code does not go on in the next line', 'a `b\nc` [x](command:y)', 'a \\`b\nc\\` \\[x\\](command:y)'],
    ['escapes stay escapes', '\\`[a](command:x)` \\[b', '\\`\\[a\\](command:x)\\` \\[b'],
    ['a backslash at the end of code escapes nothing', '`a\\`[b](command:x)`', '`a\\`\\[b\\](command:x)\\`'],
    ['fences stay, at the margin', '  ```yaml\n  a: [b](c)\n  ```\n<i>', '```yaml\na: [b](c)\n```\n&lt;i>'],
    ['fences end', '~~~\n```\n[a](command:x)', '````\n```\n[a](command:x)\n````'],
    ['control and turning characters are shown as such', 'a\u001b[2J\u202eb', 'a\ufffd\\[2J\ufffdb'],
  ]
  for (const [name, text, shown] of cases) it(name, () => assert.equal(harmlessMarkdown(text), shown))

  it('no bracket outside of code stands there unescaped, but for links to https pages', () => {
    const pieces = [
      '`',
      '``',
      '```',
      '\n',
      '\\',
      '[',
      ']',
      '](command:x)',
      '(https://e.org/)',
      '!',
      '<',
      '|',
      '~~~',
      'a',
      ' ',
      '> ',
      '- ',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 24 }), (parts) => {
        const prose = proseOf(harmlessMarkdown(parts.join('')))
        assert.doesNotMatch(prose, /(?<!\\)(?:\\\\)*(?:<|\](?!\(https:))/)
      }),
    )
  })

  it('is quick whatever it is', () => {
    for (const piece of ['`', '[', '[a](', '\\', '```\n', '![', '``a'])
      assert.ok(harmlessMarkdown(piece.repeat(30_000)).length > 0)
  })
})

/** As a reader of Markdown does it: code first. */
function proseOf(markdown: string): string {
  const out: string[] = []
  let fence: string | undefined
  for (const line of markdown.split('\n')) {
    const mark = /^`{3,}/.exec(line)?.[0]
    if (fence === undefined && mark !== undefined) fence = mark
    else if (fence !== undefined) fence = line === fence ? undefined : fence
    else out.push(line)
  }
  // An escaped character is taken before a back quote opens code; inside code a backslash is nothing special.
  return out
    .join('\n')
    .replace(/\\[!-/:-@[-`{-~]|(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, (it) => (it.startsWith('`') ? 'code' : it))
}
