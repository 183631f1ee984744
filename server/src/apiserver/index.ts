import type { Look } from '../schema/check.ts'
import type { Definition } from '../schema/definition.ts'
import { annotationWarnings } from './annotation-warnings.ts'
import { autoscalerMetrics } from './autoscaler-metrics.ts'
import { autoscalers } from './autoscalers.ts'
import { certificates } from './certificates.ts'
import { containerPorts } from './container-ports.ts'
import { deviceClaims } from './device-claims.ts'
import { disruptionBudgets } from './disruption-budgets.ts'
import { events } from './events.ts'
import { formatWarnings } from './format-warnings.ts'
import { labelSelectors } from './label-selectors.ts'
import { leases } from './leases.ts'
import { nodeLabels } from './node-labels.ts'
import { podWarnings } from './pod-warnings.ts'
import { portWarnings } from './port-warnings.ts'
import { priorityClasses } from './priority-classes.ts'
import { resourceSlices } from './resource-slices.ts'
import { roleBindings } from './role-bindings.ts'
import { roles } from './roles.ts'
import { lookOf, type Row, type Rows } from './row.ts'
import { runtimeClasses } from './runtime-classes.ts'
import { serviceWarnings } from './service-warnings.ts'
import { workloadWarnings } from './workload-warnings.ts'

/** Every table of rows. */
const tables: readonly Rows[] = [
  annotationWarnings,
  containerPorts,
  certificates,
  deviceClaims,
  leases,
  resourceSlices,
  runtimeClasses,
  autoscalerMetrics,
  autoscalers,
  disruptionBudgets,
  events,
  formatWarnings,
  labelSelectors,
  priorityClasses,
  roleBindings,
  roles,
  nodeLabels,
  podWarnings,
  portWarnings,
  serviceWarnings,
  workloadWarnings,
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
