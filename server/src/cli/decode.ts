import type { Problem } from '../problem.ts'

/** A file as text. */
export interface Decoded {
  readonly text: string
  readonly bom: boolean
  /** Offsets count from the start of the text. With one, the text is not what the file holds and must not be written. */
  readonly problem: Problem | undefined
}

/** Reads UTF-8. Of anything else, as much as can be read, and a problem at the first place that cannot. */
export function decode(bytes: Uint8Array): Decoded {
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const content = bom ? bytes.subarray(3) : bytes
  try {
    return { text: STRICT.decode(content), bom, problem: undefined }
  } catch {
    return decodeOther(content, bom)
  }
}

export function encode(text: string, bom: boolean): Uint8Array {
  return new TextEncoder().encode(bom ? `\uFEFF${text}` : text)
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decodeOther(bytes: Uint8Array, bom: boolean): Decoded {
  const wide = WIDE[`${bytes[0]} ${bytes[1]}`]
  if (wide !== undefined)
    return {
      text: new TextDecoder(wide).decode(bytes),
      bom: false,
      problem: notUtf8(0, 'this file is UTF-16; save it as UTF-8'),
    }
  const bad = firstInvalid(bytes) ?? 0
  const message = `the byte 0x${(bytes[bad] ?? 0).toString(16).padStart(2, '0')} here is not UTF-8; save the file as UTF-8`
  return { text: utf8(bytes), bom, problem: notUtf8(utf8(bytes.subarray(0, bad)).length, message) }
}

/** The marks at the start of UTF-16. */
const WIDE: Readonly<Record<string, string>> = { '255 254': 'utf-16le', '254 255': 'utf-16be' }

function utf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

function notUtf8(from: number, message: string): Problem {
  return { from, to: from + 1, code: 'not-utf8', severity: 'error', message }
}

/** The first byte at which no well-formed sequence starts (Unicode, table 3-7). */
function firstInvalid(bytes: Uint8Array): number | undefined {
  for (let i = 0; i < bytes.length; ) {
    const length = sequenceLength(bytes, i)
    if (length === 0) return i
    i += length
  }
  return undefined
}

function sequenceLength(bytes: Uint8Array, i: number): number {
  const first = bytes[i] ?? 0
  if (first < 0x80) return 1
  const length =
    first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0
  if (length === 0 || i + length > bytes.length) return 0
  const second = bytes[i + 1] ?? 0
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  if (second < low || second > high) return 0
  for (let k = 2; k < length; k++) if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return 0
  return length
}
