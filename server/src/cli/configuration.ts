import { type Config, configProblems, NO_CONFIG, parseConfig, type Versions } from '../config/config.ts'
import { globTest, type PathTest } from '../config/glob.ts'
import { CONFIG_FILE, configSchema } from '../config/schema.ts'
import type { Problem } from '../problem.ts'
import { type AjvFor, compileSchema } from '../schema/json-schema.ts'
import { type File, MAX_LENGTH, parseFile } from '../syntax/file.ts'
import { decode } from './decode.ts'
import { type Io, isFailure, type Listed } from './io.ts'
import { folderOf, joinPath, within } from './paths.ts'

/** The configuration that holds in a folder. */
export interface Settled {
  readonly config: Config
  /** The `.purser.yaml` that it comes from, and its text. */
  readonly path: string | undefined
  readonly file: File | undefined
  readonly ignores: PathTest
}

export interface Configurations {
  /** Learns what is in a folder: most have no configuration, and need not be asked for one. */
  enter(folder: string, inside: readonly Listed[]): void
  /** That of the nearest `.purser.yaml`, in the folder or above it. */
  in(folder: string): Settled
  /** That of a `.purser.yaml`, or of none. */
  at(path: string | undefined): Settled
  /** Whether the configuration of its folder leaves a path out. */
  ignores(path: string): boolean
  /** All that were met, once each. */
  met(): readonly Settled[]
  /** What could not be read. */
  readonly failures: readonly string[]
}

const NONE: Settled = { config: NO_CONFIG, path: undefined, file: undefined, ignores: () => false }

/** Looks for configurations on the disk, in each folder once. */
export function findConfigurations(io: Io, versions: Versions): Configurations {
  const known = new Map<string, Settled>()
  const byPath = new Map<string, Settled | undefined>()
  const failures: string[] = []
  return { enter, in: settle, at, ignores, met, failures }

  function enter(folder: string, inside: readonly Listed[]): void {
    if (!inside.some((it) => it.name === CONFIG_FILE)) known.set(folder, settleAbove(folder))
  }

  function settle(folder: string): Settled {
    const hit = known.get(folder)
    if (hit) return hit
    const settled = reading(joinPath(folder, CONFIG_FILE)) ?? settleAbove(folder)
    known.set(folder, settled)
    return settled
  }

  function settleAbove(folder: string): Settled {
    const above = folderOf(folder)
    return above === folder ? NONE : settle(above)
  }

  function at(path: string | undefined): Settled {
    return (path === undefined ? undefined : reading(path)) ?? NONE
  }

  function reading(path: string): Settled | undefined {
    if (!byPath.has(path)) byPath.set(path, read(path))
    return byPath.get(path)
  }

  function read(path: string): Settled | undefined {
    const there = io.look(path)
    if (there.type === 'missing' || there.type === 'folder') return undefined
    if (there.type !== 'file' || there.size > MAX_LENGTH) {
      const why = there.type === 'failure' ? there.failure : there.type === 'file' ? 'it is too large' : 'it is no file'
      failures.push(`cannot read ${path}: ${why}`)
      return undefined
    }
    const bytes = io.read(path)
    if (isFailure(bytes)) {
      failures.push(`cannot read ${path}: ${bytes.failure}`)
      return undefined
    }
    const file = parseFile(decode(bytes).text)
    const config = parseConfig(file, versions)
    return { config, path, file, ignores: globTest(config.ignore) }
  }

  function ignores(path: string): boolean {
    const settled = settle(folderOf(path))
    const inside = settled.path === undefined ? undefined : within(folderOf(settled.path), path)
    return inside !== undefined && settled.ignores(inside)
  }

  function met(): readonly Settled[] {
    return [...new Set(known.values())].filter((it) => it.path !== undefined)
  }
}

/** What is wrong with configuration files, by their paths. */
export function checkConfigurations(
  met: readonly Settled[],
  versions: Versions,
  ajvFor: AjvFor,
): ReadonlyMap<string, { readonly file: File; readonly problems: readonly Problem[] }> {
  const schema = compileSchema(configSchema, ajvFor)
  const found = new Map<string, { readonly file: File; readonly problems: readonly Problem[] }>()
  for (const { path, file } of met)
    if (path !== undefined && file) found.set(path, { file, problems: configProblems(file, versions, schema) })
  return found
}
