import { CONFIG_FILE, configSchema } from '../config/schema.ts'
import { type AjvFor, compileSchema, type UserSchema } from '../schema/json-schema.ts'
import { minorOf } from '../schema/version.ts'
import { type File, parseFile } from '../syntax/file.ts'
import { type ClientSettings, createConfiguration, foldersAbove, isConfigFile, schemaUri } from './configuration.ts'
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
    const answers = (await connection.workspace.getConfiguration(items)) as (ClientSettings | null)[]
    known.settings = new Map(scopes.map((it, i) => [it, answers[i] ?? {}]))
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

/** Sees to it that every `.purser.yaml` above a file is known, before the file is judged. */
export async function prepareFor(session: Session, uri: string): Promise<void> {
  const { known, platform } = session
  let news = false
  for (const folder of foldersAbove(uri)) {
    if (known.files.has(folder)) continue
    const open = session.workspace.files.get(folder + CONFIG_FILE)
    const read = open ? undefined : await platform.readFile(folder + CONFIG_FILE)
    const file = open ?? (read && 'text' in read ? parseFile(read.text) : undefined)
    known.files.set(folder, file)
    news ||= file !== undefined
  }
  if (isConfigFile(uri) && !known.ownSchema) {
    known.ownSchema = compileSchema(configSchema, await platform.loadAjv())
    news = true
  }
  if (news) rebuild(session)
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
