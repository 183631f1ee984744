import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  createProtocolConnection,
  type Diagnostic,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node'
import { hover } from '../../server/src/features/hover.ts'
import { problemsOf } from '../../server/src/features/problems.ts'
import { computed } from '../../server/src/memo.ts'
import { emptyWorkspace, withFile } from '../../server/src/model/workspace.ts'
import { createNotes } from '../../server/src/notes/notes.ts'
import { unpackNotes } from '../../server/src/notes/packed.ts'
import { rules } from '../../server/src/rules/index.ts'
import { createCatalogue } from '../../server/src/schema/catalogue.ts'
import type { Index } from '../../server/src/schema/definition.ts'
import { parseFile } from '../../server/src/syntax/file.ts'
import { POLICY } from '../corpus/service.ts'

const URI = 'file:///wrong.yaml'
const WRONG = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: "three"
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1.27.3
          imagePullPolice: Always
`
const WRONG_LINES = [5, 13]

/** 38 today, of some 3,000 that there are: the rest of what a Deployment may hold is not read for one that does not hold it. */
const MOST_DEFINITIONS = 60
/** 34 today, most of them looks at one mapping each. */
const MOST_COMPUTED = 80
const MOST_CPU_MILLISECONDS = 600
const PATIENCE_MILLISECONDS = 15_000

/** What keeps the start fast, held by counts and sizes; clocks are in `npm run bench`. */
describe('the gates', () => {
  describe('size', () => {
    const gates: readonly (readonly [string, number])[] = [
      ['dist/client.cjs', 600],
      // Some 4.5 kB a rule, with its page.
      ['dist/server.cjs', 1800],
      ['dist/schemas/index.json', 120],
      // Some 1.9 kB a note.
      ['dist/knowledge.jsonl', 1500],
    ]
    for (const [path, kilobytes] of gates) {
      it(`${path} has at most ${kilobytes} kB`, () => {
        const { size } = statSync(inRepository(path))
        assert.ok(size <= kilobytes * 1000, `${Math.ceil(size / 1000)} kB`)
      })
    }
  })

  describe('the first diagnostics', () => {
    it('read the definitions of one kind, no description and no note; the first hover reads those', () => {
      const { opened, workspace } = shop()
      assert.deepEqual(opened, [], 'to know the kinds, the index is enough')

      let problems: readonly { readonly from: number }[] = []
      const parsed = parses(() => (problems = problemsOf(workspace, URI, POLICY)))
      const lines = problems.map(({ from }) => WRONG.slice(0, from).split('\n').length - 1)
      for (const line of WRONG_LINES) assert.ok(lines.includes(line), `a problem in line ${line + 1} of ${lines}`)
      assert.deepEqual(opened, ['definitions'])
      assert.ok(parsed > 0 && parsed <= MOST_DEFINITIONS, `${parsed} definitions parsed`)

      const found = hover(workspace, URI, WRONG.indexOf('replicas') + 1, {
        link: undefined,
        complement: false,
        minor: 36,
      })
      assert.match(JSON.stringify(found), /replicas/)
      assert.deepEqual(opened, ['definitions', 'notes', 'descriptions'])
    })

    it('compute nothing twice', () => {
      computed.clear()
      const { workspace } = shop()
      problemsOf(workspace, URI, POLICY)
      const again = ['validate', 'lint', 'lintAmong', 'resourcesOf', 'summariesOf', 'syntaxProblems']
      assert.deepEqual(
        again.map((it) => `${it} ${computed.get(it) ?? 0}`),
        again.map((it) => `${it} 1`),
      )
      for (const { id } of rules) assert.ok((computed.get(id) ?? 0) <= 2, `${id} ran ${computed.get(id)} times`)
      // Rules and rows are counted beside what is remembered: that there are more of them is no lost cache.
      const apart = new Set(['rowsAsked', ...rules.map((it) => it.id)])
      const memos = [...computed].filter(([name]) => !apart.has(name))
      const work = memos.reduce((total, [, times]) => total + times, 0)
      assert.ok(work <= MOST_COMPUTED, `${work} computed: ${JSON.stringify(memos)}`)
    })

    it(`cost a new server at most ${MOST_CPU_MILLISECONDS} ms of CPU`, async function () {
      this.timeout(60_000)
      const costs: number[] = []
      // A busy machine only ever adds, so the best of a few counts.
      while (costs.length < 3 && !costs.some((it) => it <= MOST_CPU_MILLISECONDS)) costs.push(await costOfStart())
      assert.ok(Math.min(...costs) <= MOST_CPU_MILLISECONDS, `${costs.map(Math.round).join(', ')} ms`)
    })
  })
})

/** A workspace with one manifest, and a record of which texts were opened. */
function shop() {
  const opened: string[] = []
  const open = (name: string) => () => {
    opened.push(name)
    return generated(`${name}.jsonl`)
  }
  const index = JSON.parse(generated('index.json')) as Index
  const catalogue = createCatalogue(index, open('definitions'), open('descriptions'))
  const notes = createNotes(() => {
    opened.push('notes')
    return unpackNotes(() => readFileSync(inRepository('dist/knowledge.jsonl'), 'utf8'))
  })
  const workspace = withFile(emptyWorkspace(catalogue, notes), URI, parseFile(WRONG))
  return { opened, workspace }
}

/** How many JSON texts an action parses: definitions are parsed a line at a time. */
function parses(action: () => void): number {
  const { parse } = JSON
  let count = 0
  JSON.parse = (...args) => {
    count++
    return parse(...args)
  }
  try {
    action()
  } finally {
    JSON.parse = parse
  }
  return count
}

/** Milliseconds of CPU that the server as shipped takes from its start to the right diagnostics. */
async function costOfStart(): Promise<number> {
  const preload = ['--require', inRepository('test/bench/tell-cpu.cjs')]
  const child = spawn(process.execPath, [...preload, inRepository('dist/server.cjs'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
  })
  const limit = setTimeout(() => child.kill(), PATIENCE_MILLISECONDS)
  const lost = new Promise<never>((_, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`the server ended (${code ?? signal}) too early`)))
  })
  try {
    return await Promise.race([lost, costUntilRight(child)])
  } finally {
    clearTimeout(limit)
    child.kill()
  }
}

async function costUntilRight(child: ChildProcess): Promise<number> {
  assert.ok(child.stdout && child.stdin)
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  const right = new Promise<void>((resolve) => {
    connection.onNotification(PublishDiagnosticsNotification.type, ({ diagnostics }) => {
      if (WRONG_LINES.every((line) => diagnostics.some((it: Diagnostic) => it.range.start.line === line))) resolve()
    })
  })
  connection.onUnhandledNotification(() => undefined)
  connection.listen()
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} })
  await connection.sendNotification('initialized', {})
  const textDocument = { uri: URI, languageId: 'yaml', version: 1, text: WRONG }
  await connection.sendNotification('textDocument/didOpen', { textDocument })
  await right
  const told = new Promise<NodeJS.CpuUsage>((resolve) => child.once('message', (it) => resolve(it as NodeJS.CpuUsage)))
  child.send('cpu')
  const { user, system } = await told
  return (user + system) / 1000
}

function generated(name: string): string {
  return readFileSync(inRepository(`schemas/generated/${name}`), 'utf8')
}

function inRepository(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url))
}
