import { memo } from '../../memo.ts'
import { stability } from '../../model/validate.ts'
import type { Catalogue } from '../../schema/catalogue.ts'
import { isListKind, kindsIn, type NamedKind } from '../kinds.ts'

/** A kind by its name, plural or short name, in any case; with several versions the stablest that is served. */
export function findKind(catalogue: Catalogue, word: string): NamedKind | undefined {
  const lower = word.toLowerCase()
  return bestKinds(catalogue).find(
    ({ name, kind }) => name.toLowerCase() === lower || kind.plural === lower || kind.short?.includes(lower),
  )
}

/** What kinds are called, short names too. */
export function kindNames(catalogue: Catalogue): readonly string[] {
  return bestKinds(catalogue).flatMap(({ name, kind }) => [name.toLowerCase(), ...(kind.short ?? [])])
}

/** For each kind name the version to explain: Kubernetes before custom resources, served before gone, stable before beta. */
export const bestKinds = memo('bestKinds', (catalogue: Catalogue): readonly NamedKind[] => {
  const best = new Map<string, NamedKind>()
  for (const it of kindsIn(catalogue)) {
    if (it.kind.definition === undefined || it.kind.transient || isListKind(it.name)) continue
    const other = best.get(it.name)
    if (!other || rank(other) < rank(it)) best.set(it.name, it)
  }
  return [...best.values()]
})

function rank({ apiVersion, kind }: NamedKind): number {
  return (
    (kind.from === 'kubernetes' ? 1e6 : 0) + (kind.removed ? 0 : 1e5) + (kind.off ? 0 : 1e4) + stability(apiVersion)
  )
}
