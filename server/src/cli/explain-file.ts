import { policyFrom, type Versions } from '../config/config.ts'
import type { Explanation } from '../features/explain/page.ts'
import { explainManifest } from '../features/explain-manifest.ts'
import { emptyWorkspace, withFiles } from '../model/workspace.ts'
import type { Notes } from '../notes/notes.ts'
import type { Catalogue } from '../schema/catalogue.ts'
import { findConfigurations } from './configuration.ts'
import { findFiles, shownPath } from './find.ts'
import type { Io } from './io.ts'
import { uriOf } from './knowledge.ts'
import { folderOf, resolvePath, within } from './paths.ts'
import { readSources } from './sources.ts'

interface Known {
  readonly catalogue: Catalogue
  readonly notes: Notes
  readonly versions: Versions
}

/** The page about a manifest, seen beside all that lies in its folder and below; or why there is none. */
export function explainFile(name: string, io: Io, { catalogue, notes, versions }: Known): Explanation | string {
  const path = resolvePath(io.cwd, name)
  const there = io.look(path)
  if (there.type === 'missing') return `there is no ${name}`
  if (there.type !== 'file')
    return there.type === 'failure' ? `cannot read ${name}: ${there.failure}` : `${name} is no file`
  const configurations = findConfigurations(io, versions)
  const { targets } = findFiles(io, [path, folderOf(path)], configurations)
  const { sources, failures } = readSources(io, targets)
  const own = sources.find((it) => it.uri === uriOf(path))
  if (!own) return failures.find((it) => it.includes(shownPath(io, path))) ?? `cannot read ${name}`
  const files = new Map(sources.map((it) => [it.uri, it.file]))
  const workspace = withFiles(emptyWorkspace(catalogue, notes), files, true)
  const settled = configurations.in(folderOf(path))
  const below = settled.path === undefined ? undefined : within(folderOf(settled.path), path)
  const policy = policyFrom(settled.config, {}, {}, versions, below)
  return explainManifest(workspace, own.uri, policy) ?? `cannot read ${name}`
}
