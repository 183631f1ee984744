import { TEAM_FOLDER, type TeamFile, withTeamNotes } from '../model/team-notes.ts'
import { withNotes } from '../model/workspace.ts'
import type { Notes } from '../notes/notes.ts'
import { MAX_NOTE, TOO_LONG } from '../notes/read-note.ts'
import { type File, parseFile, positionAt, textOf } from '../syntax/file.ts'
import { TOO_LARGE, withChanges } from './changes.ts'
import { prepareFor } from './configure.ts'
import { diagnosticOf } from './convert.ts'
import { policyFor, type Session } from './session.ts'

/** The notes of the team as the workspace has them: `.purser/notes/*.md` in its folders. */
export interface Team {
  /** Those that come with us. */
  readonly ours: Notes
  /** By URI; `undefined` for what is there and cannot be read. Positions in them are what we need of a file. */
  readonly files: Map<string, File | undefined>
  /** The open ones, with the version of their text. */
  readonly open: Map<string, number>
  /** The last reading that was begun. */
  reading: Promise<void>
}

export function isTeamNote({ options }: Session, uri: string): boolean {
  return options.folders.some((folder) => nameBelow(notesFolder(folder), uri) !== undefined)
}

/** Reads all notes of all folders, and forgets those that are gone. */
export async function loadTeamNotes(session: Session): Promise<void> {
  const { team, platform, options } = session
  const uris = new Set(await platform.listNotes(options.folders))
  for (const uri of [...team.files.keys()]) if (!uris.has(uri) && !team.open.has(uri)) drop(session, uri)
  for (const uri of uris) if (isTeamNote(session, uri)) await read(session, uri)
  if (team.files.size > 0 || session.workspace.notes !== team.ours) rebuildNotes(session, true)
}

/** Follows a change on disk, of a note or of the folders that hold them; says whether it was one of these. */
export async function noteOnDisk(session: Session, uri: string): Promise<boolean> {
  // A folder that comes or goes is told of alone.
  if (
    session.options.folders.some((folder) => notesFolder(folder).startsWith(`${uri}/`) && uri.length > folder.length)
  ) {
    await loadTeamNotes(session)
    return true
  }
  if (!isTeamNote(session, uri)) return false
  if (session.team.open.has(uri)) return true
  await read(session, uri)
  rebuildNotes(session, true)
  return true
}

export function openNote(session: Session, uri: string, text: string, version: number): void {
  session.team.open.set(uri, version)
  session.team.files.set(uri, noteFile(text))
  rebuildNotes(session, false)
}

export function changeNote(
  session: Session,
  uri: string,
  changes: Parameters<typeof withChanges>[1],
  version: number,
): void {
  const { team } = session
  const file = team.files.get(uri)
  if (!file || !team.open.has(uri)) return
  team.open.set(uri, version)
  team.files.set(uri, withChanges(file, changes))
  rebuildNotes(session, false)
}

export async function closeNote(session: Session, uri: string): Promise<void> {
  if (!session.team.open.delete(uri)) return
  await read(session, uri)
  rebuildNotes(session, false)
}

/** One after the other: of two readings of a file the later one must not be overtaken by the earlier. */
function read(session: Session, uri: string): Promise<void> {
  const next = session.team.reading.then(() => readNow(session, uri))
  session.team.reading = next.catch(() => undefined)
  return next
}

async function readNow(session: Session, uri: string): Promise<void> {
  await prepareFor(session, uri)
  const found = await session.platform.readFile(uri)
  if (session.team.open.has(uri)) return
  if ('text' in found) session.team.files.set(uri, noteFile(found.text))
  else if (found.problem === 'missing') drop(session, uri)
  else session.team.files.set(uri, found.problem === 'too-large' ? TOO_LARGE : undefined)
}

function drop({ team, connection }: Session, uri: string): void {
  if (team.files.delete(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] })
}

/** Puts the notes together anew and says what is wrong with the files. */
function rebuildNotes(session: Session, withLog: boolean): void {
  const { team, workspace, connection } = session
  const files = [...team.files].map(([uri, file]) => teamFile(uri, file)).sort((a, b) => order(session, a, b))
  const { notes, problems } = withTeamNotes(workspace.catalogue, team.ours, files)
  session.workspace = withNotes(workspace, notes)
  for (const { path: uri } of files) {
    const file = team.files.get(uri) ?? parseFile('')
    const severity = policyFor(session, uri).severities['note-format'] ?? 'warning'
    const found = severity === 'off' ? [] : (problems.get(uri) ?? []).map((it) => ({ ...it, severity }))
    const version = team.open.get(uri)
    void connection.sendDiagnostics({
      uri,
      ...(version === undefined ? {} : { version }),
      diagnostics: found.map((it) => diagnosticOf(it, uri, file, () => undefined, session.options.commandLinks)),
    })
    if (withLog)
      for (const it of found) connection.console.warn(`${uri}:${positionAt(file, it.from).line + 1}: ${it.message}`)
  }
  void connection.sendNotification('purser/statusChanged', {})
}

function teamFile(path: string, file: File | undefined): TeamFile {
  if (!file) return { path, text: '', fault: 'it cannot be read' }
  return file === TOO_LARGE ? { path, text: '', fault: TOO_LONG } : { path, text: textOf(file) }
}

/** In the order of the folders, so that of two notes with one id it is always the same that counts. */
function order({ options }: Session, a: TeamFile, b: TeamFile): number {
  const rank = ({ path }: TeamFile) =>
    options.folders.findIndex((folder) => nameBelow(notesFolder(folder), path) !== undefined)
  return rank(a) - rank(b) || (a.path < b.path ? -1 : 1)
}

/** Its text is kept as long as it may be a note: of a longer one nothing is of use. */
function noteFile(text: string): File {
  return text.length > MAX_NOTE ? TOO_LARGE : parseFile(text)
}

function notesFolder(folder: string): string {
  return `${folder.replace(/\/$/, '')}/${TEAM_FOLDER}/`
}

function nameBelow(folder: string, uri: string): string | undefined {
  const name = uri.startsWith(folder) ? uri.slice(folder.length) : ''
  return name.endsWith('.md') && !name.includes('/') ? name : undefined
}
