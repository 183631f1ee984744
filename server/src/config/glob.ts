import { withoutEnd } from '../text/trim.ts'

/** Says whether a path, relative and with `/` between its parts, is meant. */
export type PathTest = (path: string) => boolean

/**
 * Globs as people know them from .gitignore and VS Code: `*` and `?` within a part of the path, `**` for any number of
 * parts, `[a-z]`, `{a,b}`. One without a `/` is meant at any depth, one with a `/` (before its end) from the top. What
 * matches a folder matches all that is in it. No glob is wrong: a bracket that is not closed is a bracket. One that is
 * longer than any path matches nothing.
 *
 * Our own, because the libraries turn globs into regular expressions that backtrack: a file in a strange repository could
 * then hang the editor.
 */
export function globTest(globs: readonly string[]): PathTest {
  const patterns = globs.flatMap(compile)
  return (path) => {
    const parts = path.split('/')
    return patterns.some((it) => matches(it, parts))
  }
}

/** A pattern part by part; `undefined` stands for `**`. */
type Pattern = readonly (Part | undefined)[]
type Part = readonly Token[]
/** One character that satisfies the test, or (`*`) any number of any. */
type Token = '*' | ((character: string) => boolean)

const MAX_ALTERNATIVES = 64
const MAX_LENGTH = 1000

function compile(glob: string): readonly Pattern[] {
  if (glob.length > MAX_LENGTH) return []
  const trimmed = withoutEnd(glob.trim().replaceAll('\\', '/').replace(/^\.\//, ''), '/')
  if (trimmed === '') return []
  return alternatives(trimmed, MAX_ALTERNATIVES).map((it): Pattern => {
    const parts = it.replace(/^\//, '').split('/')
    const anywhere = !it.includes('/') ? [undefined] : []
    return [...anywhere, ...parts.map((part) => (part === '**' ? undefined : tokens(part)))]
  })
}

/** `a{b,c}` is `ab` and `ac`. */
function alternatives(glob: string, most: number): readonly string[] {
  const found = /\{([^{},]*,[^{}]*)\}/.exec(glob)
  if (!found || most < 2) return [glob]
  const [whole, choices = ''] = found
  const before = glob.slice(0, found.index)
  const after = glob.slice(found.index + whole.length)
  const list = choices.split(',').slice(0, most)
  return list.flatMap((it) => alternatives(before + it + after, Math.floor(most / list.length)))
}

function tokens(part: string): Part {
  const all: Token[] = []
  for (let i = 0; i < part.length; i++) {
    const character = part[i] as string
    if (character === '*') {
      if (all.at(-1) !== '*') all.push('*')
    } else if (character === '?') all.push(() => true)
    else if (character === '[') {
      const end = part.indexOf(']', i + 2)
      if (end < 0) all.push((it) => it === '[')
      else all.push(characterClass(part.slice(i + 1, end)))
      i = end < 0 ? i : end
    } else all.push((it) => it === character)
  }
  return all
}

function characterClass(inside: string): (character: string) => boolean {
  const not = /^[!^]/.test(inside)
  const listed = not ? inside.slice(1) : inside
  const ranges = [...listed.matchAll(/(.)-(.)|(.)/gs)].map(([, low, high, one]) => [low ?? one, high ?? one] as const)
  return (it) =>
    ranges.some(([low, high]) => low !== undefined && high !== undefined && low <= it && it <= high) !== not
}

/** The pattern may end before the path does: then it matched a folder above. */
function matches(pattern: Pattern, parts: readonly string[]): boolean {
  // Every set of pattern positions that the parts so far can have led to: no backtracking, so no slow pattern.
  let here = new Set(reach(pattern, 0))
  for (const part of parts) {
    const next = new Set<number>()
    for (const position of here) {
      const wanted = pattern[position]
      if (wanted === undefined) for (const it of reach(pattern, position)) next.add(it)
      else if (matchesPart(wanted, part)) for (const it of reach(pattern, position + 1)) next.add(it)
    }
    if (next.has(pattern.length)) return true
    here = next
  }
  return false
}

/** A position and those behind the `**` that stand there. */
function reach(pattern: Pattern, position: number): readonly number[] {
  const all = [position]
  for (let i = position; i < pattern.length && pattern[i] === undefined; i++) all.push(i + 1)
  return all
}

/** Goes back to the last `*` only, which is enough. */
function matchesPart(wanted: Part, part: string): boolean {
  let at = 0
  let star: { readonly token: number; at: number } | undefined
  let token = 0
  while (at < part.length) {
    const test = wanted[token]
    if (test === '*') star = { token: token++, at }
    else if (test?.(part[at] as string)) {
      token++
      at++
    } else if (star) {
      token = star.token + 1
      at = ++star.at
    } else return false
  }
  while (wanted[token] === '*') token++
  return token === wanted.length
}
