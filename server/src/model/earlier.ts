import { memo } from '../memo.ts'
import type { Severity } from '../problem.ts'
import type { File } from '../syntax/file.ts'
import { stringAt } from '../syntax/node.ts'
import { type Resource, resourcesOf } from './resource.ts'

/** Manifests as they were: at a revision, or in another folder. */
export interface Earlier {
  /** By path or URI, with slashes: of files that describe the same object, that which lies most alike is meant. */
  readonly files: ReadonlyMap<string, File>
  /** What to call that time: `HEAD`. */
  readonly name: string
  /** How grave it is that an object would not change so; as grave as it is where it is about to be applied. */
  readonly severity?: Severity
}

/**
 * The earlier version of an object, by group, kind, namespace and name. `undefined` for a new one, and where several
 * may be meant: a manifest and the patches of it have the same name.
 */
export function earlierOf(earlier: Earlier, uri: string, resource: Resource): Resource | undefined {
  const key = keyOf(resource)
  const named = key === undefined ? [] : (namedIn(earlier.files).get(key) ?? [])
  const there = named.filter((it) => it.resource.namespace === resource.namespace)
  // The namespace may come with the command that applies it.
  const candidates = there.length > 0 || resource.namespace !== undefined ? there : named
  const likeness = candidates.map((it) => sharedEnd(it.path, uri))
  const best = Math.max(...likeness)
  const [only, another] = candidates.filter((_, i) => likeness[i] === best)
  return another ? undefined : only?.resource
}

interface Named {
  readonly path: string
  readonly resource: Resource
}

const namedIn = memo('earlier', (files: ReadonlyMap<string, File>): ReadonlyMap<string, readonly Named[]> => {
  const found = new Map<string, Named[]>()
  for (const [path, { parts }] of files) {
    for (const resource of parts.flatMap((it) => resourcesOf(it.document))) {
      const key = keyOf(resource)
      if (key === undefined) continue
      const known = found.get(key)
      if (known) known.push({ path, resource })
      else found.set(key, [{ path, resource }])
    }
  }
  return found
})

function keyOf({ node, group, kind }: Resource): string | undefined {
  const name = stringAt(node, 'metadata', 'name')
  return name === undefined ? undefined : `${group}/${kind}/${name}`
}

/** How many parts at the end of two paths are the same. */
function sharedEnd(a: string, b: string): number {
  const [left, right] = [a, b].map((it) => it.split('/').reverse())
  let shared = 0
  while (left?.[shared] !== undefined && left[shared] === right?.[shared]) shared++
  return shared
}
