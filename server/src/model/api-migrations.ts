import { columnOf, putEntries, replaceScalar, scalarText, unitOf, withLineEnds } from '../syntax/edits.ts'
import { at, entries, entry, isNull, type Node, scalar, values } from '../syntax/node.ts'
import type { Edit } from '../text/edit.ts'
import { rewriteIngress } from './ingress-migration.ts'
import type { Resource } from './resource.ts'
import { labelsAt } from './summary.ts'

/** The edits that turn a manifest into its successor's apiVersion. */
export interface Migration {
  readonly edits: readonly Edit[]
  /** Both versions mean the same by the same text. */
  readonly safe: boolean
}

/** `undefined` where more changes than can be told from the manifest: `differences` says what. */
export function migrate(resource: Resource, successor: string): Migration | undefined {
  const place = entry(resource.node, 'apiVersion')?.value
  const rest = place && restOf(resource)
  return rest && { edits: [replaceScalar(place, successor), ...rest.edits], safe: rest.safe }
}

/** What changes besides the apiVersion, in a few words for the end of a sentence. */
export function differences({ apiVersion, kind }: Resource): string | undefined {
  const key = `${apiVersion.slice(apiVersion.indexOf('/') + 1)} ${kind}`
  return DIFFERENCES.find(([pattern]) => pattern.test(key))?.[1]
}

const DIFFERENCES: readonly (readonly [RegExp, string])[] = [
  [/^v1beta1 Ingress$/, 'backends are written `service.name` and `service.port`, and each path needs a `pathType`'],
  [/ CustomResourceDefinition$/, 'each item of `versions` needs a schema of its own, and unknown fields are dropped'],
  [
    / (Mutating|Validating)WebhookConfiguration$/,
    'each webhook needs `sideEffects` and `admissionReviewVersions`, and fails closed by default',
  ],
  [/^v2beta1 HorizontalPodAutoscaler$/, 'the goals of a metric stand under `target`'],
  [/^v1beta[12] PriorityLevelConfiguration$/, '`assuredConcurrencyShares` is called `nominalConcurrencyShares`'],
  [/^v1beta1 (Deployment|DaemonSet|ReplicaSet|StatefulSet)$/, 'the selector has to be written down'],
  [/^v1beta1 EndpointSlice$/, '`topology` of an endpoint became `nodeName` and `zone`'],
  [/^v1beta1 CertificateSigningRequest$/, '`signerName` and `usages` have to be given'],
  [/^v1alpha1 RuntimeClass$/, '`handler` stands at the top, not under `spec`'],
  [/^v1 Endpoints$/, 'addresses and ports are written in another way'],
  [/^v1beta1 Event$/, 'several fields have other names'],
  [/^v1alpha[123] ResourceClaim(Template)?$/, 'requests are written in another way'],
]

type Rest = Migration | undefined

const SAME: Migration = { edits: [], safe: true }
const NEARLY: Migration = { edits: [], safe: false }

/** The same fields with the same meaning in both versions. */
const SAME_SHAPE: ReadonlySet<string> = new Set([
  ...['Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet'].map((kind) => `apps/v1beta2/${kind}`),
  'admissionregistration.k8s.io/v1beta1/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/v1beta1/ValidatingAdmissionPolicyBinding',
  'apiregistration.k8s.io/v1beta1/APIService',
  'autoscaling/v2beta2/HorizontalPodAutoscaler',
  'batch/v1beta1/CronJob',
  'coordination.k8s.io/v1beta1/Lease',
  'extensions/v1beta1/NetworkPolicy',
  ...['v1alpha1', 'v1beta1', 'v1beta2', 'v1beta3'].map(
    (version) => `flowcontrol.apiserver.k8s.io/${version}/FlowSchema`,
  ),
  'networking.k8s.io/v1beta1/IngressClass',
  'networking.k8s.io/v1beta1/IPAddress',
  'networking.k8s.io/v1beta1/ServiceCIDR',
  'node.k8s.io/v1beta1/RuntimeClass',
  ...['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'].map(
    (kind) => `rbac.authorization.k8s.io/v1beta1/${kind}`,
  ),
  'scheduling.k8s.io/v1beta1/PriorityClass',
  ...['CSIDriver', 'CSINode', 'CSIStorageCapacity', 'StorageClass', 'VolumeAttachment', 'VolumeAttributesClass'].map(
    (kind) => `storage.k8s.io/v1beta1/${kind}`,
  ),
])

/** Fields that look the same, though nobody vouches for every default: alphas, and reviews that are rarely files. */
const NEARLY_SAME: ReadonlySet<string> = new Set([
  'batch/v2alpha1/CronJob',
  'scheduling.k8s.io/v1alpha1/PriorityClass',
  'storage.k8s.io/v1alpha1/CSIStorageCapacity',
  'storage.k8s.io/v1alpha1/VolumeAttributesClass',
  'storage.k8s.io/v1alpha1/VolumeAttachment',
  'networking.k8s.io/v1alpha1/IPAddress',
  'authentication.k8s.io/v1beta1/TokenReview',
  'admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicy',
  'admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicyBinding',
])

