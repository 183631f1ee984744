import type { AjvFor } from '../schema/json-schema.ts'
import type { Helper } from './helper.ts'

/**
 * All that the command line asks of the machine. Paths are absolute and have `/` between their parts. Nothing here
 * throws: what cannot be done comes back as a `Failure`.
 */
export interface Io {
  readonly cwd: string
  /** What stands at a path, behind links. */
  look(path: string): Looked
  /** What is in a folder, in any order. */
  list(folder: string): readonly Listed[] | Failure
  /** What is in a file, unless it has more than `most` bytes. */
  read(path: string, most?: number): Uint8Array | Failure
  write(path: string, bytes: Uint8Array): Failure | undefined
  /** What `git` says in a folder, given `input`. Nothing of it may reach for the network, or ask. */
  git(args: readonly string[], folder: string, input?: string): Uint8Array | Failure
  stdin(): Uint8Array | Failure
  out(text: string): void
  error(text: string): void
  /** How far a long task is, for people who wait at a terminal: each text stands in the place of the last, an empty one ends it. */
  progress(text: string): void
  /** What the process has used since it started. */
  usage(): Usage
  readonly terminal: Terminal
  /** Only a configuration file or a schema needs it, and it takes some time to load. */
  loadAjv(): Promise<AjvFor>
  /** Threads that work beside this one, where there can be any, and how many are of use. */
  readonly helpers: { readonly best: number; start(): Helper } | undefined
  /** Between two pieces of work: lets come in what others have to say, and keeps the process small. */
  pause(): Promise<void>
  /** The SHA-256 of bytes, in letters that may be a name. */
  digest(bytes: Uint8Array): string
  /**
   * What saves time the next time, by plain names; only for this build of the program and this user. Gone whenever it likes;
   * what cannot be kept is not. Missing where there is no place for it.
   */
  readonly cache: Cache | undefined
  /** Starts to talk to an editor, which ends it; gives the exit code until then. */
  startServer(): Promise<number>
}

export interface Cache {
  read(name: string): unknown
  /** Plain data. */
  write(name: string, value: unknown): void
}

export type Looked =
  | { readonly type: 'file'; readonly size: number }
  | { readonly type: 'folder' /** Without links, to tell circles. */; readonly real: string }
  | { readonly type: 'other' | 'missing' }
  | { readonly type: 'failure'; readonly failure: string }

export interface Listed {
  readonly name: string
  /** `other` may be a link to anything: `look` tells. */
  readonly type: 'file' | 'folder' | 'other'
}

export interface Failure {
  /** Why, in a few words: `permission denied`. */
  readonly failure: string
  /** How many bytes a file has that was not read because they are too many. */
  readonly size?: number
}

export interface Usage {
  readonly seconds: number
  readonly cpuSeconds: number
  /** The most memory that it held at once. */
  readonly peakBytes: number
}

export interface Terminal {
  readonly colours: boolean
  /** Undefined when the output goes to a file or another program. */
  readonly columns: number | undefined
}

export function isFailure(value: object): value is Failure {
  return 'failure' in value
}
