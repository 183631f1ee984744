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

/** Most names by far. */
const SHORT_NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/

/** A name, with a domain before it or without: the key of a label, the name of a resource. */
export const qualifiedName: Syntax = (text) => {
  if (SHORT_NAME.test(text)) return undefined
  const [first = '', second, more] = text.split('/', 3)
  if (more !== undefined) return 'has more than one `/`'
  if (second !== undefined && first === '') return 'has nothing before the `/`'
  const fault = second === undefined ? undefined : dnsSubdomain(first)
  if (fault !== undefined) return `has a part before the \`/\` that ${fault}`
  const name = second ?? first
  if (name.length > 63)
    return `has ${name.length} characters; 63 are the most${second === undefined ? '' : ' after the `/`'}`
  if (/^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/.test(name)) return undefined
  return 'is no name of letters, digits, `-`, `_` and `.` that starts and ends with a letter or digit'
}

/** The key of a ConfigMap or a Secret: the name of a file. */
export const configKey: Syntax = (text) => {
  if (text.length > 253) return `has ${text.length} characters; 253 are the most`
  if (!/^[-._a-zA-Z0-9]+$/.test(text)) return 'may hold letters, digits, `-`, `_` and `.` only'
  if (text === '.') return 'is a folder, not the name of a file'
  return text.startsWith('..') ? 'may not start with `..`' : undefined
}

/** The name of an environment variable. */
export const envName: Syntax = (text) =>
  /^[ -<>-~]+$/.test(text) ? undefined : 'may hold printable ASCII characters other than `=` only'

/** The same as servers below 1.32 had it. */
export const strictEnvName: Syntax = (text) => {
  if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(text))
    return 'may hold letters, digits, `-`, `_` and `.` only, and may not start with a digit'
  return text === '.' || text.startsWith('..') ? 'may be neither `.` nor start with `..`' : undefined
}

/** A path within a folder: relative, and never upwards. */
export const descendingPath: Syntax = (text) => (text.startsWith('/') ? 'must be a relative path' : noBacksteps(text))

/** `..` counts as a whole part of a path only. */
export const noBacksteps: Syntax = (text) => (text.split('/').includes('..') ? 'may not go up by `..`' : undefined)

/** RFC 1035 label: as RFC 1123 has it, with a letter in front. */
export const dns1035Label: Syntax = (text) => {
  if (text.length > 63) return `has ${text.length} characters; 63 are the most`
  if (/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(text)) return undefined
  return 'is no name of lower-case letters, digits and `-` that starts with a letter and ends with a letter or digit'
}

/** A part of a URL: nothing in it may mean something there. */
export const pathSegment: Syntax = (text) => {
  if (text === '.' || text === '..') return 'means a folder in a URL'
  const found = ['/', '%'].find((it) => text.includes(it))
  return found === undefined ? undefined : `may not hold a \`${found}\``
}
