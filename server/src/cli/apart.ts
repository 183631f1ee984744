import type { Versions } from '../config/config.ts'
import { isAsWritten } from '../model/view.ts'
import { type Index, inputFilesOf, patchFilesOf, viewOf } from '../model/workspace.ts'
import type { Configurations } from './configuration.ts'
import type { Target } from './find.ts'
import { type Helper, queueOf, take } from './helper.ts'
import type { Io } from './io.ts'
import type { Knowledge } from './knowledge.ts'
import { lastRun } from './last-run.ts'
import type { LintOptions } from './options.ts'
import { count } from './report.ts'
import { type Numbered, type Order, type Outcome, type Read, type Shift, startShift } from './shift.ts'
import { STDIN } from './sources.ts'
import type { Looked } from './together.ts'

interface Question {
  readonly options: LintOptions
  readonly versions: Versions
  /** The files are all that there are. */
  readonly complete: boolean
  readonly configurations: Configurations
}

/**
 * Looks at files one after the other and keeps of each no more than others must know. So a tree of any size takes little
 * memory, and threads can share the work: what they find is put in the order of the files. What is known from the last run
 * is not looked at again.
 */
export async function lookApart(
  targets: readonly Target[],
  { options, versions, complete, configurations }: Question,
  io: Io,
  knowledge: Knowledge,
): Promise<Looked> {
  const files = targets.map((target, number) => ({ number, target }))
  const last = lastRun(io, options, targets, configurations)
  const recalled = new Map(files.flatMap((it) => last?.recall(it) ?? []).map((it) => [it.number, it]))
  const rest = files.filter((it) => !recalled.has(it.number))
  const order: Order = { options, versions, remembers: last !== undefined }
  const helpers = startHelpers(rest.length, options.threads, io)
  try {
    for (const it of helpers) it.begin(order)
    const shift = startShift(readingOnce(io), knowledge, order)
    const fresh = await readAll({ rest, total: files.length }, shift, helpers, io)
    const reads = [...recalled.values(), ...fresh.reads].sort((a, b) => a.number - b.number)
    const index = indexOf(reads, complete)
    const among = last?.among(index)
    const settled: ReadonlyMap<number, Outcome | undefined> = among?.settled ?? new Map()
    const open = reads.filter((it) => !settled.has(it.number))
    const unheld = files.filter(({ number }) => recalled.get(number)?.waits && !settled.has(number))
    const found = await finishAll({ reads: open, waiting: fresh.waiting, unheld }, shift, files, index)
    const later = [...[...settled.values()].flatMap((it) => it ?? []), ...found]
    among?.keep(reads, later)
    const looked = lookedOf(reads, later)
    const isRecalled = ({ number, outcome }: Read) => recalled.has(number) && (outcome ?? settled.get(number))
    return { ...looked, recalled: reads.filter(isRecalled).length }
  } finally {
    for (const it of helpers) it.end()
  }
}

/** Of fewer files a thread would see hardly any, by the time that it is there. */
const MANY = 400

function startHelpers(files: number, threads: number | undefined, { helpers }: Io): readonly Helper[] {
  if (!helpers) return []
  const wanted = threads === undefined ? (files < MANY ? 0 : helpers.best) : threads - 1
  return Array.from({ length: Math.min(wanted, files) }, () => helpers.start())
}

interface AllRead {
  /** In any order. */
  readonly reads: readonly Read[]
  /** The files of helpers that wait. */
  readonly waiting: ReadonlyMap<Helper, readonly Numbered[]>
}

