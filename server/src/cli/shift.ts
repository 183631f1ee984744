import type { Versions } from '../config/config.ts'
import { failuresOf, problemsOf } from '../features/problems.ts'
import { type Index, loneIndex, type Said, saidOf, sameIndex, viewOf, type Workspace } from '../model/workspace.ts'
import type { Problem } from '../problem.ts'
import { asksOthers, isConcerned } from '../rules/asking.ts'
import type { Policy } from '../settings.ts'
import { type Beside, type Checked, checkedOf } from './checked.ts'
import { findConfigurations } from './configuration.ts'
import type { Target } from './find.ts'
import { type Failure, type Io, isFailure } from './io.ts'
import { type Knowledge, workspaceOf } from './knowledge.ts'
import type { LintOptions } from './options.ts'
import { policiesFor } from './policies.ts'
import { bug, readBytes, type Source, STDIN, sourceOf, uriOfTarget } from './sources.ts'

/** What holds for all files of a run. Plain data: another thread may get it. */
export interface Order {
  readonly options: LintOptions
  readonly versions: Versions
  /** The next run wants to know by which bytes something was found. */
  readonly remembers: boolean
}

/** A file by its position among all. */
export interface Numbered {
  readonly number: number
  readonly target: Target
}

/** What came of reading a file; nothing else of what is no manifest. Plain data. */
export interface Read {
  readonly number: number
  /** Of its bytes, if it was read and what came of it may be remembered. */
  readonly digest?: string
  /** Why there is nothing. */
  readonly failure?: string
  /** What others have to know of it, under its address. */
  readonly said?: readonly [uri: string, said: Said]
  /** What it says to others cannot be told. */
  readonly broken?: true
  /** It waits until all files are known. */
  readonly waits?: true
  /** It was checked, but among others there may be more to say of it. */
  readonly isOpen?: true
  /** Missing for what waits. */
  readonly outcome?: Outcome
}

/** What came of checking a file. Plain data. */
export interface Outcome {
  readonly number: number
  readonly checked?: Checked
  readonly failures: readonly string[]
  /** Of the bytes in which it was found, if they were read once more. */
  readonly digest?: string
}

/** What one thread does of a run. */
export interface Shift {
  /** Reads files, and checks those that ask nothing about others. Only of files that ask something is kept. */
  read(files: readonly Numbered[]): readonly Read[]
  /** Checks those that it read and that wait, once it is known what all files say. */
  finish(index: Index): readonly Outcome[]
  /** Whether what all files say can change what was found in one that is open. */
  mayChange(target: Target, index: Index): boolean
  /** Checks files once more, among the others. */
  again(files: readonly Numbered[], index: Index): readonly Outcome[]
}

/** So many characters of files are kept as they were parsed, which takes eight times the memory; the others are read again. */
const MOST_KEPT = 8_000_000

