import { parseFile } from '../syntax/file.ts'
import { prepareFor } from './configure.ts'
import { publish, type Session, setFile, setIndexed } from './session.ts'

/** How long a loop over files may keep the server from answering. */
const SLICE_MILLISECONDS = 8

/** Reads every file of the workspace into the index, a slice at a time. Open files are left to the editor. */
export async function indexWorkspace(session: Session): Promise<void> {
  const { platform, options, configuration } = session
  setIndexed(session, 0, false)
  const uris = await platform.listFiles(options.folders, configuration.excluded)
  let files = 0
  const slice = slices(session)
  let understood = true
  for (const uri of uris) {
    if (!session.open.has(uri)) understood = (await readInto(session, uri)) && understood
    files++
    await slice()
  }
  // Without a folder there may be more elsewhere: then nothing is ever known to be missing.
  setIndexed(session, files, understood && options.folders.length > 0)
  session.indexed = { files, done: true }
  for (const uri of session.open.keys()) publish(session, uri)
}

/** Reads one file from disk. False if it cannot be read, or says something that we do not understand. */
export async function readInto(session: Session, uri: string): Promise<boolean> {
  const read = await session.platform.readFile(uri)
  if (!('text' in read)) return read.problem === 'missing'
  if (!mayHoldManifests(uri, read.text)) return true
  await prepareFor(session, uri)
  const file = parseFile(read.text)
  setFile(session, uri, file)
  return file.parts.every(({ document }) => document.problems.every((it) => it.severity === 'hint'))
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