async function readAll(
  { rest, total }: { readonly rest: readonly Numbered[]; readonly total: number },
  shift: Shift,
  helpers: readonly Helper[],
  io: Io,
): Promise<AllRead> {
  const reads: Read[] = []
  const waiting = new Map<Helper, readonly Numbered[]>()
  const seen = new Set<Numbered>()
  const byNumber = new Map(rest.map((it) => [it.number, it]))
  const queue = queueOf(rest.filter((it) => it.target.path !== STDIN))
  const there = helpers.map(readThere)
  for (let slice = take(queue); slice.length > 0; slice = take(queue)) await readHere(slice)
  const failed = (await Promise.all(there)).some((it) => !it)
  // What a helper took with it.
  if (failed) await readHere(queue.files.filter((it) => !seen.has(it)))
  reads.push(...shift.read(rest.filter((it) => it.target.path === STDIN)))
  return { reads, waiting }

  async function readHere(slice: readonly Numbered[]): Promise<void> {
    io.progress(`${slice[0]?.number} of ${count(total, 'file')}`)
    for (const it of slice) seen.add(it)
    for (const it of shift.read(slice)) reads.push(it)
    await io.pause()
  }

  /** Whether it did what it took. */
  async function readThere(helper: Helper): Promise<boolean> {
    try {
      const found = await helper.read(queue)
      const taken = (it: Read) => byNumber.get(it.number) ?? []
      for (const it of found.flatMap(taken)) seen.add(it)
      for (const it of found) reads.push(it)
      waiting.set(helper, found.filter((it) => it.waits).flatMap(taken))
      return true
    } catch {
      return false
    }
  }
}

interface Unfinished extends AllRead {
  /** Those that wait and that no thread holds. */
  readonly unheld: readonly Numbered[]
}

/** What was found among the others, by the thread that has the file if it still lives. */
async function finishAll(
  { reads, waiting, unheld }: Unfinished,
  shift: Shift,
  files: readonly Numbered[],
  index: Index,
): Promise<readonly Outcome[]> {
  const there = [...waiting].map(async ([helper, held]) => {
    if (held.length === 0) return []
    try {
      return await helper.finish(index)
    } catch {
      return shift.again(held, index)
    }
  })
  const patches = patchFilesOf(index)
  const inputs = inputFilesOf(index)
  // Of a file that was checked alone nobody knew yet that a kustomization uses or changes it, and less is to be said.
  const isOtherwise = ({ number, said, isOpen, outcome }: Read) => {
    const target = files[number]?.target
    if (!said || !target || !outcome) return false
    const [uri] = said
    const isLess = () => patches.has(uri) || inputs.has(uri) || !isAsWritten(viewOf(index, uri))
    return (outcome.checked?.problems.length !== 0 && isLess()) || (isOpen === true && shift.mayChange(target, index))
  }
  const concerned = reads.filter(isOtherwise).flatMap((it) => files[it.number] ?? [])
  const here = [...shift.finish(index), ...shift.again([...concerned, ...unheld], index)]
  return [...here, ...(await Promise.all(there)).flat()]
}

/** What all files say to each other, in their order. */
function indexOf(reads: readonly Read[], complete: boolean): Index {
  return {
    files: new Map(reads.flatMap(({ said }) => (said ? [said] : []))),
    complete: complete && !reads.some((it) => it.broken),
  }
}

/** In the order of the files: what was found, and what went wrong, first while they were read. */
function lookedOf(reads: readonly Read[], later: readonly Outcome[]): Omit<Looked, 'recalled'> {
  const outcomes = new Map<number, Outcome>()
  for (const it of [...reads.flatMap(({ outcome }) => outcome ?? []), ...later]) outcomes.set(it.number, it)
  const sorted = [...outcomes.values()].sort((a, b) => a.number - b.number)
  return {
    checked: sorted.flatMap((it) => it.checked ?? []),
    failures: [...reads.flatMap((it) => it.failure ?? []), ...sorted.flatMap((it) => it.failures)],
    fixes: [],
  }
}

/** The standard input says what it says once, and is asked for again. */
function readingOnce(io: Io): Io {
  let read: ReturnType<Io['stdin']> | undefined
  const stdin = () => {
    read ??= io.stdin()
    return read
  }
  return { ...io, stdin }
}
