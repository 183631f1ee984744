import { parseIp } from './addresses.ts'
import type { Syntax } from './looks.ts'
import { dnsLabel, dnsSubdomain } from './names.ts'

/** Names of hosts and of what stands in a URL path, as Services, Ingresses and their kin take them. */

/** The host of an Ingress rule: a name, or `*.` and a name. */
export const ruleHost: Syntax = (text) =>
  parseIp(text) ? 'is an IP address; a rule goes by the name that clients ask for' : tlsHost(text)

/** The host of a certificate; to the API server an IPv4 address is a name as well. */
export const tlsHost: Syntax = (text) => {
  if (!text.includes('*')) return hostName(text)
  if (!text.startsWith('*.') || text.includes('*', 1))
    return 'has a `*` that is not the whole first part, as in `*.example.com`'
  return text.length > 253 ? dnsSubdomain(text) : hostName(text.slice(2))
}

/** A name of DNS; says of a URL and of `host:port` what is wrong with them. */
export const hostName: Syntax = (text) => {
  const fault = dnsSubdomain(text)
  if (fault === undefined) return undefined
  if (text === '') return 'is no name: it is empty'
  if (text.includes('://')) return 'is a URL; give the name of the host alone'
  if (/^[^:]+:\d+$/.test(text)) return 'has a port; give the name of the host alone'
  return fault
}

/** What `ExternalName` points to: one dot at its end is fine. */
export const canonicalName: Syntax = (text) => hostName(text.endsWith('.') ? text.slice(0, -1) : text)

/** The name of a host with its domain. */
export const fullName: Syntax = (text) => {
  const name = text.endsWith('.') ? text.slice(0, -1) : text
  const fault = hostName(name)
  if (fault !== undefined) return fault
  const labels = name.split('.')
  if (labels.length < 2) return 'is no full name: it needs a domain, as in `web.example.com`'
  return labels.some((it) => dnsLabel(it) !== undefined) ? 'has a part of more than 63 characters' : undefined
}

/** The name of a Service before 1.36: it started with a letter. */
export const oldServiceName: Syntax = (text) =>
  dnsLabel(text) === undefined && /^\d/.test(text) ? 'starts with a digit; before 1.36 a Service could not' : undefined

/** What may stand between two `/` of a URL. */
export const pathSegment: Syntax = (text) => {
  if (text === '.' || text === '..') return 'is no name'
  const found = text.includes('/') ? '/' : text.includes('%') ? '%' : undefined
  return found && `may not hold \`${found}\``
}

/** `domain/path`. */
export const prefixedPath: Syntax = (text) => {
  const slash = text.indexOf('/')
  if (slash < 1 || slash === text.length - 1) return 'is no domain and path, such as `example.com/ingress`'
  const fault = dnsSubdomain(text.slice(0, slash))
  if (fault !== undefined) return `has a domain that ${fault}`
  if (/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(text.slice(slash + 1))) return undefined
  return 'has a path with characters that a URL may not hold as they are'
}
