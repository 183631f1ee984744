/**
 * Activates the bundled client in a window without any document, in a process of its own, and prints what that took as JSON.
 *
 * `size`: counts the code that ran instead of the time. `command`: runs that command too.
 */
const { Session } = require('node:inspector')
const Module = require('node:module')
const { resolve } = require('node:path')

const CLIENT = resolve(__dirname, '../../../dist/client.cjs')
const [measure, command] = process.argv.slice(2)

const disposable = () => ({ dispose: () => undefined })
const listeners = []
const commands = new Map()
const statusItems = []
const errors = []

/** Hears who listens. */
const event = (name) => () => {
  listeners.push(name)
  return disposable()
}
const channel = () => ({
  logLevel: 2,
  onDidChangeLogLevel: event('onDidChangeLogLevel'),
  error: (...words) => errors.push(words.join(' ')),
  ...Object.fromEntries(['trace', 'debug', 'info', 'warn', 'show', 'dispose'].map((it) => [it, () => undefined])),
})
const vscode = {
  Disposable: class {
    static from = disposable
  },
  EventEmitter: class {
    event = event('emitter')
    fire() {}
    dispose() {}
  },
  LanguageStatusSeverity: {},
  LogLevel: {},
  commands: { registerCommand: (id, run) => commands.set(id, run) && disposable() },
  extensions: { getExtension: () => undefined, onDidChange: event('onDidChange') },
  languages: {
    createLanguageStatusItem: (id) => {
      statusItems.push(id)
      return disposable()
    },
  },
  window: {
    activeTextEditor: undefined,
    createOutputChannel: channel,
    onDidChangeActiveTextEditor: event('onDidChangeActiveTextEditor'),
    showErrorMessage: async (message) => void errors.push(message),
  },
  workspace: {
    textDocuments: [],
    getConfiguration: () => ({ get: (_name, byDefault) => byDefault }),
    registerTextDocumentContentProvider: disposable,
    onDidChangeConfiguration: event('onDidChangeConfiguration'),
    onDidChangeTextDocument: event('onDidChangeTextDocument'),
    onDidCloseTextDocument: event('onDidCloseTextDocument'),
    onDidOpenTextDocument: event('onDidOpenTextDocument'),
  },
}

const loaded = new Set()
const load = Module._load
Module._load = (request, parent, ...rest) => {
  if (parent?.filename === CLIENT) loaded.add(request)
  return request === 'vscode' ? vscode : load(request, parent, ...rest)
}

const session = new Session()
if (measure === 'size') {
  session.connect()
  session.post('Profiler.enable')
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
}
const before = process.cpuUsage()
require(CLIENT).activate({ subscriptions: [], extensionUri: {}, asAbsolutePath: (path) => path })
const { user, system } = process.cpuUsage(before)

Promise.resolve(command === undefined ? undefined : commands.get(command)()).then(() => {
  const result = { cpuMs: (user + system) / 1000, loaded: [...loaded].sort(), listeners, statusItems, errors }
  process.stdout.write(JSON.stringify({ ...result, commands: commands.size, bytesRun: bytesRun() }))
  // The status item looks again soon.
  process.exit()
})

/** How many characters of the bundle belong to functions that were called. */
function bytesRun() {
  if (measure !== 'size') return undefined
  let ran = 0
  session.post('Profiler.takePreciseCoverage', (_, { result }) => {
    const functions = result.filter((it) => it.url.endsWith('client.cjs')).flatMap((it) => it.functions)
    const ranges = functions.flatMap((it) => it.ranges).sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset)
    const end = Math.max(...ranges.map((it) => it.endOffset))
    const runs = new Uint8Array(end)
    // Outer functions come first, and inner ones overwrite them.
    for (const { startOffset, endOffset, count } of ranges) runs.fill(count > 0 ? 1 : 0, startOffset, endOffset)
    ran = runs.reduce((sum, it) => sum + it, 0)
  })
  return ran
}
