/** `1 pod`, `1,200 pods`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** With a comma between thousands. */
export function grouped(value: number | bigint): string {
  // A formatter at hand would have to be made at the start, and takes longer than all else that we do there.
  return value.toLocaleString('en-US', { maximumFractionDigits: 9 })
}

/** `a, b and c`. */
export function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** The first of a list, and how many more there are. */
export function some(words: readonly string[], most: number): string {
  return words.length <= most ? joined(words) : `${words.slice(0, most).join(', ')} and ${words.length - most} more`
}

/** `45 seconds`, `90 seconds`, `1 hour 30 minutes`. */
export function duration(seconds: number): string {
  if (seconds < 120 && seconds !== 60) return counted(seconds, 'second')
  const parts: string[] = []
  let rest = seconds
  for (const [unit, length] of UNITS) {
    const count = Math.floor(rest / length)
    rest -= count * length
    if (count > 0) parts.push(counted(count, unit))
  }
  return parts.join(' ')
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const
