/** Random numbers that a seed repeats. */
export interface Random {
  /** From 0 up to, not including, `below`. */
  readonly below: (below: number) => number
  readonly pick: <T>(from: readonly T[]) => T
  readonly seed: number
}

/** By mulberry32, which is small and good enough. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return { below, pick: (from) => from[below(from.length)] as never, seed }
}
