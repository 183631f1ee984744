/* Prints how typing in real manifests is parsed. Run: PURSER_CORPUS=<folder> npx tsx <this file> */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { computed } from '../../server/src/memo.ts'
import { parseDocument } from '../../server/src/syntax/parse.ts'
import { editDocument } from '../../server/src/syntax/reparse.ts'
import { applyEdit, type Edit } from '../../server/src/text/edit.ts'

const corpus = process.env.PURSER_CORPUS
if (!corpus) throw new Error('PURSER_CORPUS must name a folder of manifests')
const SESSIONS = Number(process.env.PURSER_RUNS ?? 3000)

let seed = Number(process.env.PURSER_SEED ?? 1)
/** From 0 up to `below`, the same on every run. */
function random(below: number): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return Math.floor((seed / 2 ** 32) * below)
}

const texts = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
  .filter((it) => /\.ya?ml$/.test(it))
  .sort()
  .flatMap((path) => readFileSync(join(corpus, path), 'utf8').split(/^(?=---(?:\s|$))/m))
  .filter((it) => it.split('\n').length > 5)

/** What somebody does, as the edits that an editor sends. Each follows on the one before. */
type Session = (text: string) => readonly Edit[]

const SESSIONS_BY_NAME: Readonly<Record<string, Session>> = {
  'type a value': (text) => {
    const line = lineWith(text, /^ *(?:- )?[\w./-]+: [^|>&*\n]+$/)
    return line ? typed(line.to, 'abc') : []
  },
  'type a new key': (text) => {
    const line = lineWith(text, /^ *[\w./-]+: [\w./-]+$/)
    return line ? typed(line.to, `\n${indentation(text, line)}newKey: value`) : []
  },
  'type a new item': (text) => {
    const line = lineWith(text, /^ *- [\w./-]+$/)
    return line ? typed(line.to, `\n${indentation(text, line)}- other`) : []
  },
  'change a key': (text) => {
    const line = lineWith(text, /^ *[\w./-]+:/)
    const at = line ? text.indexOf(':', line.from) : -1
    return at < 0 ? [] : [...typed(at, 'xy'), { from: at + 1, to: at + 2, insert: '' }]
  },
  'delete a line': (text) => {
    const line = lineWith(text, /\S/)
    return line ? [{ from: line.from, to: Math.min(text.length, line.to + 1), insert: '' }] : []
  },
  'paste a block': (text) => {
    const line = lineWith(text, /^ *[\w./-]+: [\w./-]+$/)
    if (!line) return []
    const deep = indentation(text, line)
    return [{ from: line.from, to: line.from, insert: `${deep}pasted:\n${deep}  - name: x\n${deep}    image: y\n` }]
  },
  'comment a line out and in': (text) => {
    const line = lineWith(text, /\S/)
    const at = line ? line.from + indentation(text, line).length : -1
    return at < 0
      ? []
      : [
          { from: at, to: at, insert: '# ' },
          { from: at, to: at + 2, insert: '' },
        ]
  },
  'indent three lines': (text) => {
    const edits: Edit[] = []
    const line = lineWith(text, /\S/)
    for (let at = line?.from ?? -1, i = 0; at >= 0 && i < 3; i++) {
      edits.push({ from: at + 2 * 0, to: at, insert: '  ' })
      const next = text.indexOf('\n', at - 2 * i)
      at = next < 0 || next + 1 >= text.length ? -1 : next + 1 + 2 * (i + 1)
    }
    return edits
  },
  'type a comment': (text) => {
    const line = lineWith(text, /^ *[\w./-]+: [\w./-]+$/)
    return line ? typed(line.to, ' # why') : []
  },
  'type a quoted value': (text) => {
    const line = lineWith(text, /^ *[\w./-]+: [\w./-]+$/)
    if (!line) return []
    const at = line.to
    return [{ from: at, to: at, insert: '""' }, ...typed(at + 1, 'a b')]
      .concat([])
      .map((it, i) => (i === 0 ? { from: text.indexOf(': ', line.from) + 2, to: at, insert: '""' } : it))
      .map((it, i) =>
        i === 0
          ? it
          : { ...it, from: text.indexOf(': ', line.from) + 3 + i - 1, to: text.indexOf(': ', line.from) + 3 + i - 1 },
      )
  },
  'type in a script': (text) => {
    const line = lineWith(text, /^ {4,}(?:echo|if|set|cd|exec) .*$/)
    return line ? typed(line.to, ' && x "') : []
  },
}

for (const [name, session] of Object.entries(SESSIONS_BY_NAME)) {
  const outcomes = new Map<string, number>()
  let nodes = 0
  let edits = 0
  for (let i = 0; i < SESSIONS / 10; i++) {
    const text = texts[random(texts.length)] ?? ''
    let document = parseDocument(text)
    for (const edit of session(text)) {
      computed.clear()
      const next = editDocument(document, edit)
      assert.deepEqual(next, parseDocument(applyEdit(document.text, edit)))
      edits++
      const outcome =
        [...computed.keys()].find((it) => it !== 'reparsedNodes') ?? (document.tree === next.tree ? 'same' : 'part')
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      nodes += computed.get('reparsedNodes') ?? 0
      document = next
    }
  }
  const shares = [...outcomes]
    .sort(([, a], [, b]) => b - a)
    .map(([it, n]) => `${it} ${((100 * n) / edits).toFixed(1)} %`)
  console.log(
    `${name.padEnd(28)} ${String(edits).padStart(6)} edits: ${shares.join(', ')}; ${(nodes / edits).toFixed(1)} nodes an edit`,
  )
}

function typed(at: number, text: string): readonly Edit[] {
  return [...text].map((insert, i) => ({ from: at + i, to: at + i, insert }))
}

interface Line {
  readonly from: number
  readonly to: number
}

/** Some line that looks like that. */
function lineWith(text: string, pattern: RegExp): Line | undefined {
  const found: Line[] = []
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from)
    const to = end < 0 ? text.length : end
    if (pattern.test(text.slice(from, to)) && !text.startsWith('---', from)) found.push({ from, to })
    from = to + 1
  }
  return found[random(found.length)]
}

function indentation(text: string, { from, to }: Line): string {
  return /^ */.exec(text.slice(from, to))?.[0] ?? ''
}
