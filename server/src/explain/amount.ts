import { type Amount, toBytes, toNumber } from '../schema/quantity.ts'
import { grouped } from './words.ts'

/** `a tenth of a core`, `1.5 cores`. */
export function coresInWords(amount: Amount): string {
  const cores = toNumber(amount)
  const known = FRACTIONS.get(cores)
  if (known !== undefined) return `${known} of a core`
  if (cores === 0.5) return 'half a core'
  if (cores === 1) return 'one core'
  return cores < 1 ? `${grouped(cores)} of a core` : `${grouped(cores)} cores`
}

/** `128 MiB`, `1.5 GiB`, `500 MB`: in the units in which the number is round. */
export function bytesInWords(amount: Amount): string {
  const bytes = toBytes(amount)
  return (
    inUnits(bytes, 1024n, ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB']) ??
    inUnits(bytes, 1000n, ['kB', 'MB', 'GB', 'TB', 'PB', 'EB']) ??
    roughly(bytes)
  )
}

const FRACTIONS: ReadonlyMap<number, string> = new Map([
  [0.001, 'a thousandth'],
  [0.01, 'a hundredth'],
  [0.02, 'a fiftieth'],
  [0.05, 'a twentieth'],
  [0.1, 'a tenth'],
  [0.2, 'a fifth'],
  [0.25, 'a quarter'],
  [0.75, 'three quarters'],
])

/** The largest unit of which the number is a whole number of quarters, unless that number is unwieldy. */
function inUnits(bytes: bigint, base: bigint, units: readonly string[]): string | undefined {
  for (const [i, unit] of [...units.entries()].reverse()) {
    const size = base ** BigInt(i + 1)
    if (bytes < size || (bytes * 4n) % size !== 0n) continue
    const quarters = Number((bytes * 4n) / size)
    return quarters < 40_000 ? `${grouped(quarters / 4)} ${unit}` : undefined
  }
  return undefined
}

function roughly(bytes: bigint): string {
  if (bytes < 10_000n) return `${grouped(bytes)} ${bytes === 1n ? 'byte' : 'bytes'}`
  const power = Math.min(6, Math.floor(Math.log2(Number(bytes)) / 10))
  const unit = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'][power - 1]
  return `about ${grouped(Math.round((Number(bytes) / 1024 ** power) * 10) / 10)} ${unit}`
}
