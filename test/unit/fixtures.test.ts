import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { actions } from '../../server/src/features/actions.ts'
import { explain, explainAt } from '../../server/src/features/explain.ts'
import { explainManifest } from '../../server/src/features/explain-manifest.ts'
import { folding } from '../../server/src/features/folding.ts'
import { hover } from '../../server/src/features/hover.ts'
import { type OutlineItem, outline } from '../../server/src/features/outline.ts'
import { problemsOf } from '../../server/src/features/problems.ts'
import { selection } from '../../server/src/features/selection.ts'
import { touchedNotes } from '../../server/src/features/touched-notes.ts'
import type { Workspace } from '../../server/src/model/workspace.ts'
import { positionAt } from '../../server/src/syntax/file.ts'
import { applyEdits } from '../../server/src/text/edit.ts'
import { golden } from '../golden.ts'
import { type Marked, readFiles } from '../markers.ts'
import { policy, uriOf, workspaceOf } from '../workspace.ts'

const FIXTURES = new URL('../fixtures/', import.meta.url)

/** The folder is the verb: a fixture in fixtures/hover is a hover at its `$0`, and `.out` beside it is the answer. */
const verbs: Record<string, (workspace: Workspace, uri: string, marked: Marked) => string> = {
  hover(workspace, uri, { text, cursor }) {
    const link = (id: string) => `note:${id}`
    const found = hover(workspace, uri, at(cursor), { link, complement: false, minor: 36 })
    return found ? `${text.slice(found.from, found.to)}\n\n${found.markdown}` : 'nothing'
  },
  'explain-at': (workspace, uri, { cursor }) => explainAt(workspace, uri, at(cursor))?.markdown ?? 'nothing',
  explain: (workspace, _, { text }) => explain(workspace, text.replace(/^#\s*/, '').trim())?.markdown ?? 'nothing',
  'explain-manifest': (workspace, uri) => explainManifest(workspace, uri, policy)?.markdown ?? 'nothing',
  'touched-notes': (workspace, uri, { text }) =>
    touchedNotes(workspace, uri)
      .map(({ note, offset }) => `${text.slice(0, offset).split('\n').length} ${note.id}`)
      .join('\n') || 'nothing',
  outline: (workspace, uri) =>
    outline(workspace, uri)
      .map((it) => symbolText(it, 0))
      .join('\n') || 'nothing',
  folding(workspace, uri) {
    const file = workspace.files.get(uri)
    assert.ok(file)
    const lines = folding(workspace, uri).map(
      (it) =>
        `${positionAt(file, it.from).line + 1}-${positionAt(file, it.to).line + 1}${it.kind ? ` ${it.kind}` : ''}`,
    )
    return lines.join('\n') || 'nothing'
  },
  selection: (workspace, uri, { text, cursor }) =>
    selection(workspace, uri, at(cursor))
      .map((it) => JSON.stringify(text.slice(it.from, it.to)))
      .join('\n'),
  actions(workspace, uri, { text, cursor }) {
    const found = actions(workspace, uri, { from: at(cursor), to: at(cursor) }, policy)
    return (
      found
        .map((it) => `== ${it.title}\n${it.disable ? '(setting)' : changed(text, applyEdits(text, it.edits))}`)
        .join('\n') || 'nothing'
    )
  },
}

for (const [verb, run] of Object.entries(verbs)) {
  describe(`fixtures/${verb}`, () => {
    const folder = new URL(`${verb}/`, FIXTURES)
    for (const name of existsSync(folder) ? readdirSync(folder).filter((it) => it.endsWith('.yaml')) : []) {
      it(name, () => {
        const files = readFiles(readFileSync(new URL(name, folder), 'utf8'))
        const main = files.find((it) => it.marked.cursor !== undefined) ?? files[0]
        assert.ok(main)
        const workspace = workspaceOf(Object.fromEntries(files.map((it) => [it.path, it.marked.text])))
        golden(new URL(`${name}.out`, folder), run(workspace, uriOf(main.path), main.marked))
      })
    }
  })
}

describe('fixtures/problems', () => {
  const folder = new URL('problems/', FIXTURES)
  for (const name of readdirSync(folder).filter((it) => it.endsWith('.yaml'))) {
    it(name, () => {
      const files = readFiles(readFileSync(new URL(name, folder), 'utf8'))
      const workspace = workspaceOf(Object.fromEntries(files.map((it) => [it.path, it.marked.text])))
      for (const { path, marked } of files) {
        const found = problemsOf(workspace, uriOf(path), policy).filter((it) => !QUIET.has(it.code))
        assert.deepEqual(
          found.map((it) => ({ from: it.from, to: it.to, message: `${it.code}: ${it.message}` })),
          marked.expected,
          path,
        )
      }
    })
  }
})

/** Rules that would speak in nearly every fixture; their own examples test them. */
const QUIET: ReadonlySet<string> = new Set([
  'recommended-labels',
  'missing-liveness-probe',
  'missing-readiness-probe',
  'missing-resource-requests',
])

function at(cursor: number | undefined): number {
  assert.ok(cursor !== undefined, 'the fixture needs a $0')
  return cursor
}

function symbolText(symbol: OutlineItem, depth: number): string {
  const detail = symbol.detail ? ` (${symbol.detail})` : ''
  return [
    `${'  '.repeat(depth)}${symbol.name}${detail}`,
    ...symbol.children.map((it) => symbolText(it, depth + 1)),
  ].join('\n')
}

/** The lines that an edit took away and brought. */
function changed(before: string, after: string): string {
  const old = before.split('\n')
  const now = after.split('\n')
  let from = 0
  while (from < old.length && from < now.length && old[from] === now[from]) from++
  let tail = 0
  while (tail < Math.min(old.length, now.length) - from && old.at(-1 - tail) === now.at(-1 - tail)) tail++
  const lines = [
    ...old.slice(from, old.length - tail).map((it) => `- ${it}`),
    ...now.slice(from, now.length - tail).map((it) => `+ ${it}`),
  ]
  return lines.join('\n')
}
