import { withEarlier } from '../model/workspace.ts'
import { type File, textOf } from '../syntax/file.ts'
import { readFileText } from './changes.ts'
import { fileOf, publish, type Session } from './session.ts'

/**
 * Looks up what an open file was when it was last committed, for the comparison with it. In the background: what is
 * wrong with the text as it stands is told long before.
 */
export async function readCommitted(session: Session, uri: string): Promise<void> {
  if (!isWanted(session)) return
  const text = await session.platform.committed(uri)
  // The file may have been closed meanwhile, and the setting changed.
  if (!session.open.has(uri) || !isWanted(session)) return
  const files = session.workspace.earlier?.files ?? new Map<string, File>()
  const known = files.get(uri)
  if (text === undefined ? !known : known && textOf(known) === text) return
  const changed = new Map(files)
  if (text === undefined) changed.delete(uri)
  else changed.set(uri, committedFile(session, uri, text))
  compareWith(session, changed)
  publish(session, uri)
}

/** All open files: after a commit, and when the setting has changed. */
export async function readAllCommitted(session: Session): Promise<void> {
  if (!isWanted(session)) {
    if (!session.workspace.earlier) return
    compareWith(session, new Map())
    for (const uri of session.open.keys()) publish(session, uri)
    return
  }
  for (const uri of [...session.open.keys()]) await readCommitted(session, uri)
}

export function forgetCommitted(session: Session, uri: string): void {
  const files = session.workspace.earlier?.files
  if (!files?.has(uri)) return
  compareWith(session, new Map([...files].filter(([it]) => it !== uri)))
}

/** What git writes when something is committed, staged or checked out. */
export function isOfGit(uri: string): boolean {
  return /\/\.git\/(?:HEAD|index)$/.test(uri)
}

function isWanted({ known, options }: Session): boolean {
  // Before the settings have come nobody knows.
  if (options.pullsSettings && known.settings.size === 0) return false
  return options.trusted && known.settings.get('')?.compareWith !== 'off'
}

/** What has not changed since shares its text, and its tree. */
function committedFile(session: Session, uri: string, text: string): File {
  const file = fileOf(session, uri)
  return file && file.length === text.length && textOf(file) === text ? file : readFileText(text)
}

function compareWith(session: Session, files: ReadonlyMap<string, File>): void {
  const earlier = files.size === 0 ? undefined : { name: 'HEAD', severity: 'info' as const, files }
  session.workspace = withEarlier(session.workspace, earlier)
}
