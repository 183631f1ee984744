import type { Look } from '../schema/check.ts'
import type { Definition } from '../schema/definition.ts'
import { accessReviews } from './access-reviews.ts'
import { admissionBindings } from './admission-bindings.ts'
import { admissionPolicies } from './admission-policies.ts'
import { annotationWarnings } from './annotation-warnings.ts'
import { apiServices } from './api-services.ts'
import { autoscalerMetrics } from './autoscaler-metrics.ts'
import { autoscalers } from './autoscalers.ts'
import { certificates } from './certificates.ts'
import { claims } from './claims.ts'
import { clusterAddresses } from './cluster-addresses.ts'
import { configData } from './config-data.ts'
import { containerBasics } from './container-basics.ts'
import { containerEnv } from './container-env.ts'
import { containerLifecycle } from './container-lifecycle.ts'
import { containerPorts } from './container-ports.ts'
import { containerResources } from './container-resources.ts'
import { containerVolumes } from './container-volumes.ts'
import { cronJobs } from './cron-jobs.ts'
import { csiKinds } from './csi-kinds.ts'
import { customResourceDefinitions } from './custom-resource-definitions.ts'
import { deviceClaims } from './device-claims.ts'
import { disruptionBudgets } from './disruption-budgets.ts'
import { endpointSlice } from './endpoint-slice.ts'
import { endpoints } from './endpoints.ts'
import { events } from './events.ts'
import { fieldRefs } from './field-refs.ts'
import { fileVolumes } from './file-volumes.ts'
import { flowControl } from './flow-control.ts'
import { formatWarnings } from './format-warnings.ts'
import { ingress } from './ingress.ts'
import { ingressClass } from './ingress-class.ts'
import { jobPolicies } from './job-policies.ts'
import { jobs } from './jobs.ts'
import { labelSelectors } from './label-selectors.ts'
import { leases } from './leases.ts'
import { limitRanges } from './limit-ranges.ts'
import { lookOf } from './look-of.ts'
import { namespaceLabels } from './namespace-labels.ts'
import { networkPolicy } from './network-policy.ts'
import { nodeLabels } from './node-labels.ts'
import { nodes } from './nodes.ts'
import { objectMeta } from './object-meta.ts'
import { objectNames } from './object-names.ts'
import { overlappingFiles } from './overlapping-files.ts'
import { persistentVolumes } from './persistent-volumes.ts'
import { podReferences } from './pod-references.ts'
import { podSpecAnnotations } from './pod-spec-annotations.ts'
import { podSpecDns } from './pod-spec-dns.ts'
import { podSpecEphemeral } from './pod-spec-ephemeral.ts'
import { podSpecNames } from './pod-spec-names.ts'
import { podSpecOs } from './pod-spec-os.ts'
import { podSpecResources } from './pod-spec-resources.ts'
import { podWarnings } from './pod-warnings.ts'
import { portWarnings } from './port-warnings.ts'
import { priorityClasses } from './priority-classes.ts'
import { probes } from './probes.ts'
import { projectedVolumes } from './projected-volumes.ts'
import { quotas } from './quotas.ts'
import { resourceSlices } from './resource-slices.ts'
import { roleBindings } from './role-bindings.ts'
import { roles } from './roles.ts'
import { rollouts } from './rollouts.ts'
import type { Row, Rows } from './row.ts'
import { runtimeClasses } from './runtime-classes.ts'
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
import { serviceWarnings } from './service-warnings.ts'
import { statefulSets } from './stateful-sets.ts'
import { storageClasses } from './storage-classes.ts'
import { storageWarnings } from './storage-warnings.ts'
import { tokenReviews } from './token-reviews.ts'
import { volumePlugins } from './volume-plugins.ts'
import { volumeSources } from './volume-sources.ts'
import { volumes } from './volumes.ts'
import { webhooks } from './webhooks.ts'
import { workloadWarnings } from './workload-warnings.ts'
import { workloads } from './workloads.ts'

/** Every table of rows. */
const tables: readonly Rows[] = [
  accessReviews,
  admissionBindings,
  admissionPolicies,
  annotationWarnings,
  apiServices,
  autoscalerMetrics,
  autoscalers,
  certificates,
  claims,
  clusterAddresses,
  configData,
  containerBasics,
  containerEnv,
  containerLifecycle,
  containerPorts,
  containerResources,
  containerVolumes,
  cronJobs,
  csiKinds,
  customResourceDefinitions,
  deviceClaims,
  disruptionBudgets,
  endpointSlice,
  endpoints,
  events,
  fieldRefs,
  fileVolumes,
  flowControl,
  formatWarnings,
  ingressClass,
  ingress,
  jobPolicies,
  jobs,
  labelSelectors,
  leases,
  limitRanges,
  namespaceLabels,
  networkPolicy,
  nodeLabels,
  nodes,
  objectMeta,
  objectNames,
  overlappingFiles,
  persistentVolumes,
  podReferences,
  podSpecAnnotations,
  podSpecDns,
  podSpecEphemeral,
  podSpecNames,
  podSpecOs,
  podSpecResources,
  podWarnings,
  portWarnings,
  priorityClasses,
  probes,
  projectedVolumes,
  quotas,
  resourceSlices,
  roleBindings,
  roles,
  rollouts,
  runtimeClasses,
  schedulingNodes,
  schedulingPods,
  schedulingSpread,
  schedulingTolerations,
  secrets,
  securityContextWindows,
  securityContext,
  serviceAddresses,
  servicePorts,
  serviceWarnings,
  service,
  statefulSets,
  storageClasses,
  storageWarnings,
  tokenReviews,
  volumePlugins,
  volumeSources,
  volumes,
  webhooks,
  workloadWarnings,
  workloads,
]

export const rows: readonly Row[] = tables.flatMap((it) => Object.values(it).flat())

const byType = new Map<string, readonly Row[]>()
for (const table of tables) {
  for (const [type, of] of Object.entries(table)) byType.set(type, [...(byType.get(type) ?? []), ...of])
}
const looks: ReadonlyMap<string, readonly Look[]> = new Map([...byType].map(([type, of]) => [type, [lookOf(of)]]))

/** The rows about a type. */
export function rowsOf(type: string): readonly Row[] {
  return byType.get(type) ?? []
}

/** What the API server asks of an object of a type beyond its fields. Of custom resources it asks what it asks of all. */
export function looksAt(definition: Definition, path: string): readonly Look[] {
  const own = definition.id === undefined ? undefined : looks.get(definition.name)
  if (path !== '') return own ?? NONE
  return own ? [...own, ...ofAll] : ofAll
}

const NONE: readonly Look[] = []
const ofAll = looks.get('*') ?? NONE
