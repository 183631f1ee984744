import type { Look } from '../schema/check.ts'
import type { Definition } from '../schema/definition.ts'
import { claims } from './claims.ts'
import { clusterAddresses } from './cluster-addresses.ts'
import { configData } from './config-data.ts'
import { containerBasics } from './container-basics.ts'
import { containerEnv } from './container-env.ts'
import { containerLifecycle } from './container-lifecycle.ts'
import { containerPorts } from './container-ports.ts'
import { containerResources } from './container-resources.ts'
import { containerVolumes } from './container-volumes.ts'
import { csiKinds } from './csi-kinds.ts'
import { endpointSlice } from './endpoint-slice.ts'
import { endpoints } from './endpoints.ts'
import { fieldRefs } from './field-refs.ts'
import { fileVolumes } from './file-volumes.ts'
import { ingress } from './ingress.ts'
import { ingressClass } from './ingress-class.ts'
import { limitRanges } from './limit-ranges.ts'
import { networkPolicy } from './network-policy.ts'
import { nodes } from './nodes.ts'
import { overlappingFiles } from './overlapping-files.ts'
import { persistentVolumes } from './persistent-volumes.ts'
import { podReferences } from './pod-references.ts'
import { podSpecAnnotations } from './pod-spec-annotations.ts'
import { podSpecDns } from './pod-spec-dns.ts'
import { podSpecEphemeral } from './pod-spec-ephemeral.ts'
import { podSpecNames } from './pod-spec-names.ts'
import { podSpecOs } from './pod-spec-os.ts'
import { podSpecResources } from './pod-spec-resources.ts'
import { probes } from './probes.ts'
import { projectedVolumes } from './projected-volumes.ts'
import { quotas } from './quotas.ts'
import { lookOf, type Row, type Rows } from './row.ts'
import { schedulingNodes } from './scheduling-nodes.ts'
import { schedulingPods } from './scheduling-pods.ts'
import { schedulingSpread } from './scheduling-spread.ts'
import { schedulingTolerations } from './scheduling-tolerations.ts'
import { secrets } from './secrets.ts'
import { securityContext } from './security-context.ts'
import { securityContextWindows } from './security-context-windows.ts'
import { service } from './service.ts'
import { serviceAddresses } from './service-addresses.ts'
import { servicePorts } from './service-ports.ts'
import { storageClasses } from './storage-classes.ts'
import { storageWarnings } from './storage-warnings.ts'
import { tokenReviews } from './token-reviews.ts'
import { volumePlugins } from './volume-plugins.ts'
import { volumeSources } from './volume-sources.ts'
import { volumes } from './volumes.ts'

/** Every table of rows. */
const tables: readonly Rows[] = [
  containerPorts,
  podSpecAnnotations,
  podSpecDns,
  podSpecEphemeral,
  podSpecNames,
  podSpecOs,
  podSpecResources,
  probes,
  schedulingNodes,
  schedulingPods,
  schedulingSpread,
  schedulingTolerations,
  securityContext,
  securityContextWindows,
  volumes,
  fileVolumes,
  projectedVolumes,
  overlappingFiles,
  volumeSources,
  volumePlugins,
  claims,
  persistentVolumes,
  storageClasses,
  csiKinds,
  configData,
  secrets,
  quotas,
  limitRanges,
  nodes,
  storageWarnings,
  containerEnv,
  containerLifecycle,
  containerResources,
  containerVolumes,
  containerBasics,
  fieldRefs,
  podReferences,
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

const byType = new Map<string, readonly Row[]>()
for (const table of tables) {
  for (const [type, of] of Object.entries(table)) byType.set(type, [...(byType.get(type) ?? []), ...of])
}
const looks: ReadonlyMap<string, readonly Look[]> = new Map([...byType].map(([type, of]) => [type, [lookOf(of)]]))

/** What the API server asks of an object of a type beyond its fields. Of custom resources it asks what it asks of all. */
export function looksAt(definition: Definition, path: string): readonly Look[] {
  const own = definition.id === undefined ? undefined : looks.get(definition.name)
  const ofAll = path === '' ? looks.get('*') : undefined
  if (own && ofAll) return [...own, ...ofAll]
  return own ?? ofAll ?? NONE
}

const NONE: readonly Look[] = []
