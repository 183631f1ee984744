import { amountOf } from '../schema/quantity.ts'
import { resolved } from '../syntax/node.ts'
import { aroundOf, field, isEmptyList, isSet, mapAt, textAt } from './at.ts'
import { checkText } from './looks.ts'
import { dnsSubdomain } from './names.ts'
import { type Rows, row } from './row.ts'
import { sourcesIn } from './unjudged.ts'

/** https://kubernetes.io/docs/concepts/storage/persistent-volumes/ */
export const persistentVolumes: Rows = {
  PersistentVolumeSpec: [
    row(
      'PVC9',
      'The capacity is how much storage a claim can find here; it holds `storage` and nothing else.',
      (here, say) => {
        const at = field(here, 'capacity')
        if (!isVolume(here) || (at.node && resolved(at.node)?.tree.type !== 'mapping')) return
        const amounts = mapAt(here, 'capacity')
        if (amounts.length === 0 && isSet(at))
          say.required(at, 'a PersistentVolume needs `capacity.storage`, such as `10Gi`')
        const other = amounts.find((it) => it.name !== 'storage')
        if (other)
          say.unsupported(other, `\`capacity\` holds \`storage\` only, not \`${other.name}\``, { path: at.path })
        else if (amounts.length === 0 && isSet(at))
          say.unsupported(at, '`capacity` holds `storage`, which is not there')
        for (const it of amounts) {
          const amount = amountOf(it.node)
          if (!it.node || (amount && amount.nano <= 0n))
            say.invalid(it, `a volume holds more than nothing: \`${amount?.text ?? 'null'}\` is no size`)
        }
      },
    ),
    row('PVC10', 'The access modes say by how many nodes and pods this storage can be used at a time.', (here, say) => {
      const at = field(here, 'accessModes')
      if (isEmptyList(at)) say.required(at, 'a PersistentVolume needs an access mode, such as `ReadWriteOnce`')
    }),
    row('PVC12', 'Recycling empties the volume; that of the root of a node nobody can want.', (here, say) => {
      const path = textAt(field(here, 'hostPath'), 'path')
      if (path === undefined || textAt(here, 'persistentVolumeReclaimPolicy') !== 'Recycle' || !isRoot(path)) return
      say.forbidden(
        field(here, 'persistentVolumeReclaimPolicy'),
        '`Recycle` would empty the root of the node: take `Retain`',
      )
    }),
    row(
      'PVC13',
      'Storage that is part of a node can be used on that node only; the scheduler learns from `nodeAffinity` which it is.',
      (here, say) => {
        const isLocal = sourcesIn('PersistentVolumeSpec', here.node)[0] === 'local'
        if (isLocal && (!isSet(field(here, 'nodeAffinity')) || !isVolume(here)))
          say.required(field(here, 'nodeAffinity'), 'a local volume needs `nodeAffinity`, which names its node', {
            mark: field(here, 'local').key ?? aroundOf(here),
          })
      },
    ),
    row('PVC23', 'A StorageClass is called like a subdomain.', (here, say) => {
      if (isVolume(here))
        checkText(field(here, 'storageClassName'), textAt(here, 'storageClassName'), dnsSubdomain, say)
    }),
    row(
      'PVC23',
      'The attributes that a class names are changed by a CSI driver, so they need one; and an empty name names nothing.',
      (here, say) => {
        const at = field(here, 'volumeAttributesClassName')
        const name = textAt(here, 'volumeAttributesClassName')
        const extra = { versions: { from: 34 } }
        if (name === undefined || !isVolume(here)) return
        const fault = name === '' ? undefined : dnsSubdomain(name)
        if (name === '') say.required(at, 'an empty name names no class: leave it away', extra)
        if (fault !== undefined) say.invalid(at, `\`${name}\` ${fault}`, extra)
        if (!isSet(field(here, 'csi')))
          say.required(field(here, 'csi'), 'a VolumeAttributesClass is for volumes of a `csi` driver', {
            ...extra,
            mark: at.key ?? aroundOf(at),
          })
      },
    ),
  ],
}

/** And not one that a VolumeAttachment holds within itself. */
function isVolume({ kind }: { readonly kind: string }): boolean {
  return kind === 'PersistentVolume'
}

/** `/`, in all the ways in which it can be written. */
function isRoot(path: string): boolean {
  let depth = 0
  for (const part of path.split('/')) {
    if (part === '..') depth = Math.max(0, depth - 1)
    else if (part !== '' && part !== '.') depth++
  }
  return path.startsWith('/') && depth === 0
}
