/** Counts the deaths of the server: true as long as it may be started again, false when it dies too often. */
export function restartBudget(limit: number, withinMs: number, now: () => number = Date.now): () => boolean {
  const deaths: number[] = []
  return () => {
    deaths.push(now())
    while (now() - (deaths[0] ?? 0) > withinMs) deaths.shift()
    return deaths.length <= limit
  }
}
