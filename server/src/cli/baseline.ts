import type { Checked } from './checked.ts'
import { decode } from './decode.ts'
import { type Fingerprint, fingerprintKey, fingerprintOf } from './fingerprint.ts'
import { type Failure, type Io, isFailure } from './io.ts'
import { folderOf, within } from './paths.ts'

/** Looked for in the folder where the command runs. */
export const BASELINE_FILE = '.purser-baseline.json'

/** How often each problem was there when the baseline was written, by fingerprint. */
export type Baseline = ReadonlyMap<string, number>

/** What is left of the problems, and what a baseline did. */
export interface HeldBack {
  readonly checked: readonly Checked[]
  /** Problems that it holds back. */
  readonly held: number
  /** Problems of it that are gone, of the files that were looked at. */
  readonly gone: number
}

export function readBaseline(io: Io, path: string): Baseline | Failure {
  const bytes = io.read(path)
  if (isFailure(bytes)) return bytes
  try {
    const { version, problems } = JSON.parse(decode(bytes).text) as { version?: unknown; problems?: unknown }
    if (version !== VERSION || !Array.isArray(problems)) return NOT_OURS
    const counts = new Map<string, number>()
    for (const it of problems as readonly unknown[]) {
      const entry = entryOf(it)
      if (!entry) return NOT_OURS
      counts.set(fingerprintKey(entry), (counts.get(fingerprintKey(entry)) ?? 0) + entry.count)
    }
    return counts
  } catch {
    return NOT_OURS
  }
}

const VERSION = 1
const NOT_OURS: Failure = { failure: 'it is no baseline that `purser lint --write-baseline` wrote' }

function entryOf(value: unknown): (Fingerprint & { readonly count: number }) | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { file, rule, object = '', path = '', message, count = 1 } = value as Record<string, unknown>
  if (typeof file !== 'string' || typeof rule !== 'string' || typeof message !== 'string') return undefined
  if (typeof object !== 'string' || typeof path !== 'string' || typeof count !== 'number') return undefined
  return { file, rule, object, path, message, count }
}

/** The text of a baseline at `path`: a line for each problem, in an order that does not depend on lines. */
export function baselineText(io: Io, path: string, checked: readonly Checked[]): string {
  const found = new Map<string, { readonly entry: Fingerprint; count: number }>()
  for (const entry of checked.flatMap((it) => fingerprints(io, path, it))) {
    const key = fingerprintKey(entry)
    const known = found.get(key)
    if (known) known.count++
    else found.set(key, { entry, count: 1 })
  }
  const lines = [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { entry, count }]) => `    ${JSON.stringify(count > 1 ? { ...entry, count } : entry)}`)
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`
  return `{\n  "version": ${VERSION},\n  "problems": ${list}\n}\n`
}

/** Takes away what is in the baseline; of several equal problems as many as there were, the first of them. */
export function holdBack(io: Io, path: string, checked: readonly Checked[], baseline: Baseline): HeldBack {
  const left = new Map(baseline)
  let held = 0
  const files = new Set<string>()
  const kept = checked.map((it): Checked => {
    const keys = fingerprints(io, path, it).map(fingerprintKey)
    files.add(nameIn(io, path, it.shown))
    const problems = it.problems.filter((_, i) => {
      const key = keys[i] ?? ''
      const more = left.get(key) ?? 0
      if (more > 0) left.set(key, more - 1)
      return more === 0
    })
    held += it.problems.length - problems.length
    return { ...it, problems }
  })
  let gone = 0
  for (const [key, count] of left) if (files.has((JSON.parse(key) as readonly string[])[0] ?? '')) gone += count
  return { checked: kept, held, gone }
}

function fingerprints(io: Io, path: string, checked: Checked): readonly Fingerprint[] {
  const file = nameIn(io, path, checked.shown)
  return checked.problems.map(({ row }) => fingerprintOf({ ...row, file }))
}

/** A file as it is called from the folder of the baseline, so that the command may run elsewhere. */
function nameIn({ cwd }: Io, path: string, shown: string): string {
  const whole = shown.startsWith('/') || /^[A-Za-z]:\//.test(shown) ? shown : `${cwd === '/' ? '' : cwd}/${shown}`
  return within(folderOf(path), whole) ?? shown
}
