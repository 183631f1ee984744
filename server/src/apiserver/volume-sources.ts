import { amountOf } from '../schema/quantity.ts'
import { entries, items, scalar } from '../syntax/node.ts'
import { type At, aroundOf, field, isSet, mapAt, textAt } from './at.ts'
import { withoutBacksteps } from './file-paths.ts'
import { change } from './fixes.ts'
import { checkText, text } from './looks.ts'
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from './names.ts'
import { type Rows, row, type Say } from './row.ts'

const DRIVER_WHY =
  'A CSI driver is called like a domain, at most 63 characters; the node finds its socket by that name.'

/** What single sources of volumes need. Those of the cloud and storage vendors are in volume-plugins.ts. */
export const volumeSources: Rows = {
  EmptyDirVolumeSource: [
    row(
      'VOL7',
      'The limit is how much may be written before the pod is evicted: an amount that is not below zero.',
      (here, say) => {
        const at = field(here, 'sizeLimit')
        const amount = amountOf(at.node)
        if (amount && amount.nano < 0n) say.forbidden(at, `\`sizeLimit\` cannot be below zero: \`${amount.text}\``)
      },
    ),
  ],
  HostPathVolumeSource: [
    row(
      'VOL8',
      'A path on the node is taken as it is written; going up with `..` could lead anywhere, so no part of it may be that.',
      text('path', withoutBacksteps),
    ),
  ],
  LocalVolumeSource: [
    row(
      'PVC13',
      'A path on the node is taken as it is written; going up with `..` could lead anywhere, so no part of it may be that.',
      text('path', withoutBacksteps),
    ),
  ],
  NFSVolumeSource: [
    row('VOL9', 'An export of an NFS server is named by its whole path, from the root on.', (here, say) => {
      const path = textAt(here, 'path')
      if (path === undefined || path === '' || path.startsWith('/')) return
      say.invalid(field(here, 'path'), `the path \`${path}\` of an export starts with \`/\``, {
        fixes: change(here, 'path', `/${path}`),
      })
    }),
  ],
  CSIVolumeSource: [
    row('VOL14', DRIVER_WHY, (here, say) => checkDriver(here, 'driver', say)),
    row('VOL14', 'A reference to a Secret is its name; an empty one leads nowhere.', (here, say) => {
      const ref = field(here, 'nodePublishSecretRef')
      if (!isSet(ref)) return
      const name = textAt(ref, 'name')
      if (needsText(ref, 'name')) say.required(field(ref, 'name'), 'the reference to a Secret needs its `name`')
      // The server forgets the name of the reference here.
      else if (name !== undefined && dnsSubdomain(name) !== undefined)
        say.invalid(field(ref, 'name'), `\`${name}\` ${dnsSubdomain(name)}`, { path: `${here.path}.name` })
    }),
  ],
  PersistentVolumeClaimTemplate: [
    row(
      'VOL15',
      'The claim is named after the pod and the volume; of the metadata only labels and annotations are taken over.',
      (here, say) => {
        const metadata = field(here, 'metadata')
        for (const name of NOT_TAKEN_OVER) {
          const at = field(metadata, name)
          if (!isZero(at)) say.forbidden(at, `\`${name}\` cannot be set here: only \`labels\` and \`annotations\` can`)
        }
      },
    ),
    row('VOL15', 'Labels and annotations of the claim keep to the rules of all others.', (here, say) => {
      const metadata = field(here, 'metadata')
      for (const [name, keyOf] of [
        ['labels', (key: string) => key],
        ['annotations', (key: string) => key.toLowerCase()],
      ] as const)
        for (const it of mapAt(metadata, name)) {
          const extra = { path: `${metadata.path}.${name}` }
          const fault = qualifiedName(keyOf(it.name))
          if (fault !== undefined)
            say.invalid(it, `\`${it.name}\` ${fault}`, { ...extra, mark: it.key ?? aroundOf(it) })
          const value = it.node && scalar(it.node)
          const wrong = name === 'labels' && typeof value === 'string' ? labelValue(value) : undefined
          if (wrong !== undefined) say.invalid(it, `\`${value}\` ${wrong}`, extra)
        }
    }),
  ],
  CSIPersistentVolumeSource: [
    row('PVC14', DRIVER_WHY, (here, say) => checkDriver(here, 'driver', say)),
    row('PVC14', 'A PersistentVolume is in no namespace, so a reference to a Secret names that too.', (here, say) => {
      for (const name of SECRETS_OF_CSI) {
        const ref = field(here, name)
        if (isSet(ref)) checkSecretReference(ref, say)
      }
    }),
  ],
}

const SECRETS_OF_CSI: readonly string[] = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
]

const NOT_TAKEN_OVER: readonly string[] = [
  'name',
  'generateName',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'ownerReferences',
  'finalizers',
  'managedFields',
  'selfLink',
]

/** The name of a CSI driver. That it is missing is said by the schema. */
export function checkDriver(holder: At, name: string, say: Say): void {
  const driver = textAt(holder, name)
  if (driver === undefined || driver === '') return
  if (driver.length > 63)
    say['too-long'](
      field(holder, name),
      `\`${driver}\` has ${driver.length} characters; the name of a driver has 63 at most`,
    )
  checkText(field(holder, name), driver.toLowerCase(), dnsSubdomain, say)
}

export function checkSecretReference(ref: At, say: Say): void {
  for (const name of ['name', 'namespace'])
    if (needsText(ref, name)) say.required(field(ref, name), `the reference to a Secret needs its \`${name}\``)
  checkText(field(ref, 'name'), textAt(ref, 'name'), dnsSubdomain, say)
  checkText(field(ref, 'namespace'), textAt(ref, 'namespace'), dnsLabel, say)
}

/** Not there, or an empty text; what is no text at all the decoder refuses. */
export function needsText(holder: At, name: string): boolean {
  const at = field(holder, name)
  return !isSet(at) || textAt(holder, name) === ''
}

/** To the server a text, list or number without content is not there. */
function isZero({ node }: At): boolean {
  const value = node && scalar(node)
  return (
    node === undefined ||
    value === '' ||
    value === 0 ||
    (value === undefined && entries(node).length + items(node).length === 0)
  )
}
