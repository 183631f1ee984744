import {
  type ClientCapabilities,
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver'
import type { Workspace } from '../model/workspace.ts'
import { editFile, MAX_LENGTH, offsetAt, parseFile } from '../syntax/file.ts'
import { describeError } from './answer.ts'
import { createConfiguration, isConfigFile, NO_SOURCES } from './configuration.ts'
import { configChanged, loadSettings, nothingKnown, prepareFor, rebuild } from './configure.ts'
import { registerFeatures } from './features.ts'
import type { Platform } from './platform.ts'
import type { InitializationOptions } from './protocol.ts'
import { registerRequests } from './requests.ts'
import { fileOf, publish, removeFile, type Session, setFile } from './session.ts'
import { indexWorkspace, readInto } from './sweep.ts'

/**
 * Speaks LSP for a workspace. `open` makes the empty workspace from what the client hands over. The session is the only
 * thing that changes: everything below it is a value.
 */
export function serve(
  connection: Connection,
  platform: Platform,
  open: (options: InitializationOptions) => Workspace,
): void {
  connection.onInitialize((params): InitializeResult => {
    const options = (params.initializationOptions ?? {}) as InitializationOptions
    const session: Session = {
      connection,
      platform,
      options: {
        mode: options.mode ?? 'full',
        commandLinks: options.commandLinks ?? false,
        pullsSettings: params.capabilities.workspace?.configuration === true,
        folders: foldersOf(params),
      },
      workspace: open(options),
      configuration: createConfiguration(NO_SOURCES),
      known: nothingKnown(),
      open: new Map(),
      published: new Set(),
      indexed: { files: 0, done: false },
    }
    rebuild(session)
    registerDocuments(session)
    registerFeatures(session)
    registerRequests(session)
    connection.onInitialized(() => void start(session, params.capabilities.workspace))
    return { capabilities: CAPABILITIES, serverInfo: { name: 'purser' } }
  })
  connection.listen()
}

const CAPABILITIES: InitializeResult['capabilities'] = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
  hoverProvider: true,
  completionProvider: { resolveProvider: true, triggerCharacters: [':', ' ', '-', '/'] },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.SourceFixAll] },
  documentSymbolProvider: { label: 'Purser' },
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentLinkProvider: { resolveProvider: false },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
}

/** Files that may hold manifests, and our configuration. */
const WATCHED = '**/*.{yaml,yml,json}'

async function start(session: Session, client: ClientCapabilities['workspace']): Promise<void> {
  const { connection } = session
  try {
    if (client?.workspaceFolders) registerFolders(session)
    if (client?.didChangeConfiguration?.dynamicRegistration)
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'purser' })
    if (client?.didChangeWatchedFiles?.dynamicRegistration)
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: WATCHED }] })
    await loadSettings(session)
    republish(session)
    await indexWorkspace(session)
  } catch (error) {
    connection.console.error(describeError(error))
  }
}

function registerDocuments(session: Session): void {
  const { connection } = session

  connection.onDidOpenTextDocument(({ textDocument: { uri, text, version } }) => {
    session.open.set(uri, version)
    setFile(session, uri, text.length > MAX_LENGTH ? tooLarge() : parseFile(text))
    changed(session, uri)
    const { configuration } = session
    void prepareFor(session, uri).then(() => {
      if (session.configuration !== configuration) republish(session)
    })
  })

  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    let file = fileOf(session, uri)
    for (const change of contentChanges) {
      if (!('range' in change)) file = change.text.length > MAX_LENGTH ? tooLarge() : parseFile(change.text)
      else if (file) {
        const { start, end } = change.range
        file = editFile(file, { from: offsetAt(file, start), to: offsetAt(file, end), insert: change.text })
      }
    }
    session.open.set(uri, version)
    if (!file) return
    setFile(session, uri, file)
    changed(session, uri)
  })

  connection.onDidCloseTextDocument(async ({ textDocument: { uri } }) => {
    session.open.delete(uri)
    // From here on the file on disk counts, which may say something else.
    removeFile(session, uri)
    await readInto(session, uri)
    if (session.published.has(uri) && !session.indexed.done) publish(session, uri)
    void connection.sendDiagnostics({ uri, diagnostics: [] })
  })

  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    for (const { uri } of changes) {
      if (isConfigFile(uri) && !session.open.has(uri)) {
        configChanged(session, uri, undefined)
        await prepareFor(session, uri)
      }
      if (session.open.has(uri) || session.configuration.isExcluded(uri)) continue
      removeFile(session, uri)
      await readInto(session, uri)
      if (session.published.has(uri)) publish(session, uri)
    }
    republish(session)
  })

  connection.onDidChangeConfiguration(async () => {
    await loadSettings(session)
    republish(session)
    void connection.sendNotification('purser/statusChanged', {})
  })
}

function registerFolders(session: Session): void {
  session.connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
    const gone = new Set(removed.map((it) => it.uri))
    const folders = session.options.folders.filter((it) => !gone.has(it))
    session.options.folders = [...folders, ...added.map((it) => it.uri)]
    await loadSettings(session)
    await indexWorkspace(session)
  })
}

/** Publishes the problems of a file that was edited, and of the other open files if it now says something else to them. */
function changed(session: Session, uri: string): void {
  if (isConfigFile(uri)) {
    configChanged(session, uri, fileOf(session, uri))
    republish(session)
    return
  }
  const before = indexSaid.get(session)
  publish(session, uri)
  if (before === session.workspace.index) return
  indexSaid.set(session, session.workspace.index)
  setTimeout(() => {
    for (const other of session.open.keys()) if (other !== uri) publish(session, other)
  })
}

/** The index for which the open files were last published. */
const indexSaid = new WeakMap<Session, Workspace['index']>()

function republish(session: Session): void {
  for (const uri of new Set([...session.open.keys(), ...session.published])) publish(session, uri)
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map((it) => it.uri)
  return rootUri ? [rootUri] : []
}

/** Stands for the text of a file that is too large to read. */
function tooLarge() {
  const { parts } = parseFile('')
  const problem = {
    from: 0,
    to: 0,
    code: 'yaml-too-large',
    message: `this file has more than ${MAX_LENGTH / 1024 / 1024} MB: Purser does not read it`,
  } as const
  return { length: 0, parts: parts.map((it) => ({ ...it, document: { ...it.document, problems: [problem] } })) }
}