export function startShift(io: Io, knowledge: Knowledge, { options, versions, remembers }: Order): Shift {
  const policyFor = policiesFor(options, findConfigurations(io, versions), versions)
  const beside = besideFor(options)
  const waiting: { readonly file: Numbered; readonly source: Source | undefined }[] = []
  const workspace = workspaceOf(knowledge, new Map(), false)
  let kept = 0
  return { read: (files) => files.map(read), finish, mayChange, again }

  function read(file: Numbered): Read {
    const bytes = readBytes(io, file.target)
    const read = readFrom(file, sourceOf(file.target, bytes))
    const isSound = read.failure === undefined && !read.outcome?.failures.length
    // The standard input is there once, and another one the next time.
    const isKept = remembers && isSound && file.target.path !== STDIN
    return isKept && !isFailure(bytes) ? { ...read, digest: io.digest(bytes) } : read
  }

  function readFrom(file: Numbered, source: Source | Failure | undefined): Read {
    const { number, target } = file
    if (!source) return { number }
    if (isFailure(source)) return { number, failure: source.failure }
    const said = telling(source)
    if (typeof said === 'string')
      return { number, failure: said, broken: true, ...outcomeOf(number, source, undefined) }
    const read = { number, said: [source.uri, said] } satisfies Read
    if (target.role === 'context') return read
    const asks = asksOthers(said, policyFor(target))
    if (asks === 'yes') {
      const isKept = kept + source.file.length <= MOST_KEPT
      if (isKept) kept += source.file.length
      waiting.push({ file, source: isKept ? source : undefined })
      return { ...read, waits: true }
    }
    const { outcome } = outcomeOf(number, source, loneIndex())
    return asks === 'perhaps'
      ? { number, said: read.said, outcome, isOpen: true }
      : { number, said: read.said, outcome }
  }

  function finish(index: Index): readonly Outcome[] {
    const outcomes: Outcome[] = []
    const rest = waiting.splice(0).reverse()
    // Taken from the row one by one, so that each is gone from memory once it was looked at.
    for (let it = rest.pop(); it; it = rest.pop()) outcomes.push(...checkAmong(it.file, it.source, index))
    return outcomes
  }

  function mayChange(target: Target, index: Index): boolean {
    const uri = uriOfTarget(target)
    const said = index.files.get(uri)
    return said !== undefined && isConcerned(said, policyFor(target), viewOf(index, uri))
  }

  function again(files: readonly Numbered[], index: Index): readonly Outcome[] {
    return files.flatMap((it) => checkAmong(it, undefined, index))
  }

  function checkAmong({ number, target }: Numbered, known: Source | undefined, index: Index): readonly Outcome[] {
    const bytes = known ? undefined : readBytes(io, target)
    const source = known ?? (bytes && sourceOf(target, bytes))
    if (!source) return []
    if (isFailure(source)) return [{ number, failures: [source.failure] }]
    const { outcome } = outcomeOf(number, source, sameIndex(index))
    return [remembers && bytes && !isFailure(bytes) ? { ...outcome, digest: io.digest(bytes) } : outcome]
  }

  /** Without an index nothing is said of the file itself: it brought out a bug already. */
  function outcomeOf(number: number, source: Source, index: Index | undefined): { readonly outcome: Outcome } {
    const { target, uri, file } = source
    const failures: string[] = []
    const policy = policyFor(target)
    const here = index && { ...workspace, files: new Map([[uri, file]]), index }
    const checked = guarded(target, failures, () => checkFile(here, source, policy, beside))
    const bugs = here && guarded(target, failures, () => failuresOf(here, uri, policy))
    for (const { rule, error } of bugs ?? []) failures.push(bug(`${target.shown} (${rule})`, error))
    return { outcome: { number, failures, ...(checked ? { checked } : {}) } }
  }
}

export function checkFile(workspace: Workspace | undefined, source: Source, policy: Policy, beside: Beside): Checked {
  const file = workspace?.files.get(source.uri) ?? source.file
  const problems = [
    ...source.problems.flatMap((it) => wanted(it, policy)),
    ...(workspace ? problemsOf(workspace, source.uri, policy) : []),
  ]
  return checkedOf(
    source.target.shown,
    file,
    problems.sort((a, b) => a.from - b.from),
    beside,
  )
}

/** What the report of a run says beside the rows. */
export function besideFor({ format, fix }: LintOptions): Beside {
  const isText = format === 'text'
  return { excerpts: isText, fixes: format === 'sarif', choices: isText && fix }
}

/** What reading brought to light, as the settings want it. */
function wanted(problem: Problem, { only, severities }: Policy): readonly Problem[] {
  const severity = severities[problem.code] ?? problem.severity
  if (severity === 'off' || (only && !only.has(problem.code))) return []
  return [{ ...problem, severity }]
}

/** A bug costs what it hits and nothing else. */
export function guarded<T>(target: Target, failures: string[], compute: () => T): T | undefined {
  try {
    return compute()
  } catch (error) {
    failures.push(bug(target.shown, error))
    return undefined
  }
}

function telling({ target, uri, file }: Source): Said | string {
  try {
    return saidOf(uri, file)
  } catch (error) {
    return bug(target.shown, error)
  }
}
