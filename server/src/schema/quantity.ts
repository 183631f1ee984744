import { type Node, scalar } from '../syntax/node.ts'
import { QUANTITY } from './formats.ts'

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
  const value = scalar(node)
  return typeof value === 'string' || typeof value === 'number' ? amountIn(String(value)) : undefined
}

/** Many rules ask for the same few amounts, and manifests share them: `100m`, `128Mi`. */
export function amountIn(value: string): Amount | undefined {
  const known = KNOWN.get(value)
  if (known) return known
  const amount = read(value)
  if (!amount) return undefined
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear()
  KNOWN.set(value, amount)
  return amount
}

const KNOWN = new Map<string, Amount>()
const MOST_KNOWN = 1000

function read(value: string): Amount | undefined {
  const text = value.trim()
  if (text.length > 40 || !QUANTITY.test(text)) return undefined
  const [, sign, whole = '', fraction = '', suffix = ''] = /^([+-]?)(\d*)\.?(\d*)(.*)$/.exec(text) ?? []
  const written = DECIMAL.get(suffix) ?? (/^[eE][+-]?\d+$/.test(suffix) ? Number(suffix.slice(1)) : 0)
  // Beyond that it is more, or less, than a quantity can be all the same.
  const exponent = Math.max(-60, Math.min(60, written))
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

function dividedUp(value: bigint, by: bigint): bigint {
  const quotient = value / by
  return quotient * by < value ? quotient + 1n : quotient
}
