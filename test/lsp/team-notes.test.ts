import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Hover } from 'vscode-languageserver/node'
import { type Client, end, startClient } from './client.ts'

const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  restartPolicy: Never\n'
const HERE = { line: 5, character: 6 }

const note = (title: string, body: string) => `---\ntitle: ${title}\nsurfaces: [PodSpec.restartPolicy]\n---\n${body}\n`

describe('notes of a team over stdio', () => {
  let client: Client | undefined
  let folder = ''
  const uriOf = (path: string) => pathToFileURL(join(folder, path)).href
  const write = (name: string, text: string) => writeFileSync(join(folder, '.purser/notes', name), text)

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'purser-'))
    mkdirSync(join(folder, '.purser/notes'), { recursive: true })
  })
  afterEach(() => {
    end(client)
    rmSync(folder, { recursive: true, force: true })
  })

  const start = async () => {
    client = await startClient({
      folder: pathToFileURL(folder).href,
      initializationOptions: { commandLinks: true },
    })
    return client
  }
  const hoverIn = async ({ request }: Client) =>
    JSON.stringify(
      await request<Hover>('textDocument/hover', { textDocument: { uri: uriOf('pod.yaml') }, position: HERE }),
    )
  const changedOnDisk = ({ connection }: Client, name: string, type: number) =>
    connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf(`.purser/notes/${name}`), type }],
    })

  it('stand in hovers; broken ones are told where they are broken and cost themselves alone', async () => {
    write('restarts.md', note('Our restarts', 'Ask Ada. [Run](command:purser.explain) <img src="https://x/y.png">'))
    write(
      'broken.md',
      '---\ntitle: Broken\nsurfaces:\n  - PodSpec.hostNetwork\n  - PodSpec.restartPolcy\n---\nBroken, mostly.\n',
    )
    write('binary.md', '---\ntitle: a\n---\n\u0000\u0001')
    write('huge.md', `---\ntitle: Huge\n---\n${'x'.repeat(10_000_000)}`)
    const { diagnostics, ...running } = await startClient({ folder: pathToFileURL(folder).href })
    client = { diagnostics, ...running }
    const [broken, binary, huge, good] = await Promise.all([
      diagnostics(uriOf('.purser/notes/broken.md'), () => true),
      diagnostics(uriOf('.purser/notes/binary.md'), () => true),
      diagnostics(uriOf('.purser/notes/huge.md'), () => true),
      diagnostics(uriOf('.purser/notes/restarts.md'), () => true),
    ])
    assert.match(String(broken[0]?.message), /names no field of `PodSpec`; did you mean `restartPolicy`\?/)
    assert.deepEqual(broken[0]?.range.start, { line: 4, character: 4 })
    assert.match(String(binary[0]?.message), /this is no text/)
    assert.match(String(huge[0]?.message), /at most 100 kB/)
    assert.deepEqual(good, [])

    await client.open(uriOf('pod.yaml'), POD)
    const text = await hoverIn(client)
    assert.match(text, /\*Team note\*\\n\\nAsk Ada\. \\\\\[Run\\\\\]\(command:purser\.explain\) &lt;img/)
    await client.stop()
  })

  it('are followed on disk and while they are typed', async () => {
    write('restarts.md', note('Our restarts', 'Ask Ada.'))
    const running = await start()
    const uri = uriOf('.purser/notes/restarts.md')
    await running.diagnostics(uri, () => true)
    await running.open(uriOf('pod.yaml'), POD)
    assert.match(await hoverIn(running), /Ask Ada\./)

    write('restarts.md', note('Our restarts', 'Ask Grace.'))
    const again = running.diagnostics(uri, () => true)
    await changedOnDisk(running, 'restarts.md', 2)
    await again
    assert.match(await hoverIn(running), /Ask Grace\./)

    const opened = running.diagnostics(uri, (it) => it.version === 1)
    await running.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'markdown', version: 1, text: note('Our restarts', 'Ask Alan.') },
    })
    assert.deepEqual(await opened, [])
    assert.match(await hoverIn(running), /Ask Alan\./)
    const place = { line: 1, character: 5 }
    const typed = await running.change(uri, [{ range: { start: place, end: place }, text: 's' }])
    assert.deepEqual(
      typed.map((it) => [String(it.message).replace(/;.*/, ''), it.range.start.line]),
      [
        ['`titles` is nothing that a note has', 1],
        ['a note needs `title`', 1],
      ],
    )
    assert.doesNotMatch(await hoverIn(running), /Ask/)

    // Closed without being saved: what is on disk counts again.
    const closed = running.diagnostics(uri, (it) => it.diagnostics.length === 0)
    await running.connection.sendNotification('textDocument/didClose', { textDocument: { uri } })
    await closed
    assert.match(await hoverIn(running), /Ask Grace\./)

    rmSync(join(folder, '.purser'), { recursive: true })
    const gone = running.diagnostics(uri, (it) => it.diagnostics.length === 0)
    await running.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('.purser'), type: 3 }],
    })
    await gone
    assert.doesNotMatch(await hoverIn(running), /Ask/)
    await running.stop()
  })
})
