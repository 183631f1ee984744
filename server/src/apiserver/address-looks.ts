import { changesTo } from '../schema/change-to.ts'
import { type Address, parseCidr, parseIp, type Range, specialRange } from './addresses.ts'
import type { At } from './at.ts'
import type { Extra, Say } from './row.ts'

/** Addresses in fields that are older than the strict form: from 1.36 on new objects are held to it, 1.33 began to warn. */

const STRICT = { from: 36 }
const WARNS = { from: 33, below: 36 }
const LENIENT = { below: 36 }

/** Where the warning is said at another path than the error. */
export interface Spelling {
  readonly warning?: string
  readonly error?: string
}

/** Says what is wrong with an address, and gives it if a server of some version takes it. */
export function checkIp(at: At, text: string, say: Say, spelling: Spelling = {}): Address | undefined {
  const address = parseIp(text)
  if (!address) {
    say.invalid(at, `\`${text}\` ${noAddress(text)}`, spelt(spelling.error))
    return undefined
  }
  const fault = sloppiness(address)
  const fixes = () => (at.node ? changesTo(at.node, [address.canonical], !address.hasZeros) : [])
  if (fault !== undefined) {
    say.invalid(at, `\`${text}\` ${fault}: write \`${address.canonical}\``, {
      ...spelt(spelling.error),
      versions: STRICT,
      fixes,
    })
    say.warning(at, `\`${text}\` ${fault}; from 1.36 on that is refused: write \`${address.canonical}\``, {
      ...spelt(spelling.warning),
      versions: WARNS,
      fixes,
    })
  } else if (address.family === 6 && text !== address.canonical)
    say.warning(at, `\`${text}\` is written \`${address.canonical}\`: short and in lower case`, {
      ...spelt(spelling.warning),
      fixes,
    })
  return address
}

/** An address that others are to send to: nobody reaches those that mean the machine itself or its cable. */
export function checkTarget(at: At, text: string, address: Address, say: Say): void {
  const special = specialRange(address)
  if (special === undefined) return
  const versions = sloppiness(address) === undefined ? {} : { versions: LENIENT }
  say.invalid(at, `\`${text}\` ${special}, which nobody else can reach`, versions)
}

/** The same for a range. */
export function checkCidr(at: At, text: string, say: Say, spelling: Spelling = {}): Range | undefined {
  const range = parseCidr(text)
  if (!range) {
    say.invalid(at, `\`${text}\` ${noRange(text)}`, { ...spelt(spelling.error), fixes: () => withMask(at, text) })
    return undefined
  }
  const fault = rangeSloppiness(range)
  const choices = range.hasHostBits ? [range.canonical, range.single] : [range.canonical]
  const fixes = () => (at.node ? changesTo(at.node, choices, choices.length === 1 && !range.hasZeros) : [])
  const form = choices.map((it) => `\`${it}\``).join(' or ')
  if (fault !== undefined) {
    say.invalid(at, `\`${text}\` ${fault}: write ${form}`, { ...spelt(spelling.error), versions: STRICT, fixes })
    say.warning(at, `\`${text}\` ${fault}; from 1.36 on that is refused: write ${form}`, {
      ...spelt(spelling.warning),
      versions: WARNS,
      fixes,
    })
  } else if (range.address.family === 6 && text !== range.canonical)
    say.warning(at, `\`${text}\` is written \`${range.canonical}\`: short and in lower case`, {
      ...spelt(spelling.warning),
      fixes,
    })
  return range
}

/** Of fields that had the strict form from their beginning. */
export function checkStrictCidr(at: At, text: string, say: Say): Range | undefined {
  const range = parseCidr(text)
  const fault = range ? rangeSloppiness(range) : noRange(text)
  if (fault !== undefined) say.invalid(at, `\`${text}\` ${fault}`)
  else if (range && text !== range.canonical)
    say.invalid(at, `\`${text}\` must be written \`${range.canonical}\``, {
      fixes: () => (at.node ? changesTo(at.node, [range.canonical], true) : []),
    })
  return range
}

/** What the strict form has against an address. */
export function sloppiness({ hasZeros, isMapped }: Address): string | undefined {
  if (hasZeros) return 'has leading zeros, which some programs read as octal'
  return isMapped ? 'is IPv4 in the form of IPv6' : undefined
}

export function noAddress(text: string): string {
  if (text === '') return 'is no IP address: it is empty'
  if (text.includes('/') && parseCidr(text)) return 'is a range; an address has no `/` and mask'
  return 'is no IP address, such as `10.9.8.7` or `2001:db8::1`'
}

function rangeSloppiness({ hasZeros, hasHostBits, address }: Range): string | undefined {
  if (hasZeros) return 'has leading zeros, which some programs read as octal'
  if (address.isMapped) return 'is IPv4 in the form of IPv6'
  return hasHostBits ? 'names an address, not the start of its range' : undefined
}

function noRange(text: string): string {
  if (text === '') return 'is no range of addresses: it is empty'
  const one = parseIp(text)
  if (one) return `has no mask: one address alone is \`${one.canonical}/${one.family === 4 ? 32 : 128}\``
  return 'is no range of addresses, such as `10.9.8.0/24` or `2001:db8::/64`'
}

function withMask({ node }: At, text: string) {
  const one = parseIp(text)
  return node && one ? changesTo(node, [`${one.canonical}/${one.family === 4 ? 32 : 128}`]) : []
}

function spelt(path: string | undefined): Extra {
  return path === undefined ? {} : { path }
}
