import type { Index } from '../model/workspace.ts'
import type { Numbered, Order, Outcome, Read, Shift } from './shift.ts'

/** A thread that works beside this one. What it is asked it answers in turn; what it cannot answer is rejected. */
export interface Helper {
  /** Comes before all else. */
  begin(order: Order): void
  read(files: readonly Numbered[]): Promise<readonly Read[]>
  finish(index: Index): Promise<readonly Outcome[]>
  end(): void
}

/** What goes to the thread. Plain data. */
export type Request = { readonly begin: Order } | { readonly read: readonly Numbered[] } | { readonly finish: Index }

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
    return 'read' in request ? shift?.read(request.read) : shift?.finish(request.finish)
  }
}
