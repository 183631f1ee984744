import { memo } from '../memo.ts'
import type { Problem } from '../problem.ts'
import { type Suppression, suppressionsOf } from '../rules/suppress.ts'
import type { Document } from '../syntax/tree.ts'
import { lastIndexWhere } from '../text/lines.ts'

/**
 * The comments of a document that hold one of its problems back; those for the whole file are not among them. Asked for
 * every problem at every keystroke, and both may come by the thousand, so it is looked up, not searched.
 */
export function holdersOf(document: Document): (problem: Problem) => readonly Suppression[] {
  return suppressionsOf(document).length === 0 ? NONE : holders(document)
}

const NONE = () => []

const holders = memo('holders', (document: Document): ((problem: Problem) => readonly Suppression[]) => {
  const all = suppressionsOf(document).filter((it) => it.scope !== 'file')
  const finders = new Map([...byCode(all)].map(([code, found]) => [code, finder(found)] as const))
  return ({ code, from }) => finders.get(code)?.(from) ?? []
})

/** Each suppression under every code that it names. */
export function byCode(all: readonly Suppression[]): ReadonlyMap<string, readonly Suppression[]> {
  const found = new Map<string, Suppression[]>()
  for (const it of all) {
    for (const name of new Set(it.codes.map((code) => code.name))) {
      const known = found.get(name)
      if (known) known.push(it)
      else found.set(name, [it])
    }
  }
  return found
}

function finder(all: readonly Suppression[]): (offset: number) => readonly Suppression[] {
  const blocks = all.filter((it) => it.scope === 'block')
  // Lines do not overlap: of those that start before an offset, only the last can hold it.
  const lines = new Map<number, Suppression[]>()
  for (const it of all) {
    if (it.scope === 'block') continue
    const known = lines.get(it.covers.from)
    if (known) known.push(it)
    else lines.set(it.covers.from, [it])
  }
  const starts = [...lines.keys()].sort((a, b) => a - b)
  const holds = (offset: number) => (it: Suppression) => it.covers.from <= offset && offset < it.covers.to
  return (offset) => {
    const start = starts[lastIndexWhere(starts, (it) => it <= offset)]
    const ofLine = start === undefined ? [] : (lines.get(start) ?? [])
    return [...ofLine, ...blocks].filter(holds(offset))
  }
}
