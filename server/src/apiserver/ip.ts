import type { Syntax } from './looks.ts'

/**
 * Addresses as kube-apiserver reads them. It takes leading zeros and IPv4 in IPv6 for old objects only; since 1.36 new
 * ones are held to the strict form. https://kubernetes.io/blog/2025/04/23/kubernetes-v1-33-release/ speaks of the plan.
 */
export interface IpFault {
  readonly text: string
  /** Older servers took it, with a warning since 1.33. */
  readonly sloppy: boolean
}

export function ipFault(text: string): IpFault | undefined {
  const four = ipv4(text)
  const six = four ? undefined : ipv6(text)
  if (!four && !six) return { text: 'is no IP address, such as `10.9.8.7` or `2001:db8::1`', sloppy: false }
  if (/(^|[.:])0\d+\.|\.0\d+$/.test(text))
    return { text: 'has leading zeros, which some programs read as octal', sloppy: true }
  if (six && isMapped(six)) return { text: 'is IPv4 in the form of IPv6; write it as IPv4', sloppy: true }
  return undefined
}

/** For servers from 1.36 on. */
export const ip: Syntax = (text) => ipFault(text)?.text

function ipv4(text: string): readonly number[] | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((it) => /^\d{1,8}$/.test(it) && Number(it) <= 255)) return undefined
  return parts.map(Number)
}

/** Its eight groups. */
function ipv6(text: string): readonly number[] | undefined {
  if (text.length > 64) return undefined
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map((it, i) => groupsOf(it, i === halves.length - 1))
  if (!head || (halves.length === 2 && !tail)) return undefined
  if (!tail) return head.length === 8 ? head : undefined
  const missing = 8 - head.length - tail.length
  return missing < 1 ? undefined : [...head, ...Array<number>(missing).fill(0), ...tail]
}

/** IPv4 may stand for the last two groups. */
function groupsOf(text: string, last: boolean): readonly number[] | undefined {
  if (text === '') return []
  const parts = text.split(':')
  const four = last && parts.at(-1)?.includes('.') ? ipv4(parts.pop() ?? '') : undefined
  if (!parts.every((it) => /^[0-9a-fA-F]{1,4}$/.test(it))) return undefined
  const [a = 0, b = 0, c = 0, d = 0] = four ?? []
  return [...parts.map((it) => Number.parseInt(it, 16)), ...(four ? [a * 256 + b, c * 256 + d] : [])]
}

function isMapped(groups: readonly number[]): boolean {
  return groups.slice(0, 5).every((it) => it === 0) && groups[5] === 0xffff
}
