/*
 * Prints how much of what people do in real manifests is read on from the middle, and checks every result.
 * Run: PURSER_CORPUS=<folder> npx tsx <this file>
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { computed } from '../../server/src/memo.ts'
import { parseDocument } from '../../server/src/syntax/parse.ts'
import { reparse } from '../../server/src/syntax/reparse.ts'
import { applyEdit, type Edit } from '../../server/src/text/edit.ts'

const corpus = process.env.PURSER_CORPUS
if (!corpus) throw new Error('PURSER_CORPUS must name a folder of manifests')
const sessions = Number(process.env.PURSER_RUNS ?? 300)
let seed = Number(process.env.PURSER_SEED ?? 1)

interface Line {
  readonly from: number
  readonly to: number
  /** The spaces it starts with. */
  readonly deep: string
}

const SCALAR = /^ *[\w./-]+: [\w./-]+$/

/** What somebody does at a line that looks like that, as the edits that an editor sends. Each follows on the one before. */
const DEEDS: Readonly<Record<string, readonly [RegExp, (line: Line, text: string) => readonly Edit[]]>> = {
  'types in a value': [/^ *(?:- )?[\w./-]+: [^|>&*\n]+$/, ({ to }) => typed(to, 'abc')],
  'types a new key and value': [SCALAR, ({ to, deep }) => typed(to, `\n${deep}newKey: value`)],
  'types a new key with a block': [SCALAR, ({ to, deep }) => typed(to, `\n${deep}newKey:\n${deep}  - name: x`)],
  'types a new item': [/^ *- [\w./-]+$/, ({ to, deep }) => typed(to, `\n${deep}- other`)],
  'types in a key': [/^ *[\w./-]+:/, ({ from }, text) => typed(text.indexOf(':', from), 'xy')],
  'takes a colon away and puts it back': [
    /^ *[\w./-]+:/,
    ({ from }, text) => {
      const at = text.indexOf(':', from)
      return [removed(at, at + 1), inserted(at, ':')]
    },
  ],
  'types a comment': [SCALAR, ({ to }) => typed(to, ' # why')],
  'types a value in quotes': [
    /^ *[\w./-]+: [\w./-]+$/,
    ({ from, to }, text) => {
      const at = text.indexOf(': ', from) + 2
      return [removed(at, to), inserted(at, '""'), ...typed(at + 1, 'a b')]
    },
  ],
  'types in a script': [/^ {4,}(?:echo|if|set|cd|exec|export|fi) .*$/, ({ to }) => typed(to, ' && x "')],
  'opens a line': [/\S/, ({ to, deep }) => typed(to, `\n${deep}`)],
  'deletes a line': [/\S/, ({ from, to }, text) => [removed(from, Math.min(text.length, to + 1))]],
  'pastes a block': [
    SCALAR,
    ({ from, deep }) => [inserted(from, `${deep}pasted:\n${deep}  - name: x\n${deep}    image: y\n`)],
  ],
  'comments a line out and in': [
    /\S/,
    ({ from, deep }) => [inserted(from + deep.length, '# '), removed(from + deep.length, from + deep.length + 2)],
  ],
  'indents three lines': [/\S/, ({ from }, text) => indented(text, from, 3)],
  'moves a line down': [
    /\S/,
    ({ from, to }, text) => {
      const below = text.indexOf('\n', to + 1)
      return below < 0 ? [] : [removed(from, to + 1), inserted(from + below - to, text.slice(from, to + 1))]
    },
  ],
}

const texts = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
  .filter((it) => /\.ya?ml$/.test(it))
  .sort()
  .flatMap((path) => readFileSync(join(corpus, path), 'utf8').split(/^(?=---(?:\s|$))/m))
  .filter((it) => it.split('\n').length > 5)

for (const [name, [pattern, deed]] of Object.entries(DEEDS)) {
  let edits = 0
  let further = 0
  const nodes: number[] = []
  for (let i = 0; i < sessions; ) {
    const text = texts[random(texts.length)] ?? ''
    const line = lineWith(text, pattern)
    if (!line && random(10) > 0) continue
    i++
    let document = parseDocument(text)
    for (const edit of line ? deed(line, text) : []) {
      computed.clear()
      const after = applyEdit(document.text, edit)
      const edited = reparse(document, edit, after)
      edits++
      if (edited) {
        further++
        nodes.push(computed.get('reparsedNodes') ?? 0)
      }
      document = parseDocument(after)
      if (edited) assert.deepEqual(edited, document)
    }
  }
  nodes.sort((a, b) => a - b)
  const share = ((100 * further) / Math.max(1, edits)).toFixed(1)
  const quantile = (q: number) => nodes[Math.floor(nodes.length * q)] ?? 0
  console.log(
    `${name.padEnd(36)} ${String(edits).padStart(5)} edits, ${share.padStart(5)} % read on; nodes: median ${quantile(0.5)}, p95 ${quantile(0.95)}`,
  )
}

function typed(at: number, text: string): readonly Edit[] {
  return [...text].map((insert, i) => inserted(at + i, insert))
}

function inserted(at: number, insert: string): Edit {
  return { from: at, to: at, insert }
}

function removed(from: number, to: number): Edit {
  return { from, to, insert: '' }
}

function indented(text: string, from: number, lines: number): readonly Edit[] {
  const edits: Edit[] = []
  for (let line = from; line < text.length && edits.length < lines; line = text.indexOf('\n', line) + 1) {
    edits.push(inserted(line + 2 * edits.length, '  '))
    if (text.indexOf('\n', line) < 0) break
  }
  return edits
}

/** Some line that looks like that. */
function lineWith(text: string, pattern: RegExp): Line | undefined {
  const found: Line[] = []
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from)
    const to = end < 0 ? text.length : end
    const line = text.slice(from, to)
    if (pattern.test(line) && !line.startsWith('---')) found.push({ from, to, deep: /^ */.exec(line)?.[0] ?? '' })
    from = to + 1
  }
  return found[random(found.length)]
}

/** From 0 up to `below`, the same on every run. */
function random(below: number): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return Math.floor((seed / 2 ** 32) * below)
}
