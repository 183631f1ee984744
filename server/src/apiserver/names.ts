import type { Syntax } from './looks.ts'

/**
 * The forms of names, as `k8s.io/apimachinery/pkg/util/validation` has them:
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */

/** RFC 1123 label: at most 63 of `a-z0-9-`, alphanumeric at both ends. */
export const dnsLabel: Syntax = (text) => {
  if (text.length > 63) return `has ${text.length} characters; 63 are the most`
  if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text)) return undefined
  return 'is no name of lower-case letters, digits and `-` that starts and ends with a letter or digit'
}

/** RFC 1123 subdomain: labels joined by dots, at most 253 in all. */
export const dnsSubdomain: Syntax = (text) => {
  if (text.length > 253) return `has ${text.length} characters; 253 are the most`
  if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(text)) return undefined
  return 'is no name of lower-case letters, digits, `-` and `.` that starts and ends with a letter or digit'
}

/** The name of a port: at most 15, a letter at least. */
export const portName: Syntax = (text) => {
  if (text.length > 15) return `has ${text.length} characters; the name of a port has 15 at most`
  if (!/^[-a-z0-9]+$/.test(text)) return 'may hold lower-case letters, digits and `-` only'
  if (!/[a-z]/.test(text)) return 'needs a letter, to be told from a number'
  if (text.includes('--')) return 'may not hold two `-` in a row'
  return text.startsWith('-') || text.endsWith('-') ? 'may not start or end with `-`' : undefined
}

/** A value of a label: at most 63 of `A-Za-z0-9._-`, alphanumeric at both ends, or nothing. */
export const labelValue: Syntax = (text) => {
  if (text.length > 63) return `has ${text.length} characters; the value of a label has 63 at most`
  if (/^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/.test(text)) return undefined
  return 'is no value of a label: letters, digits, `-`, `_` and `.`, starting and ending with a letter or digit'
}

/** RFC 1035 label: as RFC 1123 has it, with a letter in front. */
export const dns1035Label: Syntax = (text) => {
  if (text.length > 63) return `has ${text.length} characters; 63 are the most`
  if (/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(text)) return undefined
  return 'is no name of lower-case letters, digits and `-` that starts with a letter and ends with a letter or digit'
}

/** The name of a label, an annotation and the like: maybe a domain and `/`, then at most 63 of `A-Za-z0-9._-`. */
export const qualifiedName: Syntax = (text) => {
  const parts = text.split('/')
  const name = parts.at(-1) ?? ''
  if (parts.length > 2) return 'may hold one `/` only, after a domain'
  if (parts.length === 2 && parts[0] === '') return 'needs a domain before its `/`'
  const fault = parts.length === 2 ? dnsSubdomain(parts[0] ?? '') : undefined
  if (fault !== undefined) return `starts with a domain that ${fault}`
  if (name === '') return 'lacks a name'
  if (name.length > 63) return `has ${name.length} characters; 63 are the most`
  if (/^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/.test(name)) return undefined
  return 'is no name of letters, digits, `-`, `_` and `.` that starts and ends with a letter or digit'
}
