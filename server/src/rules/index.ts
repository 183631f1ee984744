import { apiDeprecated } from './api-deprecated.ts'
import { apiNotYet } from './api-not-yet.ts'
import { apiRemoved } from './api-removed.ts'
import { envDuplicate } from './env-duplicate.ts'
import { imageTagLatest } from './image-tag-latest.ts'
import { mergeKeyOverride } from './merge-key-override.ts'
import { missingLivenessProbe } from './missing-liveness-probe.ts'
import { missingReadinessProbe } from './missing-readiness-probe.ts'
import { missingResourceRequests } from './missing-resource-requests.ts'
import { namespacePsaViolation } from './namespace-psa-violation.ts'
import { podSecurityBaseline } from './pod-security-baseline.ts'
import { podSecurityRestricted } from './pod-security-restricted.ts'
import { recommendedLabels } from './recommended-labels.ts'
import type { Rule } from './rule.ts'
import { secretDataNotBase64 } from './secret-data-not-base64.ts'
import { selectorTemplateMismatch } from './selector-template-mismatch.ts'
import { servicePortNames } from './service-port-names.ts'
import { statefulsetHeadlessService } from './statefulset-headless-service.ts'
import { volumeMountUndefined } from './volume-mount-undefined.ts'

/** In alphabetical order. test/unit/rules.test.ts checks that every file in this folder is listed. */
export const rules: readonly Rule[] = [
  apiDeprecated,
  apiNotYet,
  apiRemoved,
  envDuplicate,
  imageTagLatest,
  mergeKeyOverride,
  missingLivenessProbe,
  missingReadinessProbe,
  missingResourceRequests,
  namespacePsaViolation,
  podSecurityBaseline,
  podSecurityRestricted,
  recommendedLabels,
  secretDataNotBase64,
  selectorTemplateMismatch,
  servicePortNames,
  statefulsetHeadlessService,
  volumeMountUndefined,
]
