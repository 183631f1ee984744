import type { Connection } from 'vscode-languageserver'
import { failuresOf, problemsOf } from '../features/problems.ts'
import { memo } from '../memo.ts'
import {
  emptyWorkspace,
  type Workspace,
  withCompleteIndex,
  withEarlier,
  withFile,
  withFiles,
  withoutFile,
} from '../model/workspace.ts'
import type { Problem } from '../problem.ts'
import type { Policy } from '../settings.ts'
import type { File } from '../syntax/file.ts'
import { describeError, orLog } from './answer.ts'
import { type Configuration, schemaProblems } from './configuration.ts'
import type { Known } from './configure.ts'
import { diagnosticOf } from './convert.ts'
import type { Platform } from './platform.ts'
import type { Team } from './team-notes.ts'

/** The one thing in the server that changes: what we know, which files are open, and what was said about them. */
export interface Session {
  readonly connection: Connection
  readonly platform: Platform
  readonly options: Options
  workspace: Workspace
  /** The index for which the open files were last published. */
  toldOf: Workspace['index'] | undefined
  configuration: Configuration
  readonly known: Known
  readonly team: Team
  /** The open files, with the version of their text. */
  readonly open: Map<string, number>
  /** Files that hold problems published by a lint of the workspace: they stay when the file is closed. */
  readonly published: Set<string>
  /** How often the index was begun: a run that is not the last one gives up. */
  indexRuns: number
  indexing: Promise<void> | undefined
  indexed: { files: number; done: boolean }
}

export interface Options {
  readonly mode: 'full' | 'complement'
  readonly commandLinks: boolean
  /** The workspace is no stranger's. */
  trusted: boolean
  /** The client can be asked for its settings. */
  readonly pullsSettings: boolean
  folders: readonly string[]
}

/** The file of a URI if we hold it. */
export function fileOf(session: Session, uri: string): File | undefined {
  return session.workspace.files.get(uri)
}

export function setFile(session: Session, uri: string, file: File): void {
  session.workspace = withFile(session.workspace, uri, file)
}

/** Many at once: one by one the map of all files would be copied each time. */
export function setFiles(session: Session, files: ReadonlyMap<string, File>): void {
  if (files.size === 0) return
  try {
    session.workspace = withFiles(session.workspace, files, session.workspace.index.complete)
  } catch {
    // A bug that one file brings out must not cost the others.
    for (const [uri, file] of files) orLog(session.connection, undefined, () => setFile(session, uri, file))
  }
}

/** Many at once, for the same reason. */
export function removeFiles(session: Session, uris: ReadonlySet<string>): void {
  const { workspace } = session
  const rest = new Map([...workspace.files].filter(([uri]) => !uris.has(uri)))
  session.workspace = withEarlier(emptyWorkspace(workspace.catalogue, workspace.notes), workspace.earlier)
  setFiles(session, rest)
  session.workspace = withCompleteIndex(session.workspace, workspace.index.complete)
}

export function removeFile(session: Session, uri: string): void {
  session.workspace = withoutFile(session.workspace, uri)
}

export function setIndexed(session: Session, files: number, done: boolean): void {
  session.indexed = { files, done }
  session.workspace = withCompleteIndex(session.workspace, done)
  void session.connection.sendNotification('purser/statusChanged', {})
}

/** What to make of the problems of a file: settings and the configuration above it. */
export function policyFor(session: Session, uri: string): Policy {
  const policy = session.configuration.policyFor(uri)
  return session.options.mode === 'complement' ? complementing(policy) : policy
}

const complementing = memo('complementing', (policy: Policy): Policy => ({ ...policy, complement: true }))

/** Every problem of a file: those of manifests and those of the JSON Schema that the file is mapped to. */
export function allProblems(session: Session, uri: string): readonly Problem[] {
  if (session.configuration.isExcluded(uri) && !session.open.has(uri)) return []
  const policy = policyFor(session, uri)
  const schema = session.configuration.schemaFor(uri)
  const file = fileOf(session, uri)
  const found = problemsOf(session.workspace, uri, policy)
  return schema && file ? [...schemaProblems(uri, file, schema, session.configuration.versions), ...found] : found
}

/** Tells the client what is wrong with a file, now. */
export function publish(session: Session, uri: string): readonly Problem[] {
  const file = fileOf(session, uri)
  const problems = file ? orLog(session.connection, [], () => allProblems(session, uri)) : []
  if (file) logFailures(session, uri)
  const version = session.open.get(uri)
  void session.connection.sendDiagnostics({
    uri,
    ...(version === undefined ? {} : { version }),
    diagnostics: file
      ? gravest(problems).map((it) =>
          diagnosticOf(it, uri, file, (other) => fileOf(session, other), session.options.commandLinks),
        )
      : [],
  })
  if (problems.length === 0) session.published.delete(uri)
  return problems
}

/** A rule with a bug is silent where people look, so that its error must be in the log; once for each document. */
function logFailures(session: Session, uri: string): void {
  for (const { rule, error } of orLog(session.connection, [], () =>
    failuresOf(session.workspace, uri, policyFor(session, uri)),
  )) {
    if (typeof error !== 'object' || error === null || logged.has(error)) continue
    logged.add(error)
    session.connection.console.error(`${rule} failed in ${uri}: ${describeError(error)}`)
  }
}

const logged = new WeakSet<object>()

/** As many as VS Code shows of a file. All would be sent again at every keystroke. */
const MAX_PUBLISHED = 1000

/** All problems, or of very many those that matter most, with a word about the others. */
function gravest(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= MAX_PUBLISHED) return problems
  const shown = (['error', 'warning', 'info', 'hint'] as const)
    .flatMap((severity) => problems.filter((it) => it.severity === severity))
    .slice(0, MAX_PUBLISHED - 1)
  const message = `this file has ${problems.length} problems; the gravest ${shown.length} are shown`
  return [{ from: 0, to: 1, code: 'too-many-problems', severity: 'info', message }, ...shown]
}
