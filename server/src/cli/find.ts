import { CONFIG_FILE } from '../config/schema.ts'
import { BASELINE_FILE } from './baseline.ts'
import type { Configurations } from './configuration.ts'
import { type Io, isFailure, type Listed, type Looked } from './io.ts'
import { folderOf, joinPath, resolvePath, within } from './paths.ts'

/** A file to look at. */
export interface Target {
  readonly path: string
  /** What people see: as short as it can be from where they are. */
  readonly shown: string
  /** Named on the command line, found in a folder, or only read to understand the others. */
  readonly role: 'named' | 'found' | 'context'
  /** The configuration that holds for it. */
  readonly config: string | undefined
}

export interface Search {
  readonly targets: readonly Target[]
  /** A folder was named, so that the whole of it is known. */
  readonly folder: boolean
  /** What could not be looked at. */
  readonly failures: readonly string[]
}

/** Files of ours. */
const OWN: ReadonlySet<string> = new Set([CONFIG_FILE, BASELINE_FILE])

/** Folders that hold nobody's own manifests. */
const SKIPPED: ReadonlySet<string> = new Set(['node_modules', '.git', 'vendor'])

/** The files that arguments name: themselves, or, in folders, all that may be manifests. Each once, in a stable order. */
export function findFiles(io: Io, names: readonly string[], configurations: Configurations): Search {
  const targets = new Map<string, Target>()
  const failures: string[] = []
  const visited = new Set<string>()
  let folder = false
  for (const name of names) {
    const path = resolvePath(io.cwd, name)
    const there = io.look(path)
    if (there.type === 'missing') failures.push(`there is no ${name}`)
    else if (there.type === 'failure') failures.push(`cannot read ${name}: ${there.failure}`)
    else if (there.type === 'file') addNamed(path)
    else if (there.type === 'folder') {
      folder = true
      walk(path, there.real)
    } else failures.push(`${name} is neither a file nor a folder`)
  }
  return { targets: [...targets.values()], folder, failures }

  function walk(path: string, real: string): void {
    // Links can lead in circles, and to the same folder by several ways.
    if (visited.has(real)) return
    visited.add(real)
    const inside = io.list(path)
    if (isFailure(inside)) {
      failures.push(`cannot read ${shownPath(io, path)}: ${inside.failure}`)
      return
    }
    configurations.enter(path, inside)
    // Beside a Chart.yaml, `charts` is where Helm puts what the chart depends on.
    const isChart = inside.some((it) => it.name === 'Chart.yaml')
    for (const it of inside.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const { name } = it
      const child = joinPath(path, name)
      const mayBeManifest = /\.(ya?ml|json)$|^Kustomization$/i.test(name) && !OWN.has(name)
      const there = found(it, child, real)
      if (there.type === 'folder') {
        const isOthers = SKIPPED.has(name) || (isChart && name === 'charts')
        if (!isOthers && !configurations.ignores(child)) walk(child, there.real)
      } else if (there.type === 'file') {
        if (mayBeManifest && !configurations.ignores(child)) add(child, 'found')
      } else if (there.type === 'failure' && mayBeManifest)
        failures.push(`cannot read ${shownPath(io, child)}: ${there.failure}`)
    }
  }

  /** In a tree of thousands to look at each costs more than to list them: the list tells most. */
  function found(
    { name, type }: Listed,
    path: string,
    real: string,
  ): Exclude<Looked, { type: 'file' }> | { type: 'file' } {
    if (type === 'other') return io.look(path)
    return type === 'file' ? { type } : { type, real: joinPath(real, name) }
  }

  /** A file may be a patch of the kustomization beside it, and no whole manifest. */
  function addNamed(path: string): void {
    add(path, 'named')
    for (const name of ['kustomization.yaml', 'kustomization.yml', 'Kustomization']) {
      const beside = joinPath(folderOf(path), name)
      const there = beside === path ? undefined : io.look(beside)
      if (there?.type === 'file') add(beside, 'context')
    }
  }

  function add(path: string, role: Target['role']): void {
    const known = targets.get(path)
    if (known && RANK[role] <= RANK[known.role]) return
    const config = configurations.in(folderOf(path)).path
    targets.set(path, { path, shown: shownPath(io, path), role, config })
  }
}

const RANK = { context: 0, found: 1, named: 2 } as const

export function shownPath({ cwd }: Io, path: string): string {
  return within(cwd, path) || path
}
