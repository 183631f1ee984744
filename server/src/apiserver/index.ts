import type { Look } from '../schema/check.ts'
import type { Definition } from '../schema/definition.ts'
import { containerBasics } from './container-basics.ts'
import { containerEnv } from './container-env.ts'
import { containerLifecycle } from './container-lifecycle.ts'
import { containerPorts } from './container-ports.ts'
import { containerResources } from './container-resources.ts'
import { containerVolumes } from './container-volumes.ts'
import { fieldRefs } from './field-refs.ts'
import { podReferences } from './pod-references.ts'
import { lookOf, type Row, type Rows } from './row.ts'

/** Every table of rows. */
const tables: readonly Rows[] = [
  containerEnv,
  containerLifecycle,
  containerPorts,
  containerResources,
  containerVolumes,
  containerBasics,
  fieldRefs,
  podReferences,
]

export const rows: readonly Row[] = tables.flatMap((it) => Object.values(it).flat())

const looks = new Map<string, readonly Look[]>()
for (const table of tables) {
  for (const [type, of] of Object.entries(table)) looks.set(type, [...(looks.get(type) ?? []), ...of.map(lookOf)])
}

/** What the API server asks of an object of a type beyond its fields. Of custom resources it asks what it asks of all. */
export function looksAt(definition: Definition, path: string): readonly Look[] {
  const own = definition.id === undefined ? undefined : looks.get(definition.name)
  const ofAll = path === '' ? looks.get('*') : undefined
  if (own && ofAll) return [...own, ...ofAll]
  return own ?? ofAll ?? NONE
}

const NONE: readonly Look[] = []
