import { amountOf } from '../schema/quantity.ts'
import { bytesOf } from '../text/bytes.ts'
import { type At, aroundOf, field, isSet, listAt, mapAt, numberAt, textAt, textsAt } from './at.ts'
import { checkText, range, text } from './looks.ts'
import { dnsSubdomain, qualifiedName } from './names.ts'
import { type Rows, row, type Say } from './row.ts'
import { checkDriver, needsText } from './volume-sources.ts'

/** What drivers and controllers of storage write rather than people. https://kubernetes-csi.github.io/docs/ */
export const csiKinds: Rows = {
  CSIDriverSpec: [
    row(
      'PVC20',
      'A driver gets one token of each audience, good for ten minutes at least and 2^32 seconds at most.',
      checkTokenRequests,
    ),
    row(
      'PVC20',
      'To ask a driver for its limit of volumes more often than every ten seconds would keep it busy.',
      (here, say) => {
        const seconds = numberAt(here, 'nodeAllocatableUpdatePeriodSeconds')
        const extra = { versions: { from: 35 } }
        if (seconds !== undefined && seconds < 10)
          say.invalid(
            field(here, 'nodeAllocatableUpdatePeriodSeconds'),
            `the period is 10 seconds at least, not ${seconds}`,
            extra,
          )
      },
    ),
    row(
      'PVC20',
      'Where the tokens go can be said only of a driver that asks for tokens; and among secrets they end up in no log.',
      (here, say) => {
        const at = field(here, 'serviceAccountTokenInSecrets')
        const hasTokens = listAt(here, 'tokenRequests').length > 0
        if (isSet(at) && !hasTokens)
          say.invalid(at, '`serviceAccountTokenInSecrets` means nothing without `tokenRequests`')
        if (!isSet(at) && hasTokens)
          say.warning(
            at,
            'tokens among the volume attributes may end up in logs: if the driver can, set `serviceAccountTokenInSecrets`',
            {
              mark: field(here, 'tokenRequests').key ?? aroundOf(here),
              versions: { from: 35 },
            },
          )
      },
    ),
  ],
  CSINodeDriver: [
    row('PVC20', 'A CSI driver is called like a domain, at most 63 characters.', (here, say) =>
      checkDriver(here, 'name', say),
    ),
    row('PVC20', 'A driver knows a node by an identifier of at most 256 bytes.', (here, say) => {
      const id = textAt(here, 'nodeID') ?? ''
      if (bytesOf(id) > 256) say.invalid(field(here, 'nodeID'), 'a `nodeID` has 256 bytes at most')
    }),
    row('PVC20', 'Topology keys are keys of labels of nodes, each of them once.', (here, say) => {
      const seen = new Set<string>()
      for (const it of textsAt(here, 'topologyKeys')) {
        const extra = { path: here.path }
        if (it.text === '') say.required(it, 'a topology key needs a name', extra)
        if (seen.has(it.text)) say.duplicate(it, `\`${it.text}\` is in this list already`, extra)
        seen.add(it.text)
        const fault = qualifiedName(it.text)
        if (fault !== undefined) say.invalid(it, `\`${it.text}\` ${fault}`, extra)
      }
    }),
  ],
  VolumeNodeResources: [
    row('PVC20', 'How many volumes a node can have is not below zero.', range('count', 0, Number.POSITIVE_INFINITY)),
  ],
  VolumeAttachmentSpec: [
    row('PVC20', 'Who attaches is a CSI driver, called like a domain.', (here, say) =>
      checkDriver(here, 'attacher', say),
    ),
    row('PVC20', 'A node is called like a subdomain.', text('nodeName', dnsSubdomain)),
  ],
  VolumeAttachmentSource: [
    row(
      'PVC20',
      'An attachment is of one volume: a PersistentVolume by its name, or one that is described within.',
      checkSource,
    ),
  ],
  CSIStorageCapacity: [
    row('PVC25', 'A StorageClass is called like a subdomain.', text('storageClassName', dnsSubdomain)),
    row('PVC25', 'What is left of storage is not below zero.', (here, say) => {
      const amount = amountOf(field(here, 'capacity').node)
      if (amount && amount.nano < 0n)
        say.invalid(field(here, 'capacity'), `\`capacity\` cannot be below zero: \`${amount.text}\``)
    }),
  ],
}

function checkTokenRequests(here: At, say: Say): void {
  const seen = new Set<string>()
  for (const it of listAt(here, 'tokenRequests')) {
    const audience = textAt(it, 'audience') ?? ''
    if (seen.has(audience)) {
      say.duplicate(field(it, 'audience'), `a token for \`${audience}\` is asked for already`)
      continue
    }
    seen.add(audience)
    const at = field(it, 'expirationSeconds')
    const seconds = numberAt(it, 'expirationSeconds')
    if (seconds === undefined) continue
    if (seconds < 600) say.invalid(at, `a token is good for 600 seconds at least, not ${seconds}`)
    if (seconds > 2 ** 32) say.invalid(at, `a token is good for ${2 ** 32} seconds at most, not ${seconds}`)
  }
}

function checkSource(here: At, say: Say): void {
  const inline = field(here, 'inlineVolumeSpec')
  const name = field(here, 'persistentVolumeName')
  if (isSet(inline) && isSet(name)) say.forbidden(here, 'give `persistentVolumeName` or `inlineVolumeSpec`, not both')
  else if (isSet(inline)) checkInline(inline, say)
  else if (!isSet(name)) say.required(here, 'an attachment needs `persistentVolumeName` or `inlineVolumeSpec`')
  else if (needsText(here, 'persistentVolumeName')) say.required(name, '`persistentVolumeName` cannot be empty')
  checkText(name, textAt(here, 'persistentVolumeName'), dnsSubdomain, say)
}

/** A volume that nobody can claim: what is about claims has no place in it. */
function checkInline(inline: At, say: Say): void {
  for (const name of ['claimRef', 'nodeAffinity', 'storageClassName', 'capacity']) {
    const at = field(inline, name)
    const isNothing =
      name === 'capacity' ? mapAt(inline, name).length === 0 : name === 'storageClassName' && needsText(inline, name)
    if (isSet(at) && !isNothing) say.forbidden(at, `\`${name}\` has no place in an inline volume`)
  }
  for (const [name, only] of [
    ['persistentVolumeReclaimPolicy', 'Retain'],
    ['volumeMode', 'Filesystem'],
  ] as const) {
    const value = textAt(inline, name)
    const isNothing = value === undefined || (name === 'persistentVolumeReclaimPolicy' && value === '')
    if (!isNothing && value !== only)
      say.forbidden(field(inline, name), `\`${name}\` of an inline volume is \`${only}\` only`)
  }
  const csi = field(inline, 'csi')
  if (!isSet(csi)) say.required(csi, 'an inline volume is one of a `csi` driver')
}
