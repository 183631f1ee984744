import * as chars from './chars.ts'
import { scalarTree } from './scalars.ts'
import { report, type State, shown } from './scan.ts'
import type { Tree } from './tree.ts'

/**
 * What somebody meant as a key though no colon and blank follow it, with a problem that says what is missing; the parser
 * then stands where the value starts. `undefined` if there is nothing but a word. The text of `key` starts at `start`.
 */
export function halfKey(s: State, key: Tree, start: number): Tree | undefined {
  const { text } = s
  const end = start + key.length
  if (s.at === end && text.charCodeAt(end) === chars.COLON) return before(s, end, key)
  if (key.type !== 'scalar' || key.style !== 'plain') return undefined
  let at = start
  while (at < end && chars.isWordUnit(text.charCodeAt(at))) at++
  if (at === start || at === end) return undefined
  const name = scalarTree('plain', at - start, text.slice(start, at))
  if (text.charCodeAt(at) === chars.COLON && text.charCodeAt(at + 1) !== chars.SLASH) return before(s, at, name)
  if (s.at !== end || !chars.isBlank(text.charCodeAt(at)) || !chars.looksLikeHalfKey(text, start, end)) return undefined
  report(s, at, at + 1, `a colon is missing after \`${shown(name.text)}\``)
  s.at = at
  return name
}

function before(s: State, colon: number, name: Tree): Tree {
  report(s, colon, colon + 1, 'a space is missing after this colon')
  s.at = colon + 1
  return name
}
