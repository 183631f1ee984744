import { type Index, patchFilesOf } from '../model/workspace.ts'
import type { Target } from './find.ts'
import { type Helper, queueOf, take } from './helper.ts'
import type { Io } from './io.ts'
import type { Knowledge } from './knowledge.ts'
import { count } from './report.ts'
import { type Numbered, type Order, type Outcome, type Read, type Shift, startShift } from './shift.ts'
import { STDIN } from './sources.ts'
import type { Looked } from './together.ts'

/**
 * Looks at files one after the other and keeps of each no more than others must know. So a tree of any size takes little
 * memory, and threads can share the work: what they find is put in the order of the files.
 */
export async function lookApart(
  targets: readonly Target[],
  complete: boolean,
  order: Order,
  io: Io,
  knowledge: Knowledge,
): Promise<Looked> {
  const helpers = startHelpers(targets.length, order.options.threads, io)
  try {
    for (const it of helpers) it.begin(order)
    const shift = startShift(readingOnce(io), knowledge, order)
    const files = targets.map((target, number) => ({ number, target }))
    const all = await readAll(files, shift, helpers, io)
    const later = await finishAll(all, shift, files, indexOf(all.reads, complete))
    return lookedOf(all.reads, later)
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
  /** In the order of the files. */
  readonly reads: readonly Read[]
  /** The files of helpers that wait. */
  readonly waiting: ReadonlyMap<Helper, readonly Numbered[]>
}

async function readAll(files: readonly Numbered[], shift: Shift, helpers: readonly Helper[], io: Io): Promise<AllRead> {
  const reads: Read[] = []
  const waiting = new Map<Helper, readonly Numbered[]>()
  const seen = new Set<Numbered>()
  const queue = queueOf(files.filter((it) => it.target.path !== STDIN))
  const there = helpers.map(readThere)
  for (let slice = take(queue); slice.length > 0; slice = take(queue)) await readHere(slice)
  const failed = (await Promise.all(there)).some((it) => !it)
  // What a helper took with it, with the few that brought nothing.
  if (failed) await readHere(queue.files.filter((it) => !seen.has(it)))
  reads.push(...shift.read(files.filter((it) => it.target.path === STDIN)))
  return { reads: reads.sort((a, b) => a.number - b.number), waiting }

  async function readHere(slice: readonly Numbered[]): Promise<void> {
    io.progress(`${slice[0]?.number} of ${count(files.length, 'file')}`)
    for (const it of slice) seen.add(it)
    for (const it of shift.read(slice)) reads.push(it)
    await io.pause()
  }

  /** Whether it did what it took. */
  async function readThere(helper: Helper): Promise<boolean> {
    try {
      const found = await helper.read(queue)
      const taken = (it: Read) => files[it.number] ?? []
      for (const it of found.flatMap(taken)) seen.add(it)
      for (const it of found) reads.push(it)
      waiting.set(helper, found.filter((it) => it.waits).flatMap(taken))
      return true
    } catch {
      return false
    }
  }
}

/** What was found among the others, by the thread that has the file if it still lives. */
async function finishAll(
  { reads, waiting }: AllRead,
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
  // Of a file that was checked alone nobody knew yet that it is a patch, of which less is to be said.
  const isOtherwise = ({ number, said, isOpen, outcome }: Read) => {
    const target = files[number]?.target
    if (!said || !target || !outcome) return false
    return patches.has(said[0]) || (isOpen === true && shift.mayChange(target, index))
  }
  const concerned = reads.filter(isOtherwise).flatMap((it) => files[it.number] ?? [])
  const here = [...shift.finish(index), ...shift.again(concerned, index)]
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
function lookedOf(reads: readonly Read[], later: readonly Outcome[]): Looked {
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
