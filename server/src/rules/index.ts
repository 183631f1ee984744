import { allowPrivilegeEscalation } from './allow-privilege-escalation.ts'
import { apiDeprecated } from './api-deprecated.ts'
import { apiNotYet } from './api-not-yet.ts'
import { apiRemoved } from './api-removed.ts'
import { apparmorUnconfined } from './apparmor-unconfined.ts'
import { automountSaToken } from './automount-sa-token.ts'
import { capabilitiesNotDropped } from './capabilities-not-dropped.ts'
import { capabilityAdded } from './capability-added.ts'
import { capabilityCapPrefix } from './capability-cap-prefix.ts'
import { commandNotSplit } from './command-not-split.ts'
import { configSubpathMount } from './config-subpath-mount.ts'
import { configmapKeyMissing } from './configmap-key-missing.ts'
import { configmapRefMissing } from './configmap-ref-missing.ts'
import { configmapSensitive } from './configmap-sensitive.ts'
import { cpuLimitMissing } from './cpu-limit-missing.ts'
import { cpuUnitSuspicious } from './cpu-unit-suspicious.ts'
import { cronConcurrencyUnset } from './cron-concurrency-unset.ts'
import { cronNoDeadline } from './cron-no-deadline.ts'
import { cronScheduleNever } from './cron-schedule-never.ts'
import { defaultServiceAccount } from './default-service-account.ts'
import { duplicateResource } from './duplicate-resource.ts'
import { envDuplicate } from './env-duplicate.ts'
import { envFromSecret } from './env-from-secret.ts'
import { envPlainSecret } from './env-plain-secret.ts'
import { envReferenceUndefined } from './env-reference-undefined.ts'
import { fieldServiceAccount } from './field-service-account.ts'
import { fileModeDecimal } from './file-mode-decimal.ts'
import { gatewayListenerConflict } from './gateway-listener-conflict.ts'
import { gatewayRefMissing } from './gateway-ref-missing.ts'
import { hostIpc } from './host-ipc.ts'
import { hostNetwork } from './host-network.ts'
import { hostNetworkDnsPolicy } from './host-network-dns-policy.ts'
import { hostPathSensitive } from './host-path-sensitive.ts'
import { hostPathVolume } from './host-path-volume.ts'
import { hostPathWritable } from './host-path-writable.ts'
import { hostPid } from './host-pid.ts'
import { hostPort } from './host-port.ts'
import { hpaDuplicateTarget } from './hpa-duplicate-target.ts'
import { hpaMinEqualsMax } from './hpa-min-equals-max.ts'
import { hpaMinReplicasLow } from './hpa-min-replicas-low.ts'
import { hpaTargetMissing } from './hpa-target-missing.ts'
import { hpaUtilizationWithoutRequests } from './hpa-utilization-without-requests.ts'
import { imageDigestMissing } from './image-digest-missing.ts'
import { imagePullPolicyNotAlways } from './image-pull-policy-not-always.ts'
import { imageRegistryRetired } from './image-registry-retired.ts'
import { imageTagLatest } from './image-tag-latest.ts'
import { ingressBackendPortMissing } from './ingress-backend-port-missing.ts'
import { ingressBackendServiceMissing } from './ingress-backend-service-missing.ts'
import { ingressDuplicateRoute } from './ingress-duplicate-route.ts'
import { ingressNginxSnippet } from './ingress-nginx-snippet.ts'
import { ingressNoTls } from './ingress-no-tls.ts'
import { ingressPathRegexWithPrefix } from './ingress-path-regex-with-prefix.ts'
import { interactiveContainer } from './interactive-container.ts'
import { jobNoLimits } from './job-no-limits.ts'
import { jobTtlUnset } from './job-ttl-unset.ts'
import { lowGid } from './low-gid.ts'
import { lowUid } from './low-uid.ts'
import { memoryLimitMissing } from './memory-limit-missing.ts'
import { memoryUnitSuspicious } from './memory-unit-suspicious.ts'
import { mergeKeyOverride } from './merge-key-override.ts'
import { missingLivenessProbe } from './missing-liveness-probe.ts'
import { missingReadinessProbe } from './missing-readiness-probe.ts'
import { missingResourceRequests } from './missing-resource-requests.ts'
import { missingSpread } from './missing-spread.ts'
import { mountPathRelative } from './mount-path-relative.ts'
import { multipleDefaultClass } from './multiple-default-class.ts'
import { nakedPod } from './naked-pod.ts'
import { namespaceDefault } from './namespace-default.ts'
import { namespacePsaViolation } from './namespace-psa-violation.ts'
import { netRawNotDropped } from './net-raw-not-dropped.ts'
import { networkpolicyDnsBlocked } from './networkpolicy-dns-blocked.ts'
import { networkpolicySelectorNoMatch } from './networkpolicy-selector-no-match.ts'
import { networkpolicyTypesMismatch } from './networkpolicy-types-mismatch.ts'
import { nonRootContradiction } from './non-root-contradiction.ts'
import { overlappingWorkloadSelector } from './overlapping-workload-selector.ts'
import { pdbBlocksEvictions } from './pdb-blocks-evictions.ts'
import { pdbExceedsHpaMin } from './pdb-exceeds-hpa-min.ts'
import { pdbMissing } from './pdb-missing.ts'
import { pdbNoPolicy } from './pdb-no-policy.ts'
import { pdbOverlap } from './pdb-overlap.ts'
import { pdbSelectorNoMatch } from './pdb-selector-no-match.ts'
import { pdbUnhealthyPolicy } from './pdb-unhealthy-policy.ts'
import { podWithoutNetworkPolicy } from './pod-without-network-policy.ts'
import { prestopLongerThanGrace } from './prestop-longer-than-grace.ts'
import { prestopMissing } from './prestop-missing.ts'
import { priorityClassUnset } from './priority-class-unset.ts'
import { privilegedContainer } from './privileged-container.ts'
import { privilegedPort } from './privileged-port.ts'
import { probeHostSet } from './probe-host-set.ts'
import { probePortUnknown } from './probe-port-unknown.ts'
import { probeTimeoutExceedsPeriod } from './probe-timeout-exceeds-period.ts'
import { probesIdentical } from './probes-identical.ts'
import { procMount } from './proc-mount.ts'
import { pvcRefMissing } from './pvc-ref-missing.ts'
import { rbacAnonymous } from './rbac-anonymous.ts'
import { rbacClusterAdmin } from './rbac-cluster-admin.ts'
import { rbacCsrApproval } from './rbac-csr-approval.ts'
import { rbacEscalationVerbs } from './rbac-escalation-verbs.ts'
import { rbacNodeProxy } from './rbac-node-proxy.ts'
import { rbacPodCreate } from './rbac-pod-create.ts'
import { rbacPodExec } from './rbac-pod-exec.ts'
import { rbacSecretsAccess } from './rbac-secrets-access.ts'
import { rbacSystemMasters } from './rbac-system-masters.ts'
import { rbacTokenCreate } from './rbac-token-create.ts'
import { rbacUnknownResource } from './rbac-unknown-resource.ts'
import { rbacUnknownVerb } from './rbac-unknown-verb.ts'
import { rbacWebhookConfig } from './rbac-webhook-config.ts'
import { rbacWildcard } from './rbac-wildcard.ts'
import { readOnlyRootFs } from './read-only-root-fs.ts'
import { recommendedLabels } from './recommended-labels.ts'
import { replicasTooLow } from './replicas-too-low.ts'
import { replicasWithHpa } from './replicas-with-hpa.ts'
import { revisionHistoryZero } from './revision-history-zero.ts'
import { rolebindingRoleMissing } from './rolebinding-role-missing.ts'
import { rollingUpdateWithRwoVolume } from './rolling-update-with-rwo-volume.ts'
import type { Rule } from './rule.ts'
import { runAsNonRootUnset } from './run-as-non-root-unset.ts'
import { runAsRootGid } from './run-as-root-gid.ts'
import { runAsRootUid } from './run-as-root-uid.ts'
import { runtimeSocketMount } from './runtime-socket-mount.ts'
import { seccompUnconfined } from './seccomp-unconfined.ts'
import { seccompUnset } from './seccomp-unset.ts'
import { secretDataNotBase64 } from './secret-data-not-base64.ts'
import { secretKeyMissing } from './secret-key-missing.ts'
import { secretRefMissing } from './secret-ref-missing.ts'
import { secretTrailingNewline } from './secret-trailing-newline.ts'
import { selectorTemplateMismatch } from './selector-template-mismatch.ts'
import { selinuxOptions } from './selinux-options.ts'
import { serverFieldsPresent } from './server-fields-present.ts'
import { serviceLoadbalancer } from './service-loadbalancer.ts'
import { serviceNodeport } from './service-nodeport.ts'
import { servicePortNames } from './service-port-names.ts'
import { serviceSelectorNoMatch } from './service-selector-no-match.ts'
import { serviceTargetPortUnknown } from './service-target-port-unknown.ts'
import { serviceaccountRefMissing } from './serviceaccount-ref-missing.ts'
import { spreadSelectorNoMatch } from './spread-selector-no-match.ts'
import { sshPortExposed } from './ssh-port-exposed.ts'
import { statefulsetHeadlessService } from './statefulset-headless-service.ts'
import { strategyNotRolling } from './strategy-not-rolling.ts'
import { unsafeSysctl } from './unsafe-sysctl.ts'
import { volumeMountUndefined } from './volume-mount-undefined.ts'
import { volumeNoSource } from './volume-no-source.ts'
import { volumeTypeRestricted } from './volume-type-restricted.ts'
import { windowsHostProcess } from './windows-host-process.ts'

