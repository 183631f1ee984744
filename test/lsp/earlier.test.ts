import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Diagnostic } from 'vscode-languageserver/node'
import { type Client, end, startClient } from './client.ts'

const FROZEN = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\nimmutable: true\ndata:\n  a: b\n'

describe('the last commit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'purser-git-'))
  const path = join(folder, 'a.yaml')
  const uri = pathToFileURL(path).href
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: folder,
      stdio: 'ignore',
    })
  let client: Client | undefined

  before(() => {
    git('init', '-q')
    commit(FROZEN)
  })
  afterEach(() => end(client))
  after(() => rmSync(folder, { recursive: true }))

  function commit(text: string): void {
    writeFileSync(path, text)
    git('add', '-A')
    git('commit', '-q', '-m', 'x')
  }

  const start = (settings: Record<string, unknown> = {}, trusted = true) =>
    startClient({ folder: pathToFileURL(folder).href, settings, initializationOptions: { trusted } })
  const edited = FROZEN.replace('a: b', 'a: c')
  const told = (them: readonly Diagnostic[]) => them.filter((it) => it.code === 'update-refused')

  it('is compared with, as information, and anew when something was committed', async () => {
    client = await start()
    const compared = client.diagnostics(uri, (it) => told(it.diagnostics).length > 0)
    await client.open(uri, edited)
    const [it] = told(await compared)
    assert.equal(it?.severity, 3)
    assert.match(String(it?.message), /it was `b` in HEAD/)

    const back = await client.change(uri, [
      { range: { start: { line: 6, character: 5 }, end: { line: 6, character: 6 } }, text: 'b' },
    ])
    assert.deepEqual(told(back), [])
    const again = await client.change(uri, [
      { range: { start: { line: 6, character: 5 }, end: { line: 6, character: 6 } }, text: 'c' },
    ])
    assert.equal(told(again).length, 1)

    commit(edited)
    const quiet = client.diagnostics(uri, (one) => told(one.diagnostics).length === 0)
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: pathToFileURL(join(folder, '.git', 'index')).href, type: 2 }],
    })
    await quiet
    assert.equal(await client.stop(), 0)
    commit(FROZEN)
  })

  it('is left alone where the setting or the trust in the workspace says so', async () => {
    for (const [settings, trusted] of [
      [{ compareWith: 'off' }, true],
      [{}, false],
    ] as const) {
      client = await start(settings, trusted)
      await client.open(uri, edited)
      // Far longer than it takes to ask git.
      await new Promise((resolve) => setTimeout(resolve, 700))
      const next = await client.change(uri, [
        { range: { start: { line: 6, character: 6 }, end: { line: 6, character: 6 } }, text: 'd' },
      ])
      assert.deepEqual(told(next), [])
      assert.equal(await client.stop(), 0)
    }
  })
})
