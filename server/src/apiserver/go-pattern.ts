/**
 * What Go's regular expressions refuse of a pattern, as the end of a sentence; `undefined` if it seems good.
 * https://github.com/google/re2/wiki/Syntax
 */
export function goPatternFault(pattern: string): string | undefined {
  let open = 0
  let at = 0
  /** Whether a repetition may follow. */
  let canRepeat = false
  while (at < pattern.length) {
    const char = pattern[at] ?? ''
    switch (char) {
      case '\\': {
        const length = escapeLength(pattern, at)
        if (typeof length === 'string') return length
        at = length
        canRepeat = true
        continue
      }
      case '[': {
        const end = classEnd(pattern, at)
        if (typeof end === 'string') return end
        at = end
        canRepeat = true
        continue
      }
      case '(': {
        const fault = groupFault(pattern, at)
        if (fault !== undefined) return fault
        const flags = /^\(\?[imsU-]*\)/.exec(pattern.slice(at, at + 12))?.[0]
        at += flags?.length ?? /^\(\?(?:P?<\w+>|[imsU-]*:)|^\(/.exec(pattern.slice(at, at + 80))?.[0].length ?? 1
        if (flags === undefined) open++
        canRepeat = false
        continue
      }
      case ')':
        if (open === 0) return 'closes a bracket that was never opened'
        open--
        canRepeat = true
        break
      case '|':
        canRepeat = false
        break
      case '*':
      case '+':
      case '?':
      case '{': {
        const repeat = /^(?:[*+?]|\{(\d{1,9})(?:,(\d{0,9}))?\})\??/.exec(pattern.slice(at, at + 24))
        if (!repeat) {
          // A brace that is no count stands for itself.
          canRepeat = true
          break
        }
        if (!canRepeat) return `repeats nothing with \`${repeat[0]}\``
        const [, least, most] = repeat
        if (Number(least ?? 0) > 1000 || Number(most || 0) > 1000) return 'repeats more than 1000 times'
        if (most && Number(most) < Number(least)) return `counts downwards in \`${repeat[0]}\``
        at += repeat[0].length
        if (/^(?:[*+?]|\{\d+(?:,\d*)?\})/.test(pattern.slice(at, at + 24))) return 'repeats a repetition'
        continue
      }
      default:
        canRepeat = true
    }
    at++
  }
  return open > 0 ? 'opens a bracket that is never closed' : undefined
}

function groupFault(pattern: string, at: number): string | undefined {
  if (pattern[at + 1] !== '?') return undefined
  const head = pattern.slice(at, at + 80)
  if (/^\(\?(?:<?[=!]|>|\()/.test(head)) return `uses \`${head.slice(0, 4)}\`, which Go does not have`
  if (/^\(\?P?<\w+>/.test(head) || /^\(\?(?:[imsU]*(?:-[imsU]+)?)[:)]/.test(head)) return undefined
  return `has a group \`${head.slice(0, 4)}\` that Go does not have`
}

/** Where what follows a backslash ends. */
function escapeLength(pattern: string, at: number): number | string {
  const next = pattern[at + 1]
  if (next === undefined) return 'ends with a backslash'
  if (next === 'Q') {
    const end = pattern.indexOf('\\E', at)
    return end < 0 ? pattern.length : end + 2
  }
  if (next === 'x') {
    const found = /^\\x(?:[0-9A-Fa-f]{2}|\{[0-9A-Fa-f]{1,6}\})/.exec(pattern.slice(at, at + 12))
    return found ? at + found[0].length : 'has a `\\x` without its number'
  }
  if (next === 'p' || next === 'P') {
    const found = /^\\[pP](?:\{\^?\w+\}|[A-Z])/.exec(pattern.slice(at, at + 40))
    return found ? at + found[0].length : `has a \`\\${next}\` without the name of a class`
  }
  if (/[1-9]/.test(next)) {
    const isOctal = /^\\[1-7][0-7]/.test(pattern.slice(at, at + 3))
    return isOctal ? at + 2 : `refers back with \`\\${next}\`, which Go does not have`
  }
  if (/[A-Za-z]/.test(next) && !/[aftnrvdDsSwWbBAzC]/.test(next)) return `has \`\\${next}\`, which Go does not have`
  return at + ([...pattern.slice(at + 1, at + 3)][0]?.length ?? 1) + 1
}

function classEnd(pattern: string, from: number): number | string {
  let at = from + 1
  if (pattern[at] === '^') at++
  let isFirst = true
  while (at < pattern.length) {
    const char = pattern[at]
    if (char === ']' && !isFirst) return at + 1
    isFirst = false
    if (char === '[' && pattern[at + 1] === ':') {
      const end = pattern.indexOf(':]', at + 2)
      if (end >= 0) {
        at = end + 2
        continue
      }
    }
    if (char === '\\') {
      const end = escapeLength(pattern, at)
      if (typeof end === 'string') return end
      at = end
      continue
    }
    const range = /^([^\]\\[])-([^\]\\[])/.exec(pattern.slice(at, at + 3))
    if (range && (range[1] ?? '') > (range[2] ?? '')) return `has a range \`${range[0]}\` that runs backwards`
    at += range ? 3 : 1
  }
  return 'opens `[` and never closes it'
}
