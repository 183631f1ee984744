import { FileChangeType } from 'vscode-languageserver'
import { inBackground } from './answer.ts'
import { readFileText, withChanges } from './changes.ts'
import { isConfigFile } from './configuration.ts'
import { configChanged, prepareFor } from './configure.ts'
import { forgetCommitted, isOfGit, readAllCommitted, readCommitted } from './earlier.ts'
import { fileOf, publish, removeFile, type Session, setFile } from './session.ts'
import { forget, readAgain } from './sweep.ts'
import { changeNote, closeNote, isTeamNote, noteOnDisk, openNote } from './team-notes.ts'

/** Follows the texts in the editor and the files on disk. */
export function registerDocuments(session: Session): void {
  const { connection } = session

  connection.onDidOpenTextDocument(({ textDocument: { uri, text, version, languageId } }) => {
    if (isTeamNote(session, uri)) return openNote(session, uri, text, version)
    // A note in a folder that is not one of the workspace.
    if (languageId === 'markdown') return
    session.open.set(uri, version)
    setFile(session, uri, readFileText(text))
    changed(session, uri)
    const { configuration } = session
    inBackground(connection, async () => {
      await prepareFor(session, uri)
      if (session.configuration !== configuration) republish(session)
      await readCommitted(session, uri)
    })
  })

  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    if (session.team.open.has(uri)) return changeNote(session, uri, contentChanges, version)
    const file = fileOf(session, uri)
    // What is not open we hold as it is on disk, which is not the text that these changes are for.
    if (!file || !session.open.has(uri)) return
    session.open.set(uri, version)
    setFile(session, uri, withChanges(file, contentChanges))
    changed(session, uri)
  })

  connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
    if (session.open.has(uri)) inBackground(connection, () => readCommitted(session, uri))
  })

  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    if (session.team.open.has(uri)) return inBackground(connection, () => closeNote(session, uri))
    if (!session.open.delete(uri)) return
    // From here on the file on disk counts, which may say something else.
    removeFile(session, uri)
    forgetCommitted(session, uri)
    inBackground(connection, async () => {
      await configOnDisk(session, uri)
      if (isOfWorkspace(session, uri)) await readAgain(session, uri)
      if (session.open.has(uri)) return
      if (session.published.has(uri)) publish(session, uri)
      else void connection.sendDiagnostics({ uri, diagnostics: [] })
      if (isConfigFile(uri)) republish(session)
    })
  })

  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.some(({ uri }) => isOfGit(uri))) inBackground(connection, () => readAllCommitted(session))
    const others = changes.filter(({ uri }) => !isOfGit(uri))
    if (others.length === 0) return
    inBackground(connection, async () => {
      for (const { uri, type } of others) {
        if (await noteOnDisk(session, uri)) continue
        await configOnDisk(session, uri)
        if (type === FileChangeType.Deleted) forgetBelow(session, uri)
        if (!session.open.has(uri) && !session.configuration.isExcluded(uri)) await readAgain(session, uri)
      }
      republish(session)
    })
  })
}

/** Publishes the problems of all files of which the client shows some. */
export function republish(session: Session): void {
  for (const uri of new Set([...session.open.keys(), ...session.published])) publish(session, uri)
}

/** Publishes the problems of a file that was edited, and of the other open files if it now says something else to them. */
function changed(session: Session, uri: string): void {
  if (isConfigFile(uri)) {
    configChanged(session, uri, fileOf(session, uri))
    republish(session)
    return
  }
  publish(session, uri)
  if (session.toldOf === session.workspace.index) return
  session.toldOf = session.workspace.index
  setTimeout(() => {
    for (const other of session.open.keys()) if (other !== uri) publish(session, other)
  })
}

/** A configuration that is not open counts as it is on disk. */
async function configOnDisk(session: Session, uri: string): Promise<void> {
  if (!isConfigFile(uri) || session.open.has(uri)) return
  configChanged(session, uri, undefined)
  await prepareFor(session, uri)
}

/** A file from elsewhere that was looked at says nothing to the others once it is closed. */
function isOfWorkspace({ options, configuration }: Session, uri: string): boolean {
  return options.folders.some((it) => uri.startsWith(`${it.replace(/\/$/, '')}/`)) && !configuration.isExcluded(uri)
}

/** When a folder is deleted, some editors say so of the folder alone. */
function forgetBelow(session: Session, uri: string): void {
  const below = [...session.workspace.files.keys()].filter((it) => it.startsWith(`${uri}/`) && !session.open.has(it))
  forget(session, below)
}
