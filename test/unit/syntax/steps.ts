/** More than it may: thrown out of whatever loop was at it, so that what would never end ends too. */
export class TooMuchWork extends Error {}

/**
 * How many characters `work` looks at. Counted, not timed, so the same on every machine; by what strings are read with,
 * so that the parser itself pays nothing for it. Throws `TooMuchWork` beyond `limit`.
 */
export function stepsOf(work: () => void, limit = Number.POSITIVE_INFINITY): number {
  const { charCodeAt, charAt, indexOf, includes, startsWith, replaceAll } = String.prototype
  const { exec } = RegExp.prototype
  let steps = 0
  const add = (count: number) => {
    steps += count
    if (steps > limit) throw new TooMuchWork(`more than ${limit} characters were looked at`)
  }
  Object.assign(String.prototype, {
    charCodeAt(this: string, at: number) {
      add(1)
      return charCodeAt.call(this, at)
    },
    charAt(this: string, at: number) {
      add(1)
      return charAt.call(this, at)
    },
    indexOf(this: string, what: string, from = 0) {
      const found = indexOf.call(this, what, from)
      add((found < 0 ? this.length : found + what.length) - from)
      return found
    },
    includes(this: string, what: string, from = 0) {
      add(this.length - from)
      return includes.call(this, what, from)
    },
    startsWith(this: string, what: string, from = 0) {
      add(what.length)
      return startsWith.call(this, what, from)
    },
    replaceAll(this: string, what: string | RegExp, by: string) {
      add(this.length)
      return replaceAll.call(this, what, by as never)
    },
  })
  // All that takes a regular expression ends up here.
  RegExp.prototype.exec = function (this: RegExp, text: string) {
    const from = this.global || this.sticky ? this.lastIndex : 0
    const found = exec.call(this, text)
    add(found ? found.index + found[0].length - from : this.sticky ? 1 : text.length - from)
    return found
  }
  try {
    work()
  } finally {
    Object.assign(String.prototype, { charCodeAt, charAt, indexOf, includes, startsWith, replaceAll })
    RegExp.prototype.exec = exec
  }
  return steps
}

/**
 * More steps than this are a fault. Text that is never closed is read a second time, for a share of its length and for
 * some thousand characters whatever its length (`State.patience`); the rest is a handful of looks at each character.
 */
export function mostSteps(text: string): number {
  return 40_000 + 150 * text.length
}
