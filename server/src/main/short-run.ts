import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/**
 * Sets up V8 for a run of a second or two, as that of the command line. It compiles a function anew once it ran some
 * thousand times; most of ours never earn that back, and two fifths of the time went into it. What runs much more often
 * is worth it all the same. And it lets the heap grow fourfold before it looks for garbage, which nearly all of it is.
 * Each flag is one of the versions that it is named with: V8 complains of those that it does not know.
 */
export function expectShortRun(): void {
  for (const { from, to, flags } of FLAGS)
    if (from <= VERSION && VERSION <= to) for (const it of flags) setFlagsFromString(it)
}

/** The room for what is new grows as long as it is full of it, and stays so large: beyond this it gains nothing. */
export function keepSmall(): void {
  if (VERSION < OLDEST || VERSION > NEWEST) return
  const size = getHeapSpaceStatistics().find((it) => it.space_name === 'new_space')?.space_size ?? 0
  if (size >= MOST_NEW) setFlagsFromString('--semi-space-growth-factor=1')
}

const MOST_NEW = 8 * 2 ** 20
const VERSION = Number(process.versions.v8?.split('.')[0])
const OLDEST = 11
const NEWEST = 13

const FLAGS = [
  { from: OLDEST, to: NEWEST, flags: ['--heap-growing-percent=60'] },
  // Node 20.
  { from: 11, to: 11, flags: ['--interrupt-budget=1000000'] },
  // Node 22 and 24.
  { from: 12, to: 13, flags: ['--invocation-count-for-turbofan=30000'] },
]
