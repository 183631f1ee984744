import type { Index } from '../model/workspace.ts'
import type { Numbered, Order, Outcome, Read, Shift } from './shift.ts'

/**
 * The files of a run. Every thread takes the next few as soon as it is done with its last ones, without asking another: one that is
 * busy with a large file keeps nobody waiting. Copies for other threads share `next`.
 */
export interface Queue {
  readonly files: readonly Numbered[]
  /** The position of the first that nobody has taken. */
  readonly next: Int32Array<SharedArrayBuffer>
}

export function queueOf(files: readonly Numbered[]): Queue {
  return { files, next: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) }
}

/** Nothing once all are taken. */
export function take({ files, next }: Queue): readonly Numbered[] {
  const from = Atomics.add(next, 0, SLICE)
  return files.slice(from, from + SLICE)
}

/** Files that a thread takes at once: few enough that all threads end at about the same time. */
const SLICE = 16

/** A thread that works beside this one. What it is asked it answers in turn; what it cannot answer is rejected. */
export interface Helper {
  /** Comes before all else. */
  begin(order: Order): void
  /** Reads what it can take of them. */
  read(queue: Queue): Promise<readonly Read[]>
  finish(index: Index): Promise<readonly Outcome[]>
  end(): void
}

/** What goes to the thread. Plain data. */
export type Request = { readonly begin: Order } | { readonly read: Queue } | { readonly finish: Index }

/** What comes back; nothing to `begin`. */
export type Answer = readonly Read[] | readonly Outcome[] | undefined

/** What a helper does on its own thread. */
export function answering(start: (order: Order) => Shift): (request: Request) => Answer {
  let shift: Shift | undefined
  return (request) => {
    if ('begin' in request) {
      shift = start(request.begin)
      return undefined
    }
    return 'read' in request ? shift && readAll(shift, request.read) : shift?.finish(request.finish)
  }
}

function readAll(shift: Shift, queue: Queue): readonly Read[] {
  const reads: Read[] = []
  for (let files = take(queue); files.length > 0; files = take(queue)) reads.push(...shift.read(files))
  return reads
}
