import { entries } from '../syntax/node.ts'
import { type At, booleanAt, field, isFilled, isSet, listAt, markOf, numberAt, textAt, textsAt } from './at.ts'
import { removal } from './fixes.ts'
import { checkAnnotations, checkLabels } from './labels.ts'
import { qualifiedName } from './names.ts'
import { groupKindOf } from './object-names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'

const KEY_WHY =
  'The key of a label is a name of at most 63 letters, digits, `-`, `_` and `.`, before it perhaps a DNS domain and a `/`: with a domain it cannot clash with those of others.'
const ANNOTATION_WHY =
  'The key of an annotation has the form of the key of a label, in upper or lower case; its value is free text. All of them together hold 256 KiB.'

/** What an object says about itself. */
export const objectMeta: Rows = {
  '*': [
    row('META13', KEY_WHY, (here, say) => {
      if (!isReview(here)) checkLabels(field(here, 'metadata'), 'metadata.labels', say)
    }),
    row('META15', ANNOTATION_WHY, (here, say) => {
      if (!isReview(here)) checkAnnotations(field(here, 'metadata'), 'metadata.annotations', say)
    }),
    row(
      'META17',
      'While an object has a finalizer nobody can delete it for good. Whoever sets one puts a domain before its name, so that each knows its own.',
      (here, say) => {
        if (!isReview(here)) finalizers(here, say)
      },
    ),
    row(
      'META18',
      'An owner is told by its uid, which stays when another object takes its name. One of the owners at most is the controller that looks after the object.',
      (here, say) => {
        if (!isReview(here)) owners(here, say)
      },
    ),
    row('META23', 'The server counts the generations of an object, from 0 up.', (here, say) => {
      const metadata = field(here, 'metadata')
      const generation = numberAt(metadata, 'generation')
      if (generation !== undefined && generation < 0 && COUNTED.has(groupKindOf(here)))
        say.invalid(field(metadata, 'generation'), '`generation` cannot be negative; leave it to the server', {
          fixes: removal(metadata, 'generation'),
        })
    }),
  ],
  PodTemplateSpec: [
    row('META13', KEY_WHY, (here, say) => checkLabels(field(here, 'metadata'), `${here.path}.labels`, say)),
    row('META15', ANNOTATION_WHY, (here, say) =>
      checkAnnotations(field(here, 'metadata'), `${here.path}.annotations`, say),
    ),
  ],
  ResourceClaimTemplateSpec: [
    row('META13', KEY_WHY, (here, say) => checkLabels(field(here, 'metadata'), `${here.path}.metadata.labels`, say)),
    row('META15', ANNOTATION_WHY, (here, say) =>
      checkAnnotations(field(here, 'metadata'), `${here.path}.metadata.annotations`, say),
    ),
    row(
      'META13',
      'The claims get their names from the server: a template gives them labels and annotations only.',
      (here, say) => {
        const metadata = field(here, 'metadata')
        for (const { name } of entries(metadata.node)) {
          if (name !== 'labels' && name !== 'annotations' && isFilled(field(metadata, name)))
            say.forbidden(field(metadata, name), `the metadata of a template has no \`${name}\``, {
              fixes: removal(metadata, name),
            })
        }
      },
    ),
  ],
  // Both take the labels of their pods for their own, if they have none.
  Job: [row('META13', KEY_WHY, copiedLabels)],
  ReplicationController: [row('META13', KEY_WHY, copiedLabels)],
}

/** Of reviews, and of the binding of a Pod to a Node, the server looks at nothing here. */
function isReview(here: Here): boolean {
  return /^(?:authentication\.k8s\.io|authorization\.k8s\.io)\/|^\/Binding$/.test(groupKindOf(here))
}

function copiedLabels(here: Here, say: Say): void {
  const template = field(field(here, 'spec'), 'template')
  const own = field(field(here, 'metadata'), 'labels')
  if (entries(own.node).length === 0) checkLabels(field(template, 'metadata'), 'metadata.labels', say)
}

