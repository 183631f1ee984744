import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Failure, Io, Listed, Looked } from '../cli/io.ts'
import { loadAjv } from './ajv.ts'
import { cacheOf } from './cache.ts'
import { keepSmall } from './engine.ts'
import { runGit } from './git.ts'
import { dataFiles, isBundle } from './load.ts'
import { reason } from './reason.ts'
import { replaceFile } from './replace.ts'
import { helpers } from './threads.ts'

/** The machine under the command line. With the file of the program that a user runs, things are kept for the next time. */
export function nodeIo(entry?: string): Io {
  const digest = digester()
  return {
    cwd: slashes(process.cwd()),
    look,
    list: (folder) => attempt(() => list(folder)),
    read: (path, most) => attempt(() => read(path, most)),
    write,
    git: runGit,
    stdin: () => attempt(readStdin),
    out: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
    progress: progressLine(),
    usage: () => {
      const { user, system } = process.cpuUsage()
      const { maxRSS } = process.resourceUsage()
      return { seconds: performance.now() / 1e3, cpuSeconds: (user + system) / 1e6, peakBytes: maxRSS * 1024 }
    },
    terminal: { colours: wantsColours(), columns: process.stdout.isTTY ? process.stdout.columns : undefined },
    loadAjv,
    helpers: helpers(),
    digest,
    // Sources change under way.
    cache: entry !== undefined && isBundle ? cacheOf(() => buildOf(entry, digest)) : undefined,
    pause: () => {
      keepSmall()
      return setImmediate()
    },
    startServer,
  }
}

/** Nothing for who looks on from a file or a pipe, and nothing for what is over before anybody can read it. */
function progressLine(): Io['progress'] {
  if (!process.stderr.isTTY || process.env.TERM === 'dumb') return () => undefined
  const shown = { at: performance.now(), any: false }
  return (text) => {
    const now = performance.now()
    if (text === '' ? !shown.any : now - shown.at < 100) return
    process.stderr.write(`\r\x1b[K${text}`)
    shown.at = now
    shown.any = text !== ''
  }
}

function look(path: string): Looked {
  try {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat === undefined) return { type: 'missing' }
    if (stat.isFile()) return { type: 'file', size: stat.size }
    return stat.isDirectory() ? { type: 'folder', real: slashes(realpathSync(path)) } : { type: 'other' }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return { type: 'missing' }
    return { type: 'failure', failure: reason(error) }
  }
}

function list(folder: string): readonly Listed[] {
  return readdirSync(folder, { withFileTypes: true }).map((it) => ({
    name: it.name,
    type: it.isFile() ? 'file' : it.isDirectory() ? 'folder' : 'other',
  }))
}

/** The size is asked of what is open, so that nobody can swap the file in between. */
function read(path: string, most = Number.POSITIVE_INFINITY): Uint8Array | Failure {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    if (size > most) return { failure: 'it is too large', size }
    // What the kernel makes up while it is read has no size beforehand.
    if (size === 0) return readFileSync(file)
    const bytes = Buffer.allocUnsafe(size)
    let length = 0
    while (length < size) {
      const more = readSync(file, bytes, length, size - length, null)
      if (more === 0) break
      length += more
    }
    return bytes.subarray(0, length)
  } finally {
    closeSync(file)
  }
}

/** What tells this build from every other: its file has a name that tells what is in the program, its data tell themselves. */
function buildOf(entry: string, digest: Io['digest']): string {
  return [basename(entry, '.mjs'), digest(Buffer.concat(dataFiles()))].join('-')
}

/** Loads when it is first asked what few runs need. */
function digester(): Io['digest'] {
  let crypto: typeof import('node:crypto') | undefined
  return (bytes) => {
    crypto ??= createRequire(import.meta.url)('node:crypto') as typeof import('node:crypto')
    return crypto.createHash('sha256').update(bytes).digest('base64url')
  }
}

/** Not for pipes and files; https://no-color.org and the usual FORCE_COLOR win. */
function wantsColours(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '0') return true
  return process.stdout.isTTY === true && TERM !== 'dumb'
}

/** The server is a bundle of its own beside ours. It reads `--stdio` from the arguments itself. */
async function startServer(): Promise<number> {
  if (!process.argv.includes('--stdio')) process.argv.push('--stdio')
  await import(pathToFileURL(join(import.meta.dirname, isBundle ? 'server.cjs' : 'node.ts')).href)
  return 0
}

/** A pipe that somebody else opened without blocking says `EAGAIN` while it is empty, and `readFileSync(0)` gives up. */
function readStdin(): Uint8Array {
  const chunks: Uint8Array[] = []
  const buffer = Buffer.alloc(65_536)
  for (;;) {
    try {
      const length = readSync(0, buffer)
      if (length === 0) return Buffer.concat(chunks)
      chunks.push(Uint8Array.from(buffer.subarray(0, length)))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EOF') return Buffer.concat(chunks)
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
  }
}

/** Beside the file first: where there is no room for all of it, what is there stays whole. */
function write(path: string, bytes: Uint8Array): Failure | undefined {
  try {
    const there = statSync(path, { throwIfNoEntry: false })
    if (!there) writeFileSync(path, bytes)
    else replace(realpathSync(path), bytes, there.mode)
    return undefined
  } catch (error) {
    return { failure: reason(error) }
  }
}

/** A folder in which nobody may make files may have some that may be written. */
function replace(path: string, bytes: Uint8Array, mode: number): void {
  try {
    replaceFile(path, bytes, mode & 0o777)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error
    writeFileSync(path, bytes)
  }
}

function attempt<T>(action: () => T): T | Failure {
  try {
    return action()
  } catch (error) {
    return { failure: reason(error) }
  }
}

function slashes(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path
}
