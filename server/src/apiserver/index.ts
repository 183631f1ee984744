import type { Look } from '../schema/check.ts'
import type { Definition } from '../schema/definition.ts'
import { admissionBindings } from './admission-bindings.ts'
import { admissionPolicies } from './admission-policies.ts'
import { apiServices } from './api-services.ts'
import { containerPorts } from './container-ports.ts'
import { customResourceDefinitions } from './custom-resource-definitions.ts'
import { flowControl } from './flow-control.ts'
import { namespaceLabels } from './namespace-labels.ts'
import { lookOf, type Row, type Rows } from './row.ts'
import { webhooks } from './webhooks.ts'

/** Every table of rows. */
const tables: readonly Rows[] = [
  containerPorts,
  admissionBindings,
  admissionPolicies,
  apiServices,
  customResourceDefinitions,
  flowControl,
  namespaceLabels,
  webhooks,
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
