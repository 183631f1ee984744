/**
 * A language server as a process, and as much of an editor as is needed to measure it.
 *
 * @typedef {{ name: string, command: readonly string[], configuration: Record<string, unknown>,
 *   notifications?: readonly string[], content?: (uri: string) => string }} Definition
 * @typedef {{ line: number, from: number, toLine?: number, to?: number, text: string }} Edit
 * @typedef {{ range: { start: { line: number } }, message: string }} Diagnostic
 * @typedef {(found: readonly Diagnostic[]) => boolean} Judge
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node'
import { cpuOf, memoryOf, queuedOf, untilQuiet } from './meter.mjs'

const PATIENCE = 120_000
const FOLDER = 'file:///purser-bench'

/**
 * Starts a server and tells it what an editor tells.
 *
 * @param {Definition} definition
 * @param {readonly string[]} flags for Node; with `SETTLING` it can be told to collect its garbage
 */
export async function startServer(
  { name, command: [program = '', ...args], configuration, notifications = [], content },
  flags = [],
) {
  const child = spawn(program, [...flags, ...args], {
    stdio: ['pipe', 'pipe', 'ignore', ...(flags === SETTLING ? ['ipc'] : [])],
  })
  const pid = child.pid ?? 0
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  const gone = new Promise((done) => child.once('exit', done).once('error', (error) => done(error.message)))
  /** @type {Set<(uri: string, found: readonly Diagnostic[], version: number | undefined) => void>} */
  const waiting = new Set()
  /** @type {Map<string, number>} */
  const versions = new Map()
  let lastHeard = 0

  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics, version }) => {
    lastHeard = performance.now()
    for (const hear of [...waiting]) hear(uri, diagnostics, version ?? undefined)
  })
  connection.onRequest('workspace/configuration', ({ items }) =>
    items.map((/** @type {{ section?: string }} */ { section }) => configuration[section ?? ''] ?? null),
  )
  connection.onRequest('vscode/content', (/** @type {string} */ uri) => content?.(uri) ?? null)
  for (const method of ['client/registerCapability', 'window/workDoneProgress/create']) {
    connection.onRequest(method, () => null)
  }
  connection.onError(() => undefined)
  connection.listen()

  /** @type {<T>(promise: Promise<T>, what: string) => Promise<T>} */
  const inTime = (promise, what) => {
    /** @type {NodeJS.Timeout | undefined} */
    let timer
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${name}: no ${what} within ${PATIENCE / 1000} s`)), PATIENCE)
    })
    const lost = gone.then((code) => Promise.reject(new Error(`${name} ended (${code}) before ${what}`)))
    return Promise.race([promise, late, lost]).finally(() => clearTimeout(timer))
  }
  /** @param {string} method @param {unknown} params */
  const request = (method, params) => inTime(connection.sendRequest(method, params), method)

  /** That a server is gone is noticed by those who wait for an answer. @param {string} method @param {unknown} params */
  const tell = (method, params) => void connection.sendNotification(method, params).catch(() => undefined)

  await request('initialize', {
    processId: process.pid,
    rootUri: FOLDER,
    workspaceFolders: [{ uri: FOLDER, name: 'bench' }],
    capabilities: CAPABILITIES,
  }).catch((error) => {
    child.kill('SIGKILL')
    throw error
  })
  for (const method of ['initialized', ...notifications]) tell(method, {})

  return {
    name,
    cpu: () => cpuOf(pid),
    queued: () => queuedOf(pid),
    memory: () => memoryOf(pid),
    /** With a profiler in it a server never rests. @param {number} [rest] */
    quiet: (rest) => (flags.includes('--cpu-prof') ? Promise.resolve() : untilQuiet(pid, rest)),
    /** When it last said anything of any document. */
    lastHeard: () => lastHeard,
    /** Collects its garbage, gives the pages back, and waits until that is done. For a server started with `SETTLING`. */
    async settle() {
      for (let round = 0; round < 2; round++) {
        const done = new Promise((resolve) => child.once('message', resolve))
        child.send('settle')
        await inTime(done, 'settling')
        await untilQuiet(pid)
      }
    },
    request,
    /** @param {string} uri */
    uriOf: (uri) => `${FOLDER}/${uri}`,

    /** The next diagnostics of a document as it is now that are right. @param {string} uri @param {Judge} isRight */
    diagnostics(uri, isRight) {
      const version = versions.get(uri) ?? 0
      /** @type {typeof waiting extends Set<infer T> ? T : never} */
      let hear
      const heard = new Promise((done) => {
        // Not every server says of which version it speaks: then what it says has to do.
        hear = (about, found, itsVersion = version) => {
          if (about === uri && itsVersion >= version && isRight(found)) done(found)
        }
        waiting.add(hear)
      })
      return inTime(heard, `right diagnostics of ${uri}`).finally(() => waiting.delete(hear))
    },

    /** @param {string} uri @param {string} text */
    open(uri, text) {
      versions.set(uri, 1)
      tell('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } })
    },

    /** @param {string} uri @param {Edit} edit */
    change(uri, { line, from, toLine = line, to = from, text }) {
      const version = (versions.get(uri) ?? 0) + 1
      versions.set(uri, version)
      const range = { start: { line, character: from }, end: { line: toLine, character: to } }
      tell('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range, text }] })
    },

    /** @param {string} uri */
    close: (uri) => tell('textDocument/didClose', { textDocument: { uri } }),

    /** Ends it, gently if it listens. */
    async stop() {
      const limit = setTimeout(() => child.kill('SIGKILL'), 5000)
      const polite = connection.sendRequest('shutdown').then(() => connection.sendNotification('exit'))
      await Promise.race([polite.catch(() => child.kill('SIGKILL')), gone])
      await gone
      clearTimeout(limit)
      connection.dispose()
    },
  }
}

/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */

/** The flags with which a server can be told to collect its garbage. */
export const SETTLING = ['--expose-gc', '--require', join(import.meta.dirname, 'settle.cjs')]

const CAPABILITIES = {
  workspace: { configuration: true, workspaceFolders: true },
  textDocument: {
    synchronization: { dynamicRegistration: true },
    publishDiagnostics: { versionSupport: true, relatedInformation: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    completion: {
      completionItem: { snippetSupport: true, documentationFormat: ['markdown'], insertReplaceSupport: true },
      contextSupport: true,
    },
  },
}
