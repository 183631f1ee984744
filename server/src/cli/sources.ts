import type { Problem } from '../problem.ts'
import { type File, MAX_LENGTH, parseFile } from '../syntax/file.ts'
import { decode } from './decode.ts'
import type { Target } from './find.ts'
import { type Failure, type Io, isFailure } from './io.ts'
import { uriOf } from './knowledge.ts'

/** A file as it was read. */
export interface Source {
  readonly target: Target
  readonly uri: string
  readonly file: File
  readonly bom: boolean
  /** What reading it brought to light. Offsets count from the start of the file. */
  readonly problems: readonly Problem[]
}

/** No larger file is read. */
export const MAX_FILE_BYTES = MAX_LENGTH

export const STDIN = '-'

/** Reads and parses. What cannot be read is said in `failures`, and costs no other file anything. */
export function readSources(
  io: Io,
  targets: readonly Target[],
): { readonly sources: readonly Source[]; readonly failures: readonly string[] } {
  const failures: string[] = []
  const sources = targets.flatMap((target): readonly Source[] => {
    const source = readSource(io, target)
    if (!source) return []
    if (!isFailure(source)) return [source]
    failures.push(source.failure)
    return []
  })
  return { sources, failures }
}

/** Reads and parses one; `undefined` for what is no manifest, and a whole sentence for what goes wrong. */
export function readSource(io: Io, target: Target): Source | Failure | undefined {
  return sourceOf(target, readBytes(io, target))
}

export function readBytes(io: Io, target: Target): Uint8Array | Failure {
  return target.path === STDIN ? io.stdin() : io.read(target.path, MAX_FILE_BYTES)
}

/** Parses what was read. */
export function sourceOf(target: Target, bytes: Uint8Array | Failure): Source | Failure | undefined {
  if (isFailure(bytes))
    return bytes.size === undefined
      ? { failure: `cannot read ${target.shown}: ${bytes.failure}` }
      : tooLarge(target, bytes.size)
  if (bytes.length > MAX_FILE_BYTES) return tooLarge(target, bytes.length)
  const { text, bom, problem } = decode(bytes)
  if (target.role === 'found' && /\.json$/i.test(target.path) && !mayBeManifest(text)) return undefined
  try {
    return { target, uri: uriOfTarget(target), file: parseFile(text), bom, problems: problem ? [problem] : [] }
  } catch (error) {
    return { failure: bug(target.shown, error) }
  }
}

/** For what is our own fault. */
export function bug(shown: string, error: unknown): string {
  return `${shown} was not checked because of a bug in Purser: ${error instanceof Error ? error.message : String(error)}`
}

function tooLarge(target: Target, size: number): Source {
  const megabytes = (bytes: number) => `${Math.ceil(bytes / (1024 * 1024))} MB`
  const message = `this file has ${megabytes(size)}; Purser reads files of up to ${megabytes(MAX_FILE_BYTES)}`
  const problem: Problem = { from: 0, to: 0, code: 'yaml-too-large', severity: 'warning', message }
  return { target, uri: uriOfTarget(target), file: parseFile(''), bom: false, problems: [problem] }
}

function mayBeManifest(text: string): boolean {
  return text.includes('"apiVersion"') && text.includes('"kind"')
}

export function uriOfTarget(target: Target): string {
  return target.path === STDIN ? 'stdin:' : uriOf(target.path)
}
