import { QUANTITY } from '../schema/formats.ts'
import { type Node, scalar } from '../syntax/node.ts'
import { grouped } from './words.ts'

/**
 * A quantity of Kubernetes, exactly: in billionths, the smallest step that it can have.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export interface Amount {
  readonly nano: bigint
  /** As the API server reads it: `100m`, `0.5`. */
  readonly text: string
  readonly digits: string
  readonly suffix: string
}

/** The quantity that a scalar means; `undefined` for anything else, and for numbers too long to mean anything. */
export function amountOf(node: Node | undefined): Amount | undefined {
  return amountOfValue(scalar(node))
}

export function amountOfValue(value: unknown): Amount | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = String(value).trim()
  if (text.length > 40 || !QUANTITY.test(text)) return undefined
  const [, sign, whole = '', fraction = '', suffix = ''] = /^([+-]?)(\d*)\.?(\d*)(.*)$/.exec(text) ?? []
  const exponent = DECIMAL.get(suffix) ?? (/^[eE][+-]?\d+$/.test(suffix) ? Number(suffix.slice(1)) : 0)
  if (Math.abs(exponent) > 30) return undefined
  const scaled = BigInt(whole + fraction || '0') * (BINARY.get(suffix) ?? 1n)
  const shift = exponent + 9 - fraction.length
  const magnitude = shift >= 0 ? scaled * 10n ** BigInt(shift) : dividedUp(scaled, 10n ** BigInt(-shift))
  return {
    nano: sign === '-' ? -magnitude : magnitude,
    text,
    digits: `${sign}${whole}${text.includes('.') ? '.' : ''}${fraction}`,
    suffix,
  }
}

export const NANO = 1_000_000_000n

/** The same as a number, for reading. */
export function toNumber({ nano }: Amount): number {
  return Number(nano) / 1e9
}

/** Whole bytes, rounded up as the API server does. */
export function toBytes({ nano }: Amount): bigint {
  return dividedUp(nano, NANO)
}

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

/** The powers of ten that the suffixes stand for. */
const DECIMAL: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
])

const BINARY: ReadonlyMap<string, bigint> = new Map(
  ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((it, i) => [it, 1024n ** BigInt(i + 1)]),
)

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

function dividedUp(value: bigint, by: bigint): bigint {
  const quotient = value / by
  return quotient * by < value ? quotient + 1n : quotient
}
