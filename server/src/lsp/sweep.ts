import type { File } from '../syntax/file.ts'
import { readFileText, TOO_LARGE } from './changes.ts'
import { prepareFor } from './configure.ts'
import { MAX_FILES } from './platform.ts'
import { fileOf, publish, removeFiles, type Session, setFile, setFiles, setIndexed } from './session.ts'

/** How long a loop over files may keep the server from answering. */
const SLICE_MILLISECONDS = 8

/** So many files enter the workspace together. */
const BATCH = 200

/** Reads every file of the workspace into the index, a slice at a time. Open files are left to the editor. */
export async function indexWorkspace(session: Session): Promise<void> {
  const run = ++session.indexRuns
  session.indexing = readAll(session, () => run === session.indexRuns)
  // Whoever asked first waits for the last run: before that not every file is there.
  for (let seen: Promise<void> | undefined; seen !== session.indexing; ) {
    seen = session.indexing
    await seen
  }
}

async function readAll(session: Session, isLast: () => boolean): Promise<void> {
  const { platform, options, configuration } = session
  setIndexed(session, 0, false)
  const before = [...session.workspace.files.keys()]
  const uris = await platform.listFiles(options.folders, configuration.excluded)
  const slice = slices(session)
  const batch = new Map<string, File>()
  let allRead = true
  for (const uri of uris) {
    if (!isLast()) return
    const read = session.open.has(uri) ? undefined : await readFrom(session, uri)
    if (read?.file) batch.set(uri, read.file)
    allRead = allRead && read?.isRead !== false
    if (batch.size >= BATCH) enter(session, batch)
    await slice()
  }
  if (!isLast()) return
  enter(session, batch)
  const there = new Set(uris)
  forget(
    session,
    before.filter((it) => !there.has(it) && !session.open.has(it)),
  )
  // Without a folder there may be more elsewhere: then nothing is ever known to be missing.
  const isWhole = allRead && uris.length < MAX_FILES
  setIndexed(session, uris.length, isWhole && options.folders.length > 0)
  session.indexed = { files: uris.length, done: true }
  for (const uri of session.open.keys()) publish(session, uri)
}

/** What is open by now says what the editor says, not what was read. */
function enter(session: Session, batch: Map<string, File>): void {
  for (const uri of session.open.keys()) batch.delete(uri)
  setFiles(session, batch)
  batch.clear()
}

/** Reads a file that is not open from disk again, or forgets it if it is gone. */
export async function readAgain(session: Session, uri: string): Promise<void> {
  const { file } = await readFrom(session, uri)
  if (session.open.has(uri)) return
  if (file) setFile(session, uri, file)
  else forget(session, [uri])
}

/** Forgets files that are gone, and takes back what was said about them. */
export function forget(session: Session, uris: readonly string[]): void {
  const gone = new Set(uris.filter((it) => fileOf(session, it)))
  if (gone.size === 0) return
  removeFiles(session, gone)
  for (const uri of gone) if (session.published.has(uri)) publish(session, uri)
}

/** One file as it is on disk. */
async function readFrom(
  session: Session,
  uri: string,
): Promise<{ readonly file: File | undefined; readonly isRead: boolean }> {
  const read = await session.platform.readFile(uri)
  if ('problem' in read) {
    if (read.problem === 'unreadable') session.connection.console.warn(`cannot read ${uri}`)
    return { file: read.problem === 'too-large' ? TOO_LARGE : undefined, isRead: read.problem === 'missing' }
  }
  if (!mayHoldManifests(uri, read.text)) return { file: undefined, isRead: true }
  await prepareFor(session, uri)
  return { file: readFileText(read.text), isRead: true }
}

/** JSON files are many and mostly no manifests: a look at the text saves reading them. */
function mayHoldManifests(uri: string, text: string): boolean {
  return !uri.endsWith('.json') || (text.includes('"apiVersion"') && text.includes('"kind"'))
}

/** Publishes the problems of every file; `tick` hears of each and says whether to go on. */
export async function lintWorkspace(
  session: Session,
  tick: (done: number, all: number) => boolean,
): Promise<{
  readonly files: number
  readonly problems: number
  readonly errors: number
  readonly warnings: number
  readonly cancelled: boolean
}> {
  await indexWorkspace(session)
  const uris = [...session.workspace.files.keys()].filter((it) => !session.configuration.isExcluded(it)).sort()
  const counts = { files: 0, problems: 0, errors: 0, warnings: 0 }
  const slice = slices(session)
  for (const uri of uris) {
    if (!tick(counts.files, uris.length)) return { ...counts, cancelled: true }
    const problems = publish(session, uri)
    if (problems.length > 0) session.published.add(uri)
    counts.files++
    counts.problems += problems.length
    counts.errors += problems.filter((it) => it.severity === 'error').length
    counts.warnings += problems.filter((it) => it.severity === 'warning').length
    await slice()
  }
  return { ...counts, cancelled: false }
}

/** Waits whenever a slice of time is used up. */
function slices(session: Session): () => Promise<void> {
  let start = Date.now()
  return async () => {
    if (Date.now() - start < SLICE_MILLISECONDS) return
    await session.platform.pause()
    start = Date.now()
  }
}
