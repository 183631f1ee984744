/**
 * Addresses and ranges as kube-apiserver reads them. It decodes generously, as Go once did, and then holds new objects to
 * the strict form: no leading zeros, no IPv4 dressed up as IPv6.
 * https://github.com/kubernetes/enhancements/tree/master/keps/sig-network/4858-ip-cidr-validation
 */
export interface Address {
  /** Sixteen; IPv4 stands in the last four, behind `ffff`. */
  readonly bytes: readonly number[]
  readonly family: 4 | 6
  /** IPv4 written as IPv6. */
  readonly isMapped: boolean
  /** Digits too many, which other programs read otherwise or not at all. */
  readonly hasZeros: boolean
  /** As it should be written. */
  readonly canonical: string
}

export interface Range {
  readonly address: Address
  /** As written after the `/`. */
  readonly bits: number
  /** Of the 128 bits of `address.bytes`. */
  readonly length: number
  readonly hasZeros: boolean
  /** Bits are set behind the prefix: it names a host in the range. */
  readonly hasHostBits: boolean
  readonly canonical: string
  /** The one address alone. */
  readonly single: string
}

export function parseIp(text: string): Address | undefined {
  const dot = text.indexOf('.')
  const colon = text.indexOf(':')
  return dot >= 0 && (colon < 0 || dot < colon) ? four(text) : six(text)
}

export function parseCidr(text: string): Range | undefined {
  const slash = text.indexOf('/')
  const mask = text.slice(slash + 1)
  if (slash < 0 || !/^\d+$/.test(mask)) return undefined
  const plain = four(text.slice(0, slash))
  const address = plain ?? six(text.slice(0, slash))
  const bits = Number(mask)
  if (!address || bits > (plain ? 32 : 128)) return undefined
  const length = plain ? bits + 96 : bits
  const bytes = masked(address.bytes, length)
  const short = isFour(bytes) ? length - 96 : length
  return {
    address,
    bits,
    length,
    hasZeros: address.hasZeros || (mask.length > 1 && mask.startsWith('0')),
    hasHostBits: bytes.some((it, i) => it !== address.bytes[i]),
    canonical: `${written(bytes)}/${short}`,
    single: `${address.canonical}/${address.family === 4 ? 32 : 128}`,
  }
}

/** Whether all of one range lies in another that is wider. */
export function isStrictlyWithin(inner: Range, outer: Range): boolean {
  const start = masked(inner.address.bytes, inner.length)
  const network = masked(outer.address.bytes, outer.length)
  if (isFour(start) !== isFour(network)) return false
  return outer.bits < inner.bits && masked(start, outer.length).every((it, i) => it === network[i])
}

/** The ranges to which nobody can send anything from afar. */
export function specialRange({ bytes, family }: Address): string | undefined {
  const [a = 0, b = 0, c = 0, d = 0] = family === 4 ? bytes.slice(12) : bytes
  const rest = bytes.slice(0, 15).every((it) => it === 0)
  if (family === 4) {
    if (a + b + c + d === 0) return 'stands for any address (0.0.0.0)'
    if (a === 127) return 'is a loopback address (127.0.0.0/8)'
    if (a === 169 && b === 254) return 'is link-local (169.254.0.0/16)'
    return a === 224 && b === 0 && c === 0 ? 'is link-local multicast (224.0.0.0/24)' : undefined
  }
  if (rest && bytes[15] === 0) return 'stands for any address (::)'
  if (rest && bytes[15] === 1) return 'is the loopback address (::1)'
  if (a === 0xfe && (b & 0xc0) === 0x80) return 'is link-local (fe80::/10)'
  return a === 0xff && (b & 0x0f) === 2 ? 'is link-local multicast (ff02::/16)' : undefined
}

const MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]

function four(text: string): Address | undefined {
  const parts = quads(text)
  if (!parts) return undefined
  const bytes = [...MAPPED, ...parts.map(Number)]
  return { bytes, family: 4, isMapped: false, hasZeros: parts.some(isPadded), canonical: written(bytes) }
}

/** The four numbers of IPv4; leading zeros are read past. */
function quads(text: string): readonly string[] | undefined {
  const parts = text.split('.', 5)
  return parts.length === 4 && parts.every((it) => /^\d+$/.test(it) && Number(it) <= 255) ? parts : undefined
}

function isPadded(octet: string): boolean {
  return octet.length > 1 && octet.startsWith('0')
}

function six(text: string): Address | undefined {
  const halves = text.split('::', 3)
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map((it, i) => groups(it, i === halves.length - 1))
  if (!head || (halves.length === 2 && !tail)) return undefined
  const missing = 16 - head.bytes.length - (tail?.bytes.length ?? 0)
  if (tail ? missing < 2 : missing !== 0) return undefined
  const bytes = [...head.bytes, ...Array<number>(missing).fill(0), ...(tail?.bytes ?? [])]
  const isMapped = isFour(bytes)
  const hasZeros = head.hasZeros || tail?.hasZeros === true
  return { bytes, family: isMapped ? 4 : 6, isMapped, hasZeros, canonical: written(bytes) }
}

/** Groups of hexadecimal digits; at the very end IPv4 may stand for two of them. */
function groups(text: string, last: boolean): { bytes: readonly number[]; hasZeros: boolean } | undefined {
  if (text === '') return { bytes: [], hasZeros: false }
  const parts = text.split(':', 9)
  const end = parts.at(-1) ?? ''
  const octets = last && end.includes('.') ? quads(end) : undefined
  const hexes = octets ? parts.slice(0, -1) : parts
  if (!hexes.every((it) => /^[0-9a-fA-F]+$/.test(it) && Number.parseInt(it, 16) <= 0xffff)) return undefined
  const bytes = hexes.flatMap((it) => [Number.parseInt(it, 16) >> 8, Number.parseInt(it, 16) & 0xff])
  return {
    bytes: octets ? [...bytes, ...octets.map(Number)] : bytes,
    hasZeros: hexes.some((it) => it.length > 4) || octets?.some(isPadded) === true,
  }
}

function isFour(bytes: readonly number[]): boolean {
  return MAPPED.every((it, i) => it === bytes[i])
}

function masked(bytes: readonly number[], length: number): readonly number[] {
  return bytes.map((it, i) => it & (0xff << Math.max(0, Math.min(8, 8 - (length - 8 * i)))) & 0xff)
}

/** As RFC 5952 wants it: lower case, no leading zeros, the longest row of zeros left out. */
function written(bytes: readonly number[]): string {
  if (isFour(bytes)) return bytes.slice(12).join('.')
  const words = Array.from({ length: 8 }, (_, i) => (bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0))
  const hexes = words.map((it) => it.toString(16))
  const { from, to } = longestZeros(words)
  if (to - from < 2) return hexes.join(':')
  return `${hexes.slice(0, from).join(':')}::${hexes.slice(to).join(':')}`
}

function longestZeros(words: readonly number[]): { readonly from: number; readonly to: number } {
  let best = { from: 0, to: 0 }
  let from = 0
  for (let i = 0; i <= words.length; i++) {
    if (words[i] === 0) continue
    if (i - from > best.to - best.from) best = { from, to: i }
    from = i + 1
  }
  return best
}
