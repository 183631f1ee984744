import type { ConfigurationItem } from 'vscode-languageserver'
import { CONFIG_FILE, configSchema } from '../config/schema.ts'
import { type AjvFor, compileSchema, type UserSchema } from '../schema/json-schema.ts'
import { minorOf } from '../schema/version.ts'
import { type File, parseFile } from '../syntax/file.ts'
import { describeError } from './answer.ts'
import { type ClientSettings, readSettings } from './client-settings.ts'
import { createConfiguration, foldersAbove, isConfigFile, schemaUri } from './configuration.ts'
import type { Session } from './session.ts'

/** What was read for the configuration, so that it can be put together again when one part changes. */
export interface Known {
  settings: ReadonlyMap<string, ClientSettings>
  /** By folder, with a slash at the end; `undefined` for a folder without a `.purser.yaml`. */
  readonly files: Map<string, File | undefined>
  schemas: ReadonlyMap<string, UserSchema>
  ownSchema: UserSchema | undefined
}

export function nothingKnown(): Known {
  return { settings: new Map(), files: new Map(), schemas: new Map(), ownSchema: undefined }
}

/** Asks the client for its settings and reads the JSON Schemas that they name. */
export async function loadSettings(session: Session): Promise<void> {
  const { connection, options, known, platform } = session
  if (options.pullsSettings) {
    const scopes = ['', ...options.folders]
    const items = scopes.map((it) => (it === '' ? { section: 'purser' } : { section: 'purser', scopeUri: it }))
    const answers = await askSettings(session, items)
    known.settings = new Map(scopes.map((it, i) => [it, readSettings(answers[i])]))
  }
  const wanted = new Set<string>()
  for (const folder of options.folders)
    for (const path of Object.keys(known.settings.get(folder)?.schemas ?? {})) wanted.add(schemaUri(folder, path))
  const schemas = new Map<string, UserSchema>()
  for (const uri of wanted) {
    const read = await platform.readFile(uri)
    const ajvFor = await platform.loadAjv()
    if ('text' in read) schemas.set(uri, readSchema(read.text, ajvFor))
    else connection.console.warn(`purser.schemas: cannot read ${uri}`)
  }
  known.schemas = schemas
  rebuild(session)
}

/** A client that fails to answer has no settings: the server works without. */
async function askSettings({ connection }: Session, items: ConfigurationItem[]): Promise<readonly unknown[]> {
  try {
    const answers: unknown = await connection.workspace.getConfiguration(items)
    return Array.isArray(answers) ? answers : []
  } catch (error) {
    connection.console.warn(`the client does not tell its settings: ${describeError(error)}`)
    return []
  }
}

/** Sees to it that every `.purser.yaml` above a file is known, before the file is judged. */
export async function prepareFor(session: Session, uri: string): Promise<void> {
  const { known, platform } = session
  for (const folder of foldersAbove(uri)) {
    if (known.files.has(folder)) continue
    const path = folder + CONFIG_FILE
    const open = session.open.has(path) ? session.workspace.files.get(path) : undefined
    const read = open ? undefined : await platform.readFile(path)
    if (read && 'problem' in read && read.problem !== 'missing')
      session.connection.console.warn(
        `cannot read ${path}: ${read.problem === 'too-large' ? 'it is too large' : 'it is no readable file'}`,
      )
    const file = open ?? (read && 'text' in read ? parseFile(read.text) : undefined)
    // It may have been opened, or said to have changed, while it was read.
    if (known.files.has(folder)) continue
    known.files.set(folder, file)
    // At once: others who wait for the same file go on as soon as it is known.
    if (file) rebuild(session)
  }
  if (isConfigFile(uri) && !known.ownSchema) {
    known.ownSchema = compileSchema(configSchema, await platform.loadAjv())
    rebuild(session)
  }
}

/** A `.purser.yaml` says something else now, in the editor (`file`) or on disk (to be read again when next asked for). */
export function configChanged(session: Session, uri: string, file: File | undefined): void {
  const folder = uri.slice(0, uri.lastIndexOf('/') + 1)
  if (file) session.known.files.set(folder, file)
  else session.known.files.delete(folder)
  rebuild(session)
}

export function rebuild(session: Session): void {
  const { index } = session.workspace.catalogue
  const { known } = session
  const newest = minorOf(index.kubernetes) ?? 0
  session.configuration = createConfiguration({
    folders: session.options.folders,
    settings: known.settings,
    files: new Map([...known.files].flatMap(([folder, file]) => (file ? [[folder, file] as const] : []))),
    schemas: known.schemas,
    ownSchema: known.ownSchema,
    versions: { oldest: minorOf(index.oldest) ?? newest, newest },
  })
}

/** A text that is no JSON gives a schema that says so. */
function readSchema(text: string, ajvFor: AjvFor): UserSchema {
  try {
    return compileSchema(JSON.parse(text) as unknown, ajvFor)
  } catch {
    return { ...compileSchema(true, ajvFor), fault: 'the JSON Schema of this file is no JSON' }
  }
}
