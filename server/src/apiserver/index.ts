import type { Look } from '../schema/check.ts'
import type { Definition } from '../schema/definition.ts'
import { clusterAddresses } from './cluster-addresses.ts'
import { containerPorts } from './container-ports.ts'
import { endpointSlice } from './endpoint-slice.ts'
import { endpoints } from './endpoints.ts'
import { ingress } from './ingress.ts'
import { ingressClass } from './ingress-class.ts'
import { networkPolicy } from './network-policy.ts'
import { lookOf, type Row, type Rows } from './row.ts'
import { service } from './service.ts'
import { serviceAddresses } from './service-addresses.ts'
import { servicePorts } from './service-ports.ts'
import { tokenReviews } from './token-reviews.ts'

/** Every table of rows. */
const tables: readonly Rows[] = [
  containerPorts,
  service,
  servicePorts,
  serviceAddresses,
  endpoints,
  endpointSlice,
  ingress,
  ingressClass,
  networkPolicy,
  clusterAddresses,
  tokenReviews,
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
