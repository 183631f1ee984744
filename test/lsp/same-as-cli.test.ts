import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Diagnostic } from 'vscode-languageserver/node'
import { codes } from '../../server/src/rules/codes.ts'
import { type Client, end, startClient } from './client.ts'

/** What the editor shows of a file that is open is what `purser lint` says of it, among the same other files. */
const MANIFESTS = fileURLToPath(new URL('manifests', import.meta.url))
const CLI = fileURLToPath(new URL('../../server/src/main/cli.ts', import.meta.url))

/** Of one file the editor is not told more. */
const MAX_PUBLISHED = 1000

const corpus = process.env.PURSER_CORPUS

describe('the editor and the command line', () => {
  let client: Client | undefined
  let copy: string | undefined
  afterEach(() => {
    end(client)
    if (copy !== undefined) rmSync(copy, { recursive: true })
    copy = undefined
  })

  it('say the same of manifests of all sorts', async () => {
    // Out of the repository, where the last commit would be compared with.
    copy = mkdtempSync(join(tmpdir(), 'purser-same-'))
    cpSync(MANIFESTS, copy, { recursive: true })
    symlinkSync('settings.yaml', join(copy, 'shop/linked.yaml'))
    symlinkSync('..', join(copy, 'shop/in-a-circle'))
    const said = await compare(copy)
    for (const { path, editor, commandLine } of said) assert.deepEqual(editor, commandLine, path)
    const rules = new Set(said.flatMap((it) => it.commandLine.map((row) => row.split(' ')[2] ?? '')))
    assert.ok(rules.size >= 30, `only ${[...rules].join(', ')}`)
    assert.ok([...rules].every((it) => codes.some(({ id }) => id === it)))
  })

  for (const folder of corpus === undefined ? [] : foldersOf(corpus))
    it(`say the same of ${folder}`, async () => {
      for (const { path, editor, commandLine } of await compare(folder))
        if (commandLine.length <= MAX_PUBLISHED) assert.deepEqual(editor, commandLine, path)
        else assert.equal(editor.length, MAX_PUBLISHED, path)
    }).timeout(600_000)

  async function compare(folder: string): Promise<readonly Said[]> {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', CLI, 'lint', '--format', 'json', '--no-baseline', folder],
      { encoding: 'utf8', maxBuffer: 1 << 30 },
    )
    assert.ok(status !== null && status < 2, stderr)
    const ofFile = new Map<string, string[]>()
    for (const row of JSON.parse(stdout) as readonly Row[]) {
      const path = resolve(row.file)
      ofFile.set(path, [...(ofFile.get(path) ?? []), ofCommandLine(row)])
    }
    client = await startClient({ folder: pathToFileURL(folder).href })
    await client.request('purser/lintWorkspace', {})
    const said: Said[] = []
    for (const path of filesIn(folder)) {
      const uri = pathToFileURL(path).href
      // Editors neither show a byte order mark nor count it.
      const found = await client.open(uri, readFileSync(path, 'utf8').replace(/^\ufeff/, ''))
      said.push({ path, editor: found.map(ofEditor).sort(), commandLine: (ofFile.get(path) ?? []).sort() })
      ofFile.delete(path)
    }
    assert.deepEqual([...ofFile.keys()], [], 'files that only the command line looked at')
    return said
  }
})

interface Said {
  readonly path: string
  readonly editor: readonly string[]
  readonly commandLine: readonly string[]
}

interface Row {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly rule: string
  readonly severity: string
  readonly message: string
  readonly path: string | null
}

function ofCommandLine(it: Row): string {
  return `${it.line}:${it.column} ${it.endLine}:${it.endColumn} ${it.rule} ${it.severity} ${it.path ?? ''} ${it.message}`
}

function ofEditor({ range: { start, end }, code, severity = 1, data, message }: Diagnostic): string {
  const [from, to] = [start, end].map((it) => `${it.line + 1}:${it.character + 1}`)
  const path = (data as { readonly path?: string } | undefined)?.path ?? ''
  return `${from} ${to} ${code} ${['error', 'warning', 'info', 'hint'][severity - 1]} ${path} ${message}`
}

/** The manifests in a folder, in a stable order, but for the charts that a chart depends on. */
function filesIn(folder: string): readonly string[] {
  const inside = readdirSync(folder, { withFileTypes: true })
  const isChart = inside.some((it) => it.name === 'Chart.yaml')
  return inside
    .filter((it) => !(isChart && it.name === 'charts'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((it) => {
      const path = join(folder, it.name)
      if (it.isDirectory()) return filesIn(path)
      return /(\.(ya?ml|json)|\/Kustomization)$/.test(path) && !path.endsWith('.purser.yaml') ? [path] : []
    })
}

/** The folders of a corpus that belong together: one a repository, two levels down; else the corpus itself. */
function foldersOf(folder: string): readonly string[] {
  const below = (path: string) =>
    readdirSync(path)
      .map((it) => join(path, it))
      .filter((it) => statSync(it).isDirectory())
  const found = below(folder)
    .flatMap(below)
    .filter((it) => filesIn(it).length > 0)
  return found.length > 0 ? found : [folder]
}
