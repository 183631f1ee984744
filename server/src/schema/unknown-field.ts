import { memo2 } from '../memo.ts'
import type { Problem } from '../problem.ts'
import { removeEntry, replaceScalar } from '../syntax/edits.ts'
import { type Entry, entry, type Node, pathOf } from '../syntax/node.ts'
import { listed, nearest } from '../text/nearest.ts'
import type { Catalogue, Type } from './catalogue.ts'
import type { Walk } from './check.ts'
import type { Definition } from './definition.ts'
import { span } from './place.ts'
import { withArticle } from './wording.ts'

/** A name that its struct does not have: what was meant, or where it belongs. */
export function unknownField(walk: Walk, parent: Node, definition: Definition, it: Entry, path: string): Problem {
  const names = Object.keys(definition.fields)
  const similar = nearest(it.name, names).filter((name) => !entry(parent, name))
  const home = similar.length ? undefined : homeOf(walk, it.name, parent)
  const advice = similar.length
    ? `; did you mean ${listed(similar)}?`
    : home !== undefined
      ? `; it belongs under \`${home}\``
      : ''
  const where = definition.name === walk.kind ? withArticle(walk.kind) : definition.name
  return {
    ...span(it.key),
    code: 'unknown-field',
    // A definition in the cluster may be a newer one.
    severity: walk.builtIn ? 'error' : advice === '' ? 'info' : 'warning',
    message: `${where} has no field \`${it.name}\`${advice}`,
    // The server's strict decoder joins keys of maps by dots, unlike its validation.
    path: dotted(path),
    cause: 'unknown',
    fixes: () => [
      ...similar.map((name) => ({
        title: `Rename to ${name}`,
        safe: name.toLowerCase() === it.name.toLowerCase(),
        edits: [replaceScalar(it.key, name)],
      })),
      { title: `Remove ${it.name}`, safe: false, edits: [removeEntry(parent, it)] },
    ],
  }
}

/** `a[b].c[0]` as `a.b.c[0]`. Behind the last bracket that closes nothing is looked for: it might be long. */
function dotted(path: string): string {
  const end = path.lastIndexOf(']') + 1
  return path.slice(0, end).replace(/\[(\D[^\]]*)\]/g, '.$1') + path.slice(end)
}

/** Where a kind has a field of this name, if that is one place, or the one nearest to where it was written. */
function homeOf(walk: Walk, name: string, parent: Node): string | undefined {
  if (walk.root.kind !== 'struct') return undefined
  const homes = placesOf(walk.catalogue, walk.root.definition).get(name) ?? []
  const here = pathOf(parent).filter((it) => typeof it === 'string')
  const common = (home: readonly string[]) => {
    let n = 0
    while (n < home.length && home[n] === here[n]) n++
    return n
  }
  const byNearness = (a: readonly string[], b: readonly string[]) => common(b) - common(a) || a.length - b.length
  const [first, ...others] = homes
  const best = first && others.reduce((a, b) => (byNearness(b, a) < 0 ? b : a), first)
  if (!best || (homes.length > 12 && common(best) === 0)) return undefined
  const shared = common(best)
  const above = ancestorAt(parent, shared)
  // It has one already.
  if (shared === best.length && entry(above, name)) return undefined
  // Of another branch that nobody took, as another source of a volume.
  if (shared > 0 && shared < best.length && shared < here.length && !entry(above, best[shared] ?? '')) return undefined
  return best.length === 0 ? walk.kind : best.join('.')
}

/** The mapping above a node, or the node itself, to which so many keys lead. */
function ancestorAt(node: Node, keys: number): Node | undefined {
  const isAt = (it: Node) =>
    it.tree.type === 'mapping' && pathOf(it).filter((step) => typeof step === 'string').length === keys
  let here: Node | undefined = node
  while (here && !isAt(here)) here = here.parent
  return here
}

/** For each field name of a kind, the paths of the structs that have it; recursive types are entered once. */
const placesOf = memo2(
  'placesOf',
  (catalogue: Catalogue, root: Definition): ReadonlyMap<string, readonly (readonly string[])[]> => {
    const places = new Map<string, (readonly string[])[]>()
    const seen = new Map<Definition, number>()
    const queue: Passed[] = [{ definition: root, path: [], above: [] }]
    for (let i = 0; i < queue.length && i < 3000; i++) {
      const { definition, path, above } = queue[i] as Passed
      for (const [name, field] of Object.entries(definition.fields)) {
        if (path[0] === 'status') continue
        const known = places.get(name)
        if (known) known.push(path)
        else places.set(name, [path])
        const inner = structOf(catalogue.type(field.t))
        if (!inner || inner === definition || above.includes(inner) || (seen.get(inner) ?? 0) >= 4) continue
        seen.set(inner, (seen.get(inner) ?? 0) + 1)
        queue.push({ definition: inner, path: [...path, name], above: [...above, definition] })
      }
    }
    return places
  },
)

interface Passed {
  readonly definition: Definition
  readonly path: readonly string[]
  readonly above: readonly Definition[]
}

function structOf(type: Type): Definition | undefined {
  if (type.kind === 'list') return structOf(type.items)
  if (type.kind === 'map') return structOf(type.values)
  return type.kind === 'struct' ? type.definition : undefined
}
