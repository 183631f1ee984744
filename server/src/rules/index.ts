import { apiDeprecated } from './api-deprecated.ts'
import { apiNotYet } from './api-not-yet.ts'
import { apiRemoved } from './api-removed.ts'
import { configmapKeyMissing } from './configmap-key-missing.ts'
import { configmapRefMissing } from './configmap-ref-missing.ts'
import { duplicateResource } from './duplicate-resource.ts'
import { envDuplicate } from './env-duplicate.ts'
import { hpaTargetMissing } from './hpa-target-missing.ts'
import { hpaUtilizationWithoutRequests } from './hpa-utilization-without-requests.ts'
import { imageTagLatest } from './image-tag-latest.ts'
import { ingressBackendPortMissing } from './ingress-backend-port-missing.ts'
import { ingressBackendServiceMissing } from './ingress-backend-service-missing.ts'
import { mergeKeyOverride } from './merge-key-override.ts'
import { missingLivenessProbe } from './missing-liveness-probe.ts'
import { missingReadinessProbe } from './missing-readiness-probe.ts'
import { missingResourceRequests } from './missing-resource-requests.ts'
import { namespacePsaViolation } from './namespace-psa-violation.ts'
import { networkpolicyTypesMismatch } from './networkpolicy-types-mismatch.ts'
import { pdbBlocksEvictions } from './pdb-blocks-evictions.ts'
import { podSecurityBaseline } from './pod-security-baseline.ts'
import { podSecurityRestricted } from './pod-security-restricted.ts'
import { pvcRefMissing } from './pvc-ref-missing.ts'
import { recommendedLabels } from './recommended-labels.ts'
import { rolebindingRoleMissing } from './rolebinding-role-missing.ts'
import type { Rule } from './rule.ts'
import { secretDataNotBase64 } from './secret-data-not-base64.ts'
import { secretKeyMissing } from './secret-key-missing.ts'
import { secretRefMissing } from './secret-ref-missing.ts'
import { selectorTemplateMismatch } from './selector-template-mismatch.ts'
import { servicePortNames } from './service-port-names.ts'
import { serviceSelectorNoMatch } from './service-selector-no-match.ts'
import { serviceTargetPortUnknown } from './service-target-port-unknown.ts'
import { serviceaccountRefMissing } from './serviceaccount-ref-missing.ts'
import { statefulsetHeadlessService } from './statefulset-headless-service.ts'
import { volumeMountUndefined } from './volume-mount-undefined.ts'

/** In alphabetical order. test/unit/rules.test.ts checks that every file in this folder is listed. */
export const rules: readonly Rule[] = [
  apiDeprecated,
  apiNotYet,
  apiRemoved,
  configmapKeyMissing,
  configmapRefMissing,
  duplicateResource,
  envDuplicate,
  hpaTargetMissing,
  hpaUtilizationWithoutRequests,
  imageTagLatest,
  ingressBackendPortMissing,
  ingressBackendServiceMissing,
  mergeKeyOverride,
  missingLivenessProbe,
  missingReadinessProbe,
  missingResourceRequests,
  namespacePsaViolation,
  networkpolicyTypesMismatch,
  pdbBlocksEvictions,
  podSecurityBaseline,
  podSecurityRestricted,
  pvcRefMissing,
  recommendedLabels,
  rolebindingRoleMissing,
  secretDataNotBase64,
  secretKeyMissing,
  secretRefMissing,
  selectorTemplateMismatch,
  servicePortNames,
  serviceSelectorNoMatch,
  serviceTargetPortUnknown,
  serviceaccountRefMissing,
  statefulsetHeadlessService,
  volumeMountUndefined,
]
