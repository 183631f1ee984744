import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/**
 * How V8 is to run us. Each flag is one of the versions that it is named with: V8 complains of those that it does not know.
 */
interface Flags {
  readonly from: number
  readonly to: number
  readonly flags: string
}

/**
 * V8 compiles a function anew, with all its art, once it ran some thousand times. Most of ours never earn that back: a key runs hundreds of
 * rows and rules a few times each. What runs much more often is worth it all the same.
 */
function optimizeLess(): void {
  set([
    // Node 20.
    { from: 11, to: 11, flags: '--interrupt-budget=1000000' },
    // Node 22, 24 and 26.
    { from: 12, to: NEWEST, flags: '--invocation-count-for-turbofan=30000' },
  ])
}

/**
 * For a server, which lives long and is mostly idle: the heap grows by a third before V8 looks for garbage. By itself it waits until there is
 * four times as much, and a process is never smaller again.
 */
export function expectLongRun(): void {
  optimizeLess()
  set([{ from: OLDEST, to: NEWEST, flags: '--heap-growing-percent=30' }])
}

/**
 * For a run of a second or two: the heap grows many times over before V8 looks for garbage, which nearly all of it is. What was compiled stays: V8
 * would forget what has not run for a while, and what is rare among manifests comes back.
 */
export function expectShortRun(): void {
  optimizeLess()
  set([
    { from: OLDEST, to: NEWEST, flags: '--heap-growing-percent=150' },
    { from: OLDEST, to: NEWEST, flags: '--no-flush-bytecode' },
    // Node 24 and 26: what its quick compiler makes is good enough for so short a time.
    { from: 13, to: NEWEST, flags: '--no-turbofan' },
    { from: 13, to: NEWEST, flags: '--no-osr-from-maglev' },
    { from: 13, to: NEWEST, flags: '--no-maglev-inlining' },
    { from: 13, to: NEWEST, flags: '--no-concurrent-sparkplug' },
  ])
}

/** The room for what is new grows as long as it is full of it, and stays so large: beyond this it gains nothing. */
export function keepSmall(): void {
  const size = getHeapSpaceStatistics().find((it) => it.space_name === 'new_space')?.space_size ?? 0
  if (size >= MOST_NEW) set([{ from: OLDEST, to: NEWEST, flags: '--semi-space-growth-factor=1' }])
}

function set(all: readonly Flags[]): void {
  for (const { from, to, flags } of all) if (from <= VERSION && VERSION <= to) setFlagsFromString(flags)
}

const MOST_NEW = 8 * 2 ** 20
const VERSION = Number(process.versions.v8?.split('.')[0])
const OLDEST = 11
const NEWEST = 14
