import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { commands } from '../../../client/src/commands/table.ts'

const SCRIPT = fileURLToPath(new URL('./activate.cjs', import.meta.url))

/** What activate.cjs prints. */
interface Activation {
  readonly cpuMs: number
  readonly loaded: readonly string[]
  readonly listeners: readonly string[]
  readonly statusItems: readonly string[]
  readonly errors: readonly string[]
  readonly commands: number
  readonly bytesRun: number
}

/** Of the bundle's 450,000: what a window pays that never sees a manifest. Twice of what it is. */
const MOST_BYTES = 16_000
const MOST_MILLISECONDS = 50

describe('activation of the client, in a window without YAML', () => {
  it('registers what is needed, and waits', () => {
    const { errors, statusItems, listeners, ...found } = activate('size')
    assert.deepEqual(errors, [])
    assert.equal(found.commands, commands.length)
    assert.deepEqual(statusItems, ['purser.version', 'purser.file'])
    const onDocuments = listeners.filter((it) => /TextDocument$/.test(it))
    assert.deepEqual(onDocuments.sort(), [
      'onDidChangeTextDocument',
      'onDidChangeTextDocument',
      'onDidCloseTextDocument',
      'onDidOpenTextDocument',
    ])
  })

  it('loads nothing of Node and runs nothing of the language client', () => {
    const { loaded, bytesRun } = activate('size')
    assert.deepEqual(loaded, ['node:url', 'vscode'])
    assert.ok(bytesRun > 1000 && bytesRun <= MOST_BYTES, `${bytesRun} bytes of the bundle ran`)
  })

  it('would tell if the language client ran', () => {
    // Its classes need the real `vscode`, so that this is as far as it comes.
    const { bytesRun, errors } = activate('size', 'purser.restartServer')
    assert.ok(bytesRun > 3 * MOST_BYTES, `${bytesRun} bytes of the bundle ran`)
    assert.match(errors[0] ?? '', /could not be started/)
  })

  it(`takes at most ${MOST_MILLISECONDS} ms`, () => {
    const best = Math.min(...Array.from({ length: 5 }, () => activate('time').cpuMs))
    assert.ok(best <= MOST_MILLISECONDS, `${best} ms at best`)
  })
})

function activate(...args: readonly string[]): Activation {
  const output = execFileSync(process.execPath, [SCRIPT, ...args], { encoding: 'utf8', timeout: 15_000 })
  return JSON.parse(output) as Activation
}
