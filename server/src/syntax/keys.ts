import { scalarValue, type Value } from './scalar.ts'
import { report, type State, shown } from './scan.ts'
import type { PairTree, Tree } from './tree.ts'

/** Beyond this nesting a document is not read: no manifest comes near, and every walk of a tree recurses. */
export const MAX_DEPTH = 200

export function isOverDepth(s: State, depth: number): boolean {
  if (depth < MAX_DEPTH) return false
  s.entangled = true
  if (!s.tooDeep)
    report(s, s.at, s.at + 1, `nested more than ${MAX_DEPTH} levels deep: what is here is not read`, 'yaml-too-deep')
  s.tooDeep = true
  return true
}

/** The keys of one mapping by what they mean; a set only where there are many. */
export interface Keys {
  names: Value[]
  seen: Set<Value> | undefined
}

/** What a key means; `undefined` for one that may be there twice. */
export function nameOf(key: Tree): Value | undefined {
  return key.type !== 'scalar' || isMerge(key) ? undefined : scalarValue(key)
}

/** The plain `<<` that brings in the entries of others. */
export function isMerge(key: Tree): boolean {
  return key.type === 'scalar' && key.text === '<<' && key.style === 'plain' && key.tag === undefined
}

/** The pair, of a mapping that starts at `from`; a problem if it merges what is no mapping. An alias may be one. */
export function checkedMerge(s: State, pair: PairTree, from: number): PairTree {
  const { offset, key, valueOffset, value } = pair
  if (!isMerge(key)) return pair
  const merges = (it: Tree | undefined) => it?.type === 'mapping' || it?.type === 'alias'
  if (merges(value) || (value?.type === 'sequence' && value.items.every((it) => merges(it.value)))) return pair
  const start = from + (value ? valueOffset : offset)
  const message = '`<<` takes an alias of a mapping, a mapping, or a list of them: the API server refuses anything else'
  report(s, start, start + (value ?? key).length, message, 'yaml-unsupported')
  return pair
}

/** Notes the key at `from`, and a problem if it is there already or cannot be a key of an API object. */
export function addKey(s: State, keys: Keys, key: Tree, from: number): void {
  if (key.type === 'alias') return
  if (key.type !== 'scalar') {
    const message = 'the API server takes no list or mapping as a key; text that starts with a bracket needs quotes'
    report(s, from, from + key.length, message, 'yaml-unsupported')
    return
  }
  const name = nameOf(key)
  if (name === undefined) return
  if (name === null) {
    const message = 'the API server takes no null as a key: write the key, or put it in quotes'
    report(s, from, from + key.length, message, 'yaml-unsupported')
    return
  }
  if (keys.seen ? !keys.seen.has(name) : !keys.names.includes(name)) {
    if (keys.seen) keys.seen.add(name)
    else if (keys.names.push(name) > 8) keys.seen = new Set(keys.names)
    return
  }
  if (s.inConflict) return
  const message = `\`${shown(key.text)}\` is here twice; kubectl keeps the last one in silence, the API server refuses the manifest`
  report(s, from, from + key.length, message, 'yaml-duplicate-key')
}