/** In alphabetical order. test/unit/rules.test.ts checks that every file in this folder is listed. */
export const rules: readonly Rule[] = [
  allowPrivilegeEscalation,
  apiDeprecated,
  apiNotYet,
  apiRemoved,
  apparmorUnconfined,
  automountSaToken,
  capabilitiesNotDropped,
  capabilityAdded,
  capabilityCapPrefix,
  commandNotSplit,
  configSubpathMount,
  configmapKeyMissing,
  configmapRefMissing,
  configmapSensitive,
  cpuLimitMissing,
  cpuUnitSuspicious,
  cronConcurrencyUnset,
  cronNoDeadline,
  cronScheduleNever,
  defaultServiceAccount,
  duplicateResource,
  envDuplicate,
  envFromSecret,
  envPlainSecret,
  envReferenceUndefined,
  fieldServiceAccount,
  fileModeDecimal,
  gatewayListenerConflict,
  gatewayRefMissing,
  hostIpc,
  hostNetworkDnsPolicy,
  hostNetwork,
  hostPathSensitive,
  hostPathVolume,
  hostPathWritable,
  hostPid,
  hostPort,
  hpaDuplicateTarget,
  hpaMinEqualsMax,
  hpaMinReplicasLow,
  hpaTargetMissing,
  hpaUtilizationWithoutRequests,
  imageDigestMissing,
  imagePullPolicyNotAlways,
  imageRegistryRetired,
  imageTagLatest,
  ingressBackendPortMissing,
  ingressBackendServiceMissing,
  ingressDuplicateRoute,
  ingressNginxSnippet,
  ingressNoTls,
  ingressPathRegexWithPrefix,
  interactiveContainer,
  jobNoLimits,
  jobTtlUnset,
  lowGid,
  lowUid,
  memoryLimitMissing,
  memoryUnitSuspicious,
  mergeKeyOverride,
  missingLivenessProbe,
  missingReadinessProbe,
  missingResourceRequests,
  missingSpread,
  mountPathRelative,
  multipleDefaultClass,
  nakedPod,
  namespaceDefault,
  namespacePsaViolation,
  netRawNotDropped,
  networkpolicyDnsBlocked,
  networkpolicySelectorNoMatch,
  networkpolicyTypesMismatch,
  nonRootContradiction,
  overlappingWorkloadSelector,
  pdbBlocksEvictions,
  pdbExceedsHpaMin,
  pdbMissing,
  pdbNoPolicy,
  pdbOverlap,
  pdbSelectorNoMatch,
  pdbUnhealthyPolicy,
  podWithoutNetworkPolicy,
  prestopLongerThanGrace,
  prestopMissing,
  priorityClassUnset,
  privilegedContainer,
  privilegedPort,
  probeHostSet,
  probePortUnknown,
  probeTimeoutExceedsPeriod,
  probesIdentical,
  procMount,
  pvcRefMissing,
  rbacAnonymous,
  rbacClusterAdmin,
  rbacCsrApproval,
  rbacEscalationVerbs,
  rbacNodeProxy,
  rbacPodCreate,
  rbacPodExec,
  rbacSecretsAccess,
  rbacSystemMasters,
  rbacTokenCreate,
  rbacUnknownResource,
  rbacUnknownVerb,
  rbacWebhookConfig,
  rbacWildcard,
  readOnlyRootFs,
  recommendedLabels,
  replicasTooLow,
  replicasWithHpa,
  revisionHistoryZero,
  rolebindingRoleMissing,
  rollingUpdateWithRwoVolume,
  runAsNonRootUnset,
  runAsRootGid,
  runAsRootUid,
  runtimeSocketMount,
  seccompUnconfined,
  seccompUnset,
  secretDataNotBase64,
  secretKeyMissing,
  secretRefMissing,
  secretTrailingNewline,
  selectorTemplateMismatch,
  selinuxOptions,
  serverFieldsPresent,
  serviceLoadbalancer,
  serviceNodeport,
  servicePortNames,
  serviceSelectorNoMatch,
  serviceTargetPortUnknown,
  serviceaccountRefMissing,
  spreadSelectorNoMatch,
  sshPortExposed,
  statefulsetHeadlessService,
  strategyNotRolling,
  unsafeSysctl,
  volumeMountUndefined,
  volumeNoSource,
  volumeTypeRestricted,
  windowsHostProcess,
]