function finalizers(here: Here, say: Say): void {
  const metadata = field(here, 'metadata')
  const all = textsAt(metadata, 'finalizers')
  const isStrict = !LENIENT.test(groupKindOf(here)) && BUILT_IN.test(groupKindOf(here))
  for (const it of all) {
    const fault = qualifiedName(it.text)
    if (fault !== undefined) say.invalid(it, `the finalizer \`${it.text}\` ${fault}`, { path: 'metadata.finalizers' })
    if (isStrict && !it.text.includes('/') && !STANDARD.has(it.text))
      say.invalid(it, `the finalizer \`${it.text}\` needs a domain before it: \`example.com/${it.text || 'name'}\``)
  }
  const second = all.findLast((it) => it.text === 'orphan' || it.text === 'foregroundDeletion')
  const texts = new Set(all.map((it) => it.text))
  if (second && texts.has('orphan') && texts.has('foregroundDeletion'))
    say.invalid(second, '`orphan` and `foregroundDeletion` contradict each other: keep one of them', {
      path: 'metadata.finalizers',
    })
}

const STANDARD: ReadonlySet<string> = new Set(['kubernetes', 'orphan', 'foregroundDeletion'])
/** Groups that take any name for a finalizer, and one kind. */
const LENIENT =
  /^(?:admissionregistration\.k8s\.io|apiextensions\.k8s\.io|apiregistration\.k8s\.io|coordination\.k8s\.io|node\.k8s\.io|policy)\/|^\/Event$/
const BUILT_IN =
  /^(?:|apps|batch|extensions|autoscaling|(?:certificates|discovery|events|flowcontrol\.apiserver|internal\.apiserver|networking|rbac\.authorization|resource|scheduling|storage)\.k8s\.io)\//

function owners(here: Here, say: Say): void {
  const metadata = field(here, 'metadata')
  const path = 'metadata.ownerReferences'
  let first: At | undefined
  for (const owner of listAt(metadata, 'ownerReferences')) {
    const fault = (name: string, message: string) =>
      say.invalid(field(owner, name), message, { path: `${path}.${name}` })
    const version = versionOf(textAt(owner, 'apiVersion') ?? '')
    if (version === '') fault('apiVersion', 'an owner needs `apiVersion` with a version: `apps/v1`')
    for (const name of ['kind', 'name', 'uid'])
      if (!textAt(owner, name) && !isOtherThanText(owner, name)) fault(name, `an owner needs \`${name}\``)
    if (/^\/?v1$/.test(textAt(owner, 'apiVersion') ?? '') && textAt(owner, 'kind') === 'Event')
      say.invalid(owner, 'an Event cannot own anything', { path })
    if (booleanAt(owner, 'controller') !== true) continue
    const controller = field(owner, 'controller')
    if (first)
      say.invalid(controller, 'another owner is the controller already; there is one at most', {
        path,
        related: [{ ...markOf(first), message: 'the first one' }],
      })
    else first = controller
  }
}

/** That is a fault of another kind. */
function isOtherThanText(owner: At, name: string): boolean {
  const at = field(owner, name)
  return isSet(at) && textAt(owner, name) === undefined
}

/** Of `group/version`; empty where it cannot be read. */
function versionOf(apiVersion: string): string {
  const parts = apiVersion.split('/')
  return parts.length > 2 ? '' : (parts.at(-1) ?? '')
}

/** Kinds whose generation the server does not set itself when they are made, and so looks at. */
const COUNTED: ReadonlySet<string> = new Set([
  'apiregistration.k8s.io/APIService',
  'coordination.k8s.io/Lease',
  'coordination.k8s.io/LeaseCandidate',
  'node.k8s.io/RuntimeClass',
  'apps/ControllerRevision',
  'autoscaling/HorizontalPodAutoscaler',
  'events.k8s.io/Event',
  'internal.apiserver.k8s.io/StorageVersion',
  'networking.k8s.io/IPAddress',
  'networking.k8s.io/ServiceCIDR',
  'resource.k8s.io/ResourceClaim',
  'resource.k8s.io/ResourceClaimTemplate',
  'storage.k8s.io/CSIDriver',
  'storage.k8s.io/CSINode',
  'storage.k8s.io/CSIStorageCapacity',
  'storage.k8s.io/StorageClass',
  'storage.k8s.io/VolumeAttachment',
  'storage.k8s.io/VolumeAttributesClass',
  'certificates.k8s.io/CertificateSigningRequest',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'rbac.authorization.k8s.io/Role',
  'rbac.authorization.k8s.io/RoleBinding',
  '/ConfigMap',
  '/Endpoints',
  '/Event',
  '/LimitRange',
  '/Namespace',
  '/Node',
  '/PersistentVolume',
  '/PersistentVolumeClaim',
  '/ResourceQuota',
  '/Secret',
  '/Service',
  '/ServiceAccount',
])
