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
import { TEAM_FOLDER } from '../model/team-notes.ts'
import type { Workspace } from '../model/workspace.ts'
import { inBackground } from './answer.ts'
import { createConfiguration, NO_SOURCES } from './configuration.ts'
import { loadSettings, nothingKnown, rebuild } from './configure.ts'
import { registerDocuments, republish } from './documents.ts'
import { readAllCommitted } from './earlier.ts'
import { registerFeatures } from './features.ts'
import type { Platform } from './platform.ts'
import type { InitializationOptions } from './protocol.ts'
import { registerRequests } from './requests.ts'
import type { Session } from './session.ts'
import { indexWorkspace } from './sweep.ts'
import { loadTeamNotes } from './team-notes.ts'

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
    const workspace = open(options)
    const session: Session = {
      connection,
      platform,
      options: {
        mode: options.mode ?? 'full',
        commandLinks: options.commandLinks ?? false,
        trusted: options.trusted ?? true,
        pullsSettings: params.capabilities.workspace?.configuration === true,
        folders: foldersOf(params),
      },
      workspace,
      toldOf: undefined,
      configuration: createConfiguration(NO_SOURCES),
      known: nothingKnown(),
      team: { ours: workspace.notes, files: new Map(), open: new Map(), reading: Promise.resolve() },
      open: new Map(),
      published: new Set(),
      indexRuns: 0,
      indexing: undefined,
      indexed: { files: 0, done: false },
    }
    rebuild(session)
    registerDocuments(session)
    registerSettings(session)
    registerFeatures(session)
    registerRequests(session)
    connection.onInitialized(() => inBackground(connection, () => start(session, params.capabilities.workspace)))
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

/** Files that may hold manifests, our configuration, what git writes when HEAD moves, and the notes of a team. */
const WATCHED = [
  '**/{*.yaml,*.yml,*.json,Kustomization}',
  '**/.git/{HEAD,index}',
  '**/.purser',
  `**/${TEAM_FOLDER}`,
  `**/${TEAM_FOLDER}/*.md`,
]

async function start(session: Session, client: ClientCapabilities['workspace']): Promise<void> {
  const { connection } = session
  if (client?.workspaceFolders) registerFolders(session)
  if (client?.didChangeConfiguration?.dynamicRegistration)
    await connection.client.register(DidChangeConfigurationNotification.type, { section: 'purser' })
  if (client?.didChangeWatchedFiles?.dynamicRegistration)
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: WATCHED.map((globPattern) => ({ globPattern })),
    })
  await loadSettings(session)
  republish(session)
  inBackground(connection, () => readAllCommitted(session))
  await loadTeamNotes(session)
  await indexWorkspace(session)
}

function registerSettings(session: Session): void {
  const { connection } = session
  connection.onNotification('purser/trusted', () => {
    session.options.trusted = true
    inBackground(connection, () => readAllCommitted(session))
  })
  connection.onDidChangeConfiguration(() => {
    inBackground(connection, async () => {
      await loadSettings(session)
      republish(session)
      await readAllCommitted(session)
      void connection.sendNotification('purser/statusChanged', {})
    })
  })
}

function registerFolders(session: Session): void {
  const { connection } = session
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    const gone = new Set(removed.map((it) => it.uri))
    const folders = session.options.folders.filter((it) => !gone.has(it))
    session.options.folders = [...folders, ...added.map((it) => it.uri)]
    inBackground(connection, async () => {
      await loadSettings(session)
      await loadTeamNotes(session)
      await indexWorkspace(session)
    })
  })
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map((it) => it.uri)
  return rootUri ? [rootUri] : []
}
