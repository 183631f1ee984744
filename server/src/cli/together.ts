import { failuresOf } from '../features/problems.ts'
import type { Earlier } from '../model/earlier.ts'
import { type Workspace, withEarlier } from '../model/workspace.ts'
import type { Policy } from '../settings.ts'
import type { Checked } from './checked.ts'
import { encode } from './decode.ts'
import type { Target } from './find.ts'
import { fixFile } from './fix.ts'
import type { Io } from './io.ts'
import { type Knowledge, workspaceOf } from './knowledge.ts'
import type { LintOptions } from './options.ts'
import { count } from './report.ts'
import { besideFor, checkFile, guarded } from './shift.ts'
import { bug, readSources, type Source } from './sources.ts'

/** What came of looking at files. */
export interface Looked {
  readonly checked: readonly Checked[]
  readonly failures: readonly string[]
  /** What was put right, a line each. */
  readonly fixes: readonly string[]
  /** How many files were left out because they are what they were in the last run. */
  readonly recalled: number
}

interface Question {
  readonly options: LintOptions
  readonly policyFor: (target: Target) => Policy
  readonly earlier: Earlier | undefined
  /** The files are all that there are. */
  readonly complete: boolean
}

/** Looks at files that are all held in memory: to change them, or to compare them with what they were. */
export function lookTogether(
  targets: readonly Target[],
  { options, policyFor, earlier, complete }: Question,
  io: Io,
  knowledge: Knowledge,
): Looked {
  const read = readSources(io, targets)
  const failures = [...read.failures]
  const own = read.sources.filter((it) => it.target.role !== 'context')
  let workspace = withEarlier(assemble(knowledge, read.sources, complete, failures), earlier)
  const fixes: string[] = []
  if (options.fix) {
    for (const source of own) {
      const failure = fix(source)
      if (failure !== undefined) failures.push(failure)
    }
  }
  const checked: Checked[] = []
  for (const [i, source] of own.entries()) {
    const { target, uri } = source
    const policy = policyFor(target)
    io.progress(`${i} of ${count(own.length, 'file')}`)
    const found = guarded(target, failures, () => checkFile(workspace, source, policy, besideFor(options)))
    if (found) checked.push(found)
    for (const { rule, error } of guarded(target, failures, () => failuresOf(workspace, uri, policy)) ?? [])
      failures.push(bug(`${target.shown} (${rule})`, error))
  }
  return { checked, failures, fixes, recalled: 0 }

  function fix({ target, uri, bom, problems }: Source): string | undefined {
    // What was not read as it stands cannot be written back.
    if (problems.length > 0) return undefined
    const fixed = guarded(target, failures, () => fixFile(workspace, uri, policyFor(target)))
    if (fixed?.text === undefined) return undefined
    const failed = io.write(target.path, encode(fixed.text, bom))
    if (failed) return `cannot write ${target.shown}: ${failed.failure}`
    workspace = fixed.workspace
    fixes.push(`Fixed ${count(fixed.count, 'problem')} in ${target.shown}`)
    return undefined
  }
}

/** All sources together; without those that bring out a bug. */
function assemble(knowledge: Knowledge, sources: readonly Source[], complete: boolean, failures: string[]): Workspace {
  const files = (them: readonly Source[]) => new Map(them.map((it) => [it.uri, it.file]))
  try {
    return workspaceOf(knowledge, files(sources), complete)
  } catch {
    const sound = sources.filter((it) => guarded(it.target, failures, () => workspaceOf(knowledge, files([it]), false)))
    return workspaceOf(knowledge, files(sound), false)
  }
}
