import { createHash } from 'node:crypto'
import type { Io, Listed, Looked } from '../../../server/src/cli/io.ts'
import type { Knowledge } from '../../../server/src/cli/knowledge.ts'
import { run } from '../../../server/src/cli/run.ts'
import { loadAjv } from '../../../server/src/main/ajv.ts'
import { loadCatalogue, loadNotes } from '../../../server/src/main/load.ts'

/** What stands at a path: its text or bytes, a link to another path, or what goes wrong with it. */
export type Stored =
  | string
  | Uint8Array
  | { readonly link: string }
  | { readonly failure: string }
  | { readonly size: number }

export interface Ran {
  readonly code: number
  readonly out: string
  readonly error: string
  readonly progress: readonly string[]
  /** The files after it, as text. */
  readonly files: Readonly<Record<string, string>>
}

const notes = loadNotes()
const knowledge = { catalogue: loadCatalogue(), notes: () => notes, version: '9.9.9' }

/** Runs the command line in `/disk` on a disk that is a table of paths relative to it. */
export async function purser(
  line: readonly string[],
  files: Readonly<Record<string, Stored>> = {},
  given: Given = {},
): Promise<Ran> {
  const disk = new Map(Object.entries(files).map(([path, it]) => [path.startsWith('/') ? path : `/disk/${path}`, it]))
  let out = ''
  let error = ''
  const progress: string[] = []
  const io: Io = {
    cwd: '/disk',
    look: (path) => look(disk, path),
    list: (folder) => list(disk, real(disk, folder)),
    read: (path) => {
      const stored = disk.get(real(disk, path))
      const late = Object.entries(given.afterFirstRead ?? {}).find(([it]) => path === `/disk/${it}`)
      if (late) disk.set(path, late[1])
      if (typeof stored === 'string') return new TextEncoder().encode(stored)
      if (stored instanceof Uint8Array) return stored
      return { failure: 'permission denied', ...(stored && 'size' in stored ? { size: stored.size } : {}) }
    },
    write: (path, bytes) => {
      if (given.readOnly) return { failure: 'the disk is read-only' }
      disk.set(path, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))
      return undefined
    },
    git: (args, folder, input) => given.git?.(args, folder, input) ?? { failure: 'git is not installed' },
    stdin: () => new TextEncoder().encode(given.stdin ?? ''),
    out: (text) => {
      out += text
    },
    error: (text) => {
      error += text
    },
    progress: (text) => void progress.push(text),
    usage: () => ({ seconds: 2, cpuSeconds: 3.5, peakBytes: 100 * 2 ** 20 }),
    terminal: { colours: given.colours ?? false, columns: given.columns },
    loadAjv,
    get helpers() {
      return given.helpers?.(io, knowledge)
    },
    pause: async () => {},
    digest: (bytes) => createHash('sha256').update(bytes).digest('base64url'),
    cache: given.cache,
    startServer: async () => 0,
  }
  const code = await run(line, io, knowledge)
  const texts = [...disk].flatMap(([path, it]) =>
    typeof it === 'string' ? [[path.replace('/disk/', ''), it] as const] : [],
  )
  return { code, out, error, progress, files: Object.fromEntries(texts) }
}

export interface Given {
  readonly stdin?: string
  readonly colours?: boolean
  readonly columns?: number
  readonly readOnly?: boolean
  readonly git?: Io['git']
  readonly cache?: Io['cache']
  /** What somebody else writes into files as soon as they were read. */
  readonly afterFirstRead?: Readonly<Record<string, string>>
  readonly helpers?: (io: Io, knowledge: Knowledge) => Io['helpers']
}

type Disk = ReadonlyMap<string, Stored>

function look(disk: Disk, path: string): Looked {
  const place = real(disk, path)
  const stored = disk.get(place)
  if (stored === undefined) return below(disk, place).length > 0 ? { type: 'folder', real: place } : { type: 'missing' }
  if (typeof stored === 'string' || stored instanceof Uint8Array) return { type: 'file', size: stored.length }
  if ('size' in stored) return { type: 'file', size: stored.size }
  return 'failure' in stored ? { type: 'file', size: 1 } : { type: 'failure', failure: 'its links lead in a circle' }
}

/** The path with the links on the way followed, some of them at least. */
function real(disk: Disk, path: string, hops = 0): string {
  for (let end = path.length; end > 0 && hops < 9; end = path.lastIndexOf('/', end - 1)) {
    const stored = disk.get(path.slice(0, end))
    if (typeof stored === 'object' && 'link' in stored) return real(disk, stored.link + path.slice(end), hops + 1)
  }
  return path
}

function list(disk: Disk, folder: string): readonly Listed[] {
  const names = new Set(below(disk, folder).map((it) => it.split('/')[0] ?? ''))
  return [...names].map((name) => {
    const stored = disk.get(folder === '/' ? `/${name}` : `${folder}/${name}`)
    const isLink = typeof stored === 'object' && 'link' in stored
    return { name, type: isLink ? 'other' : stored === undefined ? 'folder' : 'file' }
  })
}

function below(disk: Disk, folder: string): readonly string[] {
  const start = folder === '/' ? '/' : `${folder}/`
  return [...disk.keys()].filter((it) => it.startsWith(start)).map((it) => it.slice(start.length))
}
