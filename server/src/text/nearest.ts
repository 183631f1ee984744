/**
 * The names that somebody who wrote `word` most likely meant, the nearest first; none when all are far.
 * Case costs little, a swap of neighbours counts as one change, a third of the letters may differ.
 */
export function nearest(word: string, names: Iterable<string>, most = 3): readonly string[] {
  const limit = Math.max(1, Math.floor(word.length / 3))
  const found: { readonly name: string; readonly distance: number }[] = []
  for (const name of names) {
    if (Math.abs(name.length - word.length) > limit) continue
    const distance = editDistance(word.toLowerCase(), name.toLowerCase(), limit)
    if (distance <= limit) found.push({ name, distance })
  }
  const best = Math.min(...found.map((it) => it.distance))
  return found
    .filter((it) => it.distance <= best + 1)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map((it) => it.name)
}

/** Changes, insertions, removals and swaps of neighbours that lead from `a` to `b`; more than `limit` means too many. */
export function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1)
      row.push(cost)
    }
    if (Math.min(...row) > limit) return limit + 1
    beforeLast = last
    last = row
  }
  return last[b.length] ?? limit + 1
}

/** `a`, `a or b`, `a, b or c`, each in back quotes; of a long list the first ones and how many more there are. */
export function listed(names: readonly (string | number | boolean)[], most = 12): string {
  const shown = names.slice(0, most).map((it) => `\`${it}\``)
  if (names.length > most) return `${shown.join(', ')} … (${names.length} in all)`
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`
}