/** The edits besides that of the apiVersion. */
function restOf(resource: Resource): Rest {
  const { apiVersion, kind, node } = resource
  const gvk = `${apiVersion}/${kind}`
  if (SAME_SHAPE.has(gvk)) return SAME
  if (NEARLY_SAME.has(gvk)) return NEARLY
  if (kind === 'Ingress') {
    const edits = rewriteIngress(node)
    return edits && { edits, safe: false }
  }
  if (kind === 'PodDisruptionBudget') return hasSelector(node) ? SAME : NEARLY
  if (gvk.startsWith('apps/v1beta1/') || gvk.startsWith('extensions/v1beta1/')) return workload(node)
  if (kind === 'HorizontalPodAutoscaler') return autoscaler(node)
  if (kind === 'PriorityLevelConfiguration') return priorityLevel(node)
  if (/WebhookConfiguration$/.test(kind)) return webhooks(node)
  if (gvk.startsWith('rbac.authorization.k8s.io/v1alpha1/')) {
    return values(at(node, 'subjects')).some((it) => at(it, 'apiVersion')) ? undefined : NEARLY
  }
  if (kind === 'EndpointSlice')
    return values(at(node, 'endpoints')).some((it) => at(it, 'topology')) ? undefined : NEARLY
  if (kind === 'CertificateSigningRequest') {
    return at(node, 'spec', 'signerName') && at(node, 'spec', 'usages') ? NEARLY : undefined
  }
  return undefined
}

/** Of an empty selector policy/v1 thinks otherwise: it means all pods, where it meant none. */
function hasSelector(node: Node): boolean {
  const selector = at(node, 'spec', 'selector')
  return entries(at(selector, 'matchLabels')).length > 0 || values(at(selector, 'matchExpressions')).length > 0
}

/** The selector used to come from the template's labels. Defaults of rollouts changed too, which no edit can show. */
function workload(node: Node): Rest {
  const spec = at(node, 'spec')
  if (!spec || !at(spec, 'template') || at(spec, 'rollbackTo') || at(spec, 'templateGeneration')) return undefined
  if (!isNull(at(spec, 'selector'))) return NEARLY
  const labels = Object.entries(labelsAt(at(spec, 'template', 'metadata', 'labels')))
  if (labels.length === 0) return undefined
  const edit = putEntries(
    spec,
    ['selector', 'matchLabels'],
    labels.map(([key, value]) => [scalarText(key), scalarText(value)]),
  )
  return edit && { edits: [edit], safe: false }
}

/** Resource metrics: `targetAverageUtilization: 50` became `target: {type: Utilization, averageUtilization: 50}`. */
function autoscaler(node: Node): Rest {
  const edits: Edit[] = []
  for (const metric of values(at(node, 'spec', 'metrics'))) {
    const resource = at(metric, 'resource')
    const goal = ['Utilization', 'Value'].flatMap((it) => entry(resource, `targetAverage${it}`) ?? [])
    const found = goal[0]
    if (scalar(at(metric, 'type')) !== 'Resource' || !resource || goal.length !== 1 || !found?.value || found.merged)
      return undefined
    if (resource.tree.type !== 'mapping' || resource.tree.flow) return undefined
    const { value, key } = found
    const isShare = found.name === 'targetAverageUtilization'
    const indent = `\n${' '.repeat(columnOf(key.document.text, key.from) + unitOf(node))}`
    const type = isShare ? 'Utilization' : 'AverageValue'
    const field = isShare ? 'averageUtilization' : 'averageValue'
    const lines = `target:${indent}type: ${type}${indent}${field}: ${written(value)}`
    edits.push({ from: key.from, to: value.to, insert: withLineEnds(lines, key.document) })
  }
  return { edits, safe: false }
}

function priorityLevel(node: Node): Rest {
  const shares = entry(at(node, 'spec', 'limited'), 'assuredConcurrencyShares')
  return { edits: shares ? [replaceScalar(shares.key, 'nominalConcurrencyShares')] : [], safe: false }
}

/** Defaults changed, so it is no more than nearly the same even where nothing is missing. */
function webhooks(node: Node): Rest {
  const needed = ['sideEffects', 'admissionReviewVersions', 'failurePolicy', 'timeoutSeconds']
  return values(at(node, 'webhooks')).every((it) => needed.every((field) => at(it, field))) ? NEARLY : undefined
}

function written({ document, from, to }: Node): string {
  return document.text.slice(from, to)
}
