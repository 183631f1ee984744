import { around, meant } from '../../model/absent.ts'
import { type Reference, referencesOf } from '../../model/references.ts'
import type { Resource } from '../../model/resource.ts'
import type { View } from '../../model/view.ts'
import type { Fix, Related } from '../../problem.ts'
import { replaceScalar } from '../../syntax/edits.ts'
import { at, type Node, stringAt, values } from '../../syntax/node.ts'
import { nearest } from '../../text/nearest.ts'
import { startOf } from './absent.ts'

/** A key that is read of a ConfigMap or Secret, and that it has not. */
export interface AbsentKey {
  /** Of the ConfigMap or Secret. */
  readonly name: string
  readonly key: string
  readonly node: Node
  readonly outcome: string
  readonly has: readonly string[]
  readonly related: readonly Related[]
}

export function absentKeys(resource: Resource, view: View, groupKind: '/ConfigMap' | '/Secret'): readonly AbsentKey[] {
  return referencesOf(resource).flatMap((reference): readonly AbsentKey[] => {
    if (reference.groupKind !== groupKind || reference.optional) return []
    const wanted = keysRead(resource, reference)
    if (wanted.length === 0 || !view.settled || view.makes(groupKind, reference.name)) return []
    const found = meant(view, reference)
    // An empty one is there for somebody to fill.
    if (found.length === 0 || found.some(({ summary }) => !summary.keys?.length)) return []
    const has = [...new Set(around(view, reference).flatMap(({ summary }) => summary.keys ?? []))]
    const related = found.map((it) => ({ ...startOf(it), message: `its keys are ${it.summary.keys?.join(', ')}` }))
    return wanted.flatMap(({ key, node, outcome }) =>
      has.includes(key) ? [] : [{ name: reference.name, key, node, outcome, has, related }],
    )
  })
}

/** The keys that come near, and if there are few all. */
export function keyFixes({ node, key, has }: AbsentKey): readonly Fix[] {
  const choices = [...new Set([...nearest(key, has), ...(has.length <= 5 ? has : [])])].slice(0, 5)
  return choices.map((it) => ({ title: `Read ${it}`, safe: false, edits: [replaceScalar(node, it)] }))
}

/** The key of a variable, or the items of a volume: without them a volume takes all there are. */
function keysRead(resource: Resource, { path }: Reference): readonly Pick<AbsentKey, 'key' | 'node' | 'outcome'>[] {
  const place = at(resource.node, ...path)
  const read = (of: Node | undefined, outcome: string) => {
    const node = at(of, 'key')
    const key = stringAt(of, 'key')
    return node && key ? [{ key, node, outcome }] : []
  }
  return [
    ...read(place, 'the container will not start'),
    ...values(at(place, 'items')).flatMap((it) => read(it, 'the volume cannot be mounted')),
  ]
}
