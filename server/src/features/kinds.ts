import { memo } from '../memo.ts'
import type { Catalogue } from '../schema/catalogue.ts'
import type { Kind } from '../schema/definition.ts'

/** A kind in one version of its API. */
export interface NamedKind {
  readonly name: string
  readonly apiVersion: string
  readonly kind: Kind
}

/** Every kind that we know, once for each version. */
export const kindsIn = memo('kindsIn', ({ index }: Catalogue): readonly NamedKind[] =>
  Object.entries(index.kinds).map(([gvk, kind]) => {
    const slash = gvk.lastIndexOf('/')
    return { name: gvk.slice(slash + 1), apiVersion: gvk.slice(0, slash), kind }
  }),
)

/** `PodList` and the like, which servers answer with and nobody writes; `List` itself is written. */
export function isListKind(name: string): boolean {
  return name.endsWith('List') && name !== 'List'
}
