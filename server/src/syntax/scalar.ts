import type { ScalarTree } from './tree.ts'

/** What a scalar means. Infinities and NaN are numbers here; JSON, and so the API server, has no place for them. */
export type Value = string | number | boolean | null

/**
 * Reads a scalar as go-yaml does for kubectl and the API server: YAML 1.1 booleans, octal and hexadecimal numbers,
 * underscores; but dates and sexagesimals stay text, and so does a number that overflows.
 * https://github.com/kubernetes-sigs/yaml/blob/master/goyaml.v2/resolve.go
 */
export function scalarValue(scalar: ScalarTree): Value {
  const { tag, text } = scalar
  if (tag !== undefined) return tagged(tag, text)
  return scalar.style === 'plain' ? resolve(text) : text
}

/** The meaning of a plain scalar without a tag. */
export function resolve(text: string): Value {
  const first = text.charCodeAt(0)
  if (isDigit(first) || first === PLUS || first === MINUS || first === DOT) return numeric(text)
  if (text.length > LONGEST_WORD) return text
  const word = WORDS.get(text)
  return word === undefined ? text : word
}

/** The name that a mapping key has as JSON, `undefined` for a key that JSON cannot have (null). */
export function keyName(scalar: ScalarTree): string | undefined {
  const value = scalarValue(scalar)
  return value === null ? undefined : String(value)
}

const PLUS = 43
const MINUS = 45
const DOT = 46

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((it) => [it, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((it) => [it, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((it) => [it, null] as const),
])
const LONGEST_WORD = 'false'.length
const INFINITE = /^([-+]?)\.(?:inf|Inf|INF)$/
const NAN = /^\.(?:nan|NaN|NAN)$/
const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/

function numeric(text: string): Value {
  const infinite = INFINITE.exec(text)
  if (infinite) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  if (NAN.test(text)) return Number.NaN
  const plain = text.includes('_') && text.charCodeAt(0) !== DOT ? text.replaceAll('_', '') : text
  const integer = INTEGER.exec(plain)
  if (integer) {
    const [, sign, hex, binary, octal, decimal] = integer
    const magnitude =
      hex !== undefined
        ? Number(`0x${hex}`)
        : binary !== undefined
          ? Number(`0b${binary}`)
          : octal !== undefined
            ? Number(`0o${octal}`)
            : Number(decimal)
    return sign === '-' ? -magnitude + 0 : magnitude
  }
  if (!FLOAT.test(plain)) return text
  const value = Number(plain)
  return Number.isFinite(value) ? value : text
}

/** What the text behind a tag should be and is not, `undefined` where it is: go-yaml refuses it then. */
export function misfit({ tag, text }: ScalarTree): string | undefined {
  switch (tag && shortTag(tag)) {
    case '!!null':
      return resolve(text) === null ? undefined : 'null'
    case '!!bool':
      return typeof resolve(text) === 'boolean' ? undefined : '`true` or `false`'
    case '!!int':
      return isInteger(text) ? undefined : 'a whole number'
    case '!!float':
      return typeof resolve(text) === 'number' ? undefined : 'a number'
    case '!!binary':
      return isBase64(text) ? undefined : 'base64'
    default:
      return undefined
  }
}

/** Written as a whole number, and no larger than 64 bits hold, as near as our numbers can tell. */
function isInteger(text: string): boolean {
  const value = resolve(text)
  return typeof value === 'number' && INTEGER.test(text.replaceAll('_', '')) && value >= -(2 ** 63) && value <= 2 ** 64
}

/** The form with `!!` of one of YAML's own tags, however it is written. */
function shortTag(tag: string): string {
  return tag.startsWith(OWN_TAGS) ? `!!${tag.slice(OWN_TAGS.length, -1)}` : tag
}

const OWN_TAGS = '!<tag:yaml.org,2002:'

/** A tag says what to read the text as, whatever its quotes. Unknown tags mean text. */
function tagged(tag: string, text: string): Value {
  switch (shortTag(tag)) {
    case '!!null':
      return null
    case '!!bool':
    case '!!int':
    case '!!float':
      return resolve(text)
    case '!!binary':
      return decoded(text)
    default:
      return text
  }
}

/** What is no base64 stays as it is: the server refuses it. */
function decoded(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text.replace(/\s/g, '')), (it) => it.charCodeAt(0)))
  } catch {
    return text
  }
}

/** As Go decodes it: padded, with line breaks anywhere. */
function isBase64(text: string): boolean {
  const packed = text.replace(/[\r\n]/g, '')
  return packed.length % 4 === 0 && /^[0-9A-Za-z+/]*={0,2}$/.test(packed)
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57
}
