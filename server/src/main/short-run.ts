import { setFlagsFromString } from 'node:v8'

/**
 * Sets up V8 for a run of a second or two, as that of the command line. It compiles a function anew once it ran some
 * thousand times; most of ours never earn that back, and two fifths of the time went into it. What runs much more often
 * is worth it all the same. Each flag is one of the versions that it is named with: V8 complains of those that it does not know.
 */
export function expectShortRun(): void {
  const major = Number(process.versions.v8?.split('.')[0])
  for (const { from, to, flags } of FLAGS) if (from <= major && major <= to) setFlagsFromString(flags)
}

const FLAGS = [
  // Node 20.
  { from: 11, to: 11, flags: '--interrupt-budget=1000000' },
  // Node 22 and 24.
  { from: 12, to: 13, flags: '--invocation-count-for-turbofan=30000' },
]
