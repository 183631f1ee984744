import type { Connection } from 'vscode-languageserver'
import { problemsOf } from '../features/problems.ts'
import { type Workspace, withCompleteIndex, withFile, withoutFile } from '../model/workspace.ts'
import type { Problem } from '../problem.ts'
import type { Policy } from '../settings.ts'
import type { File } from '../syntax/file.ts'
import { orLog } from './answer.ts'
import { type Configuration, schemaProblems } from './configuration.ts'
import type { Known } from './configure.ts'
import { diagnosticOf } from './convert.ts'
import type { Platform } from './platform.ts'

/** The one thing in the server that changes: what we know, which files are open, and what was said about them. */
export interface Session {
  readonly connection: Connection
  readonly platform: Platform
  readonly options: Options
  workspace: Workspace
  configuration: Configuration
  readonly known: Known
  /** The open files, with the version of their text. */
  readonly open: Map<string, number>
  /** Files that hold problems published by a lint of the workspace, though they are not open. */
  readonly published: Set<string>
  indexed: { files: number; done: boolean }
}

export interface Options {
  readonly mode: 'full' | 'complement'
  readonly commandLinks: boolean
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
  return { ...session.configuration.policyFor(uri), complement: session.options.mode === 'complement' }
}

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
  const version = session.open.get(uri)
  void session.connection.sendDiagnostics({
    uri,
    ...(version === undefined ? {} : { version }),
    diagnostics: file
      ? problems.map((it) =>
          diagnosticOf(it, uri, file, (other) => fileOf(session, other), session.options.commandLinks),
        )
      : [],
  })
  if (problems.length > 0) session.published.add(uri)
  else session.published.delete(uri)
  return problems
}
