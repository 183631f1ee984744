import { type ChildProcess, spawn } from 'node:child_process'
import {
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node'

const SERVER = new URL('../../server/src/main/node.ts', import.meta.url).pathname

/** A client of the real server, over stdio. Every wait has an end. */
export interface Client {
  readonly connection: ProtocolConnection
  readonly child: ChildProcess
  /** Opens a document and gives its first diagnostics. */
  readonly open: (uri: string, text: string) => Promise<readonly Diagnostic[]>
  readonly change: (uri: string, changes: readonly Change[]) => Promise<readonly Diagnostic[]>
  /** The next diagnostics of a document that satisfy `wanted`. */
  readonly diagnostics: (
    uri: string,
    wanted: (found: PublishDiagnosticsParams) => boolean,
  ) => Promise<readonly Diagnostic[]>
  readonly request: <T>(method: string, params: unknown) => Promise<T>
  readonly stop: () => Promise<number | null>
}

export interface Change {
  readonly range: { readonly start: Position; readonly end: Position }
  readonly text: string
}
interface Position {
  readonly line: number
  readonly character: number
}

const PATIENCE_MILLISECONDS = 15_000

export async function startClient(
  options: {
    readonly folder?: string
    readonly settings?: Record<string, unknown>
    readonly initializationOptions?: unknown
  } = {},
): Promise<Client> {
  const child = spawn(process.execPath, ['--import', 'tsx', SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve))
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  const waiting = new Set<(found: PublishDiagnosticsParams) => void>()
  connection.onNotification(PublishDiagnosticsNotification.type, (found) => {
    for (const it of [...waiting]) it(found)
  })
  connection.onRequest('workspace/configuration', ({ items }: { readonly items: unknown[] }) =>
    items.map(() => options.settings ?? {}),
  )
  connection.onUnhandledNotification(() => undefined)
  connection.listen()
  const versions = new Map<string, number>()

  const diagnostics: Client['diagnostics'] = (uri, wanted) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no diagnostics of ${uri}`)), PATIENCE_MILLISECONDS)
      const hear = (found: PublishDiagnosticsParams) => {
        if (found.uri !== uri || !wanted(found)) return
        clearTimeout(timer)
        waiting.delete(hear)
        resolve(found.diagnostics)
      }
      waiting.add(hear)
    })

  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: options.folder === undefined ? null : [{ uri: options.folder, name: 'test' }],
    capabilities: { workspace: { configuration: true, workspaceFolders: true } },
    initializationOptions: options.initializationOptions,
  })
  await connection.sendNotification('initialized', {})

  return {
    connection,
    child,
    diagnostics,
    async open(uri, text) {
      versions.set(uri, 1)
      const first = diagnostics(uri, (it) => it.version === 1)
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'yaml', version: 1, text },
      })
      return first
    },
    async change(uri, contentChanges) {
      const version = (versions.get(uri) ?? 0) + 1
      versions.set(uri, version)
      const next = diagnostics(uri, (it) => it.version === version)
      await connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges })
      return next
    },
    request: (method, params) => connection.sendRequest(method, params),
    async stop() {
      await connection.sendRequest('shutdown')
      await connection.sendNotification('exit')
      const code = await exited
      connection.dispose()
      return code
    },
  }
}

/** Ends a server that a failed test left behind. */
export function end(client: Client | undefined): void {
  if (client && client.child.exitCode === null) client.child.kill()
}
