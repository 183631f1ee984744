import { type Config, configProblems, NO_CONFIG, parseConfig, policyFrom, type Versions } from '../config/config.ts'
import { globTest } from '../config/glob.ts'
import { CONFIG_FILE } from '../config/schema.ts'
import { memo } from '../memo.ts'
import type { Problem } from '../problem.ts'
import type { UserSchema } from '../schema/json-schema.ts'
import { minorOf } from '../schema/version.ts'
import type { Policy } from '../settings.ts'
import type { File } from '../syntax/file.ts'
import { rootOf } from '../syntax/node.ts'
import { decoded } from '../text/uri.ts'
import type { ClientSettings } from './client-settings.ts'

/** What settings and `.purser.yaml` files say, ready to be asked without waiting. */
export interface Configuration {
  readonly policyFor: (uri: string) => Policy
  /** Where the Kubernetes version of a file comes from, in words. */
  readonly versionSource: (uri: string) => string
  /** Left out of the index and of lints of the workspace. */
  readonly isExcluded: (uri: string) => boolean
  readonly excluded: readonly string[]
  /** The JSON Schema that a file is mapped to; for a `.purser.yaml` our own. */
  readonly schemaFor: (uri: string) => UserSchema | undefined
  readonly versions: Versions
}

/** All that a configuration is made from. */
export interface Sources {
  readonly folders: readonly string[]
  /** By folder; the empty name holds what is not in any. */
  readonly settings: ReadonlyMap<string, ClientSettings>
  /** The `.purser.yaml` files, by the URI of the folder that they are in, with a slash at the end. */
  readonly files: ReadonlyMap<string, File>
  /** The JSON Schemas of the setting, by URI. */
  readonly schemas: ReadonlyMap<string, UserSchema>
  /** Of `.purser.yaml`; there once such a file was met. */
  readonly ownSchema: UserSchema | undefined
  readonly versions: Versions
}

/** Before anything was read. */
export const NO_SOURCES: Sources = {
  folders: [],
  settings: new Map(),
  files: new Map(),
  schemas: new Map(),
  ownSchema: undefined,
  versions: { oldest: 0, newest: 0 },
}

export function createConfiguration(sources: Sources): Configuration {
  const { settings, files, versions, schemas } = sources
  const configs = memo('config', (file: File) => parseConfig(file, versions))
  const excluded = settings.get('')?.exclude ?? []
  const exclude = testOf(excluded)
  /** The same object for the same file: what was judged by it is remembered beside it. */
  const policies = new Map<string, Policy>()

  return {
    policyFor(uri) {
      const known = policies.get(uri) ?? policyOf(uri)
      policies.set(uri, known)
      return known
    },
    versionSource(uri) {
      if (configAbove(uri)?.config.minor !== undefined) return `from ${CONFIG_FILE}`
      return minorOf(settingsFor(uri).kubernetesVersion) === undefined
        ? 'the newest that Purser knows'
        : 'from the settings'
    },
    isExcluded(uri) {
      const above = configAbove(uri)
      const ignored = above && testOf(above.config.ignore)(relativeTo(above.folder, uri))
      return ignored === true || exclude(relativeTo(folderOf(uri) ?? '', uri))
    },
    excluded,
    versions,
    schemaFor(uri) {
      if (isConfigFile(uri)) return sources.ownSchema
      for (const [path, globs] of Object.entries(settingsFor(uri).schemas ?? {})) {
        const folder = folderOf(uri)
        const schema = folder === undefined ? undefined : schemas.get(schemaUri(folder, path))
        if (schema && folder !== undefined && testOf(globs)(relativeTo(folder, uri))) return schema
      }
      return undefined
    },
  }

  function policyOf(uri: string): Policy {
    const { rules, ...client } = settingsFor(uri)
    const minor = minorOf(client.kubernetesVersion)
    const under = {
      ...(minor === undefined ? {} : { minor }),
      ...(client.profile === undefined ? {} : { profile: client.profile }),
      severities: rules ?? {},
    }
    const above = configAbove(uri)
    return policyFrom(above?.config ?? NO_CONFIG, {}, under, versions, above && relativeTo(above.folder, uri))
  }

  function folderOf(uri: string): string | undefined {
    const inside = sources.folders.filter((it) => uri.startsWith(withSlash(it)))
    return inside.sort((a, b) => b.length - a.length)[0]
  }

  function settingsFor(uri: string): ClientSettings {
    return settings.get(folderOf(uri) ?? '') ?? settings.get('') ?? {}
  }

  /** The nearest configuration above a file. Only that one counts. */
  function configAbove(uri: string): { readonly folder: string; readonly config: Config } | undefined {
    for (const folder of foldersAbove(uri)) {
      const file = files.get(folder)
      if (file) return { folder, config: configs(file) }
    }
    return undefined
  }
}

/** Where a setting's path of a schema leads, from a folder of the workspace. */
export function schemaUri(folder: string, path: string): string {
  try {
    return new URL(path, withSlash(folder)).href
  } catch {
    return path
  }
}

/** What the schema of a file says is wrong with it. Offsets count from the start of the file. */
export function schemaProblems(uri: string, file: File, schema: UserSchema, versions: Versions): readonly Problem[] {
  if (isConfigFile(uri)) return configProblems(file, versions, schema)
  return file.parts.flatMap(({ start, document }) => {
    const root = rootOf(document)
    const found = root ? schema.validate(root) : []
    return found.map((it) => ({ ...it, from: it.from + start, to: it.to + start }))
  })
}

export function isConfigFile(uri: string): boolean {
  return uri.endsWith(`/${CONFIG_FILE}`)
}

/** The folders above a file, the nearest first, each with a slash at the end. */
export function foldersAbove(uri: string): readonly string[] {
  const folders: string[] = []
  const root = uri.indexOf('://') + 3
  for (let end = uri.lastIndexOf('/'); end >= root; end = uri.lastIndexOf('/', end - 1))
    folders.push(uri.slice(0, end + 1))
  return folders
}

const testOf = memo('globs', globTest)

function relativeTo(folder: string, uri: string): string {
  const base = withSlash(folder)
  const path = folder !== '' && uri.startsWith(base) ? uri.slice(base.length) : uri.replace(/^[\w-]+:\/\/[^/]*\//, '')
  return decoded(path)
}

function withSlash(folder: string): string {
  return folder.endsWith('/') ? folder : `${folder}/`
}
