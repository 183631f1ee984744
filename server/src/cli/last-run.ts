import type { Index } from '../model/workspace.ts'
import type { Configurations } from './configuration.ts'
import type { Target } from './find.ts'
import { type Io, isFailure } from './io.ts'
import type { LintOptions } from './options.ts'
import { besideFor, type Numbered, type Outcome, type Read } from './shift.ts'
import { readBytes } from './sources.ts'

/**
 * What the last run over the same files found. A file that is what it was, to the byte, need not be checked again; what was found in it
 * among others holds as long as all of them say to each other what they said.
 */
export interface LastRun {
  /** What came of reading a file; nothing if it is not what it was. */
  recall(file: Numbered): Read | undefined
  among(index: Index): LastAmong
}

export interface LastAmong {
  /** What was found among the others in files that were recalled, if anything, by their numbers. Empty if the others are not what they were. */
  readonly settled: ReadonlyMap<number, Outcome | undefined>
  /** Leaves what was found for the next run. */
  keep(reads: readonly Read[], later: readonly Outcome[]): void
}

/** Of fewer files all are checked in the time that it takes to look up what is known of them. */
const FEW = 100

/** All that is kept. Plain data. */
interface Kept {
  /** A digest of the configurations that held. */
  readonly settings: string
  /** A digest of what all files said to each other. */
  readonly index: string
  readonly files: readonly KeptFile[]
}

interface KeptFile {
  readonly path: string
  readonly role: Target['role']
  readonly read: Read
  /** What was found in it among the others. */
  readonly later?: Outcome
}

/** Nothing where it would gain nothing, or is not wanted. */
export function lastRun(
  io: Io,
  options: LintOptions,
  targets: readonly Target[],
  configurations: Configurations,
): LastRun | undefined {
  const { cache } = io
  if (!cache || !options.cache || targets.length < FEW) return undefined
  const { paths, profile, only, minor } = options
  const name = digestOf([io.cwd, paths, profile, only && [...only], minor, besideFor(options)])
  const settings = settingsNow()
  const kept = cache.read(name) as Kept | undefined
  const known = new Map((kept?.settings === settings ? kept.files : []).map((it) => [it.path, it]))
  const recalled = new Map<number, KeptFile>()
  return { recall, among }

  function recall({ number, target }: Numbered): Read | undefined {
    const it = known.get(target.path)
    if (it?.role !== target.role) return undefined
    const bytes = readBytes(io, target)
    if (isFailure(bytes) || io.digest(bytes) !== it.read.digest) return undefined
    recalled.set(number, it)
    const { outcome, ...read } = it.read
    return { ...read, number, ...(outcome ? { outcome: { ...outcome, number } } : {}) }
  }

  function among({ files, complete }: Index): LastAmong {
    const index = digestOf([complete, ...files])
    const isSame = kept?.index === index
    const settled = [...(isSame ? recalled : [])].map(
      ([number, { later }]) => [number, later && { ...later, number }] as const,
    )
    return { settled: new Map(settled), keep }

    function keep(reads: readonly Read[], later: readonly Outcome[]): void {
      const outcomes = new Map(later.map((it) => [it.number, it]))
      const files = reads.flatMap((read): readonly KeptFile[] => {
        const target = targets[read.number]
        const found = outcomes.get(read.number)
        if (!target || read.digest === undefined || found?.failures.length) return []
        // It changed in between.
        if (found?.digest !== undefined && found.digest !== read.digest) return []
        if (hasSecret(read) && (found ?? read.outcome)?.checked?.problems.length) return []
        const { path, role } = target
        return [found ? { path, role, read, later: found } : { path, role, read }]
      })
      const isKnown = ({ path, read }: KeptFile) => known.get(path)?.read.digest === read.digest
      if (isSame && files.length === known.size && files.every(isKnown)) return
      // Of what was found under other settings than these nobody can tell what is left.
      if (settingsNow() !== settings) return
      const all: Kept = { settings, index, files }
      cache?.write(name, all)
    }
  }

  function settingsNow(): string {
    const digests = configurations.met().map(({ path = '' }) => {
      const bytes = io.read(path)
      return [path, isFailure(bytes) ? bytes.failure : io.digest(bytes)]
    })
    return digestOf(digests)
  }

  /** Also a name for a file. */
  function digestOf(value: unknown): string {
    return io.digest(new TextEncoder().encode(JSON.stringify(value)))
  }
}

/** What problems quote of a Secret is nobody's business but that of who sees them. */
function hasSecret({ said }: Read): boolean {
  if (!said) return false
  const [, { parts, hidden }] = said
  return (
    parts.some((part) => part.some((it) => it.groupKind === '/Secret')) ||
    hidden.some(({ kinds }) => kinds === 'any' || kinds.includes('Secret'))
  )
}
