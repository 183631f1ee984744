import { type At, aroundOf, booleanAt, field, isSet, listAt, mapAt, numberAt, textAt } from './at.ts'
import { withoutBacksteps } from './file-paths.ts'
import { range, text } from './looks.ts'
import { dnsLabel } from './names.ts'
import { type Row, type Rows, row, type Say } from './row.ts'
import { needsText } from './volume-sources.ts'

const LUN_WHY = 'The number of a logical unit is a byte: 0 to 255.'
const PARTITION_WHY = 'The number of a partition is 1 to 255; 0 means the whole disk.'
const SECRET_WHY = 'A reference to a Secret leads nowhere without its name.'
const SECRET_PV_WHY = 'A PersistentVolume is in no namespace, so a reference to a Secret says both name and namespace.'
const CHAP_WHY = 'To log in by CHAP the node needs a Secret with the names and passwords.'
const NAME_WHY =
  'Nodes and disks of iSCSI have names of their own form: `iqn.2001-04.com.example:storage`, `eui.` with 16 or `naa.` with 32 digits.'
const FC_WHY =
  'A disk over Fibre Channel is found by the names of its targets and a `lun`, or by its own identifier in `wwids`.'
const AZURE_WHY =
  'Where an Azure disk is depends on its kind: a managed one is a resource of a subscription, others are a blob at an address.'
const OPTIONS_WHY = 'Options under kubernetes.io and k8s.io are what Kubernetes itself tells the driver.'
const DATASET_WHY = 'A dataset of Flocker is found by its name or by its identifier.'
const STORAGEOS_WHY = 'Volumes of StorageOS are named in lower-case letters, digits and `-`, at most 63.'
const QUOBYTE_WHY = 'The registry of Quobyte is a host with a port, or several with commas between them.'

/** What the sources of storage vendors ask for. Most of their drivers are gone; the API is still there. */
export const volumePlugins: Rows = {
  ISCSIVolumeSource: [...iscsi(), row('VOL17', CHAP_WHY, needsChapSecret)],
  ISCSIPersistentVolumeSource: [
    ...iscsi(),
    row('VOL17', CHAP_WHY, needsChapSecret),
    row('VOL17', SECRET_WHY, secretNeeds('name')),
  ],
  FCVolumeSource: [row('VOL17', FC_WHY, fibreChannel)],
  AzureDiskVolumeSource: [row('VOL17', AZURE_WHY, azureDisk)],
  AzureFilePersistentVolumeSource: [
    row('VOL17', SECRET_PV_WHY, (here, say) => {
      if (textAt(here, 'secretNamespace') === '')
        say.required(field(here, 'secretNamespace'), 'an empty namespace leads nowhere: leave it away or name one')
    }),
  ],
  AWSElasticBlockStoreVolumeSource: [row('VOL17', PARTITION_WHY, range('partition', 0, 255))],
  GCEPersistentDiskVolumeSource: [row('VOL17', PARTITION_WHY, range('partition', 0, 255))],
  CinderVolumeSource: [row('VOL17', SECRET_WHY, secretNeeds('name'))],
  CinderPersistentVolumeSource: [row('VOL17', SECRET_PV_WHY, secretNeeds('name', 'namespace'))],
  StorageOSVolumeSource: [...storageOS(), row('VOL17', SECRET_WHY, secretNeeds('name'))],
  StorageOSPersistentVolumeSource: [...storageOS(), row('VOL17', SECRET_PV_WHY, secretNeeds('name', 'namespace'))],
  GlusterfsPersistentVolumeSource: [
    row('VOL17', 'The Endpoints of GlusterFS are in a namespace, called as any.', (here, say) => {
      const at = field(here, 'endpointsNamespace')
      const name = textAt(here, 'endpointsNamespace')
      const fault = name === undefined ? undefined : name === '' ? 'names no namespace' : dnsLabel(name)
      if (fault !== undefined) say.invalid(at, `\`${name}\` ${fault}`)
    }),
  ],
  GitRepoVolumeSource: [
    row('VOL17', 'The folder for the clone lies below the mount: a relative path that does not go up.', (here, say) => {
      const path = textAt(here, 'directory') ?? ''
      const fault = path.startsWith('/') ? 'starts at the root: leave the first `/` away' : withoutBacksteps(path)
      if (fault !== undefined) say.invalid(field(here, 'directory'), `the path \`${path}\` ${fault}`)
    }),
  ],
  FlockerVolumeSource: [row('VOL17', DATASET_WHY, flocker)],
  FlexVolumeSource: [row('VOL17', OPTIONS_WHY, reservedOptions)],
  FlexPersistentVolumeSource: [row('VOL17', OPTIONS_WHY, reservedOptions)],
  QuobyteVolumeSource: [row('VOL17', QUOBYTE_WHY, quobyte)],
}

function iscsi(): readonly Row[] {
  return [
    row('VOL17', LUN_WHY, range('lun', 0, 255)),
    row('VOL17', NAME_WHY, (here, say) => {
      const name = textAt(here, 'iqn')
      if (name && !isStorageName(name)) say.invalid(field(here, 'iqn'), `\`${name}\` ${NO_NAME}`)
      const initiator = textAt(here, 'initiatorName')
      if (initiator !== undefined && !isStorageName(initiator))
        say.invalid(field(here, 'initiatorName'), `\`${initiator}\` ${NO_NAME}`, { path: `${here.path}.initiatorname` })
    }),
  ]
}

const NO_NAME = 'is no name of iSCSI: it starts with `iqn.`, `eui.` or `naa.`, as `iqn.2001-04.com.example:storage`'

function isStorageName(name: string): boolean {
  // The server looks for the end of an iqn only, and takes any character for the dot of the others.
  if (name.startsWith('iqn')) return /iqn\.\d{4}-\d{2}\.[A-Za-z0-9.-]+:[^,;*&$|\s]+$/.test(name)
  return /^eui.[A-Za-z0-9]{16}$/.test(name) || /^naa.[A-Za-z0-9]{32}$/.test(name)
}

function needsChapSecret(here: At, say: Say): void {
  const asks = ['chapAuthDiscovery', 'chapAuthSession'].find((it) => booleanAt(here, it))
  if (asks !== undefined && !isSet(field(here, 'secretRef')))
    say.required(field(here, 'secretRef'), `\`${asks}\` needs a \`secretRef\``)
}

function secretNeeds(...names: readonly string[]): Row['look'] {
  return (here, say) => {
    const ref = field(here, 'secretRef')
    if (!isSet(ref)) return
    for (const it of names)
      if (needsText(ref, it)) say.required(field(ref, it), `the reference to a Secret needs its \`${it}\``)
  }
}

function fibreChannel(here: At, say: Say): void {
  const targets = field(here, 'targetWWNs')
  const hasTargets = listAt(here, 'targetWWNs').length > 0
  const hasIds = listAt(here, 'wwids').length > 0
  if (!hasTargets && !hasIds) say.required(targets, 'a disk over Fibre Channel needs `targetWWNs` or `wwids`')
  if (hasTargets && hasIds) say.invalid(targets, '`targetWWNs` cannot stand beside `wwids`: give one of them')
  if (!hasTargets) return
  const lun = numberAt(here, 'lun')
  if (!isSet(field(here, 'lun'))) say.required(field(here, 'lun'), '`targetWWNs` need a `lun`')
  else if (lun !== undefined && (lun < 0 || lun > 255))
    say.invalid(field(here, 'lun'), `\`lun\` is between 0 and 255, not ${lun}`)
}

function azureDisk(here: At, say: Say): void {
  // Without a kind it is shared.
  const kind = textAt(here, 'kind') ?? 'Shared'
  const uri = textAt(here, 'diskURI') ?? ''
  const at = field(here, 'diskURI')
  if (isSet(at) && textAt(here, 'diskURI') === undefined) return
  if (kind === 'Managed' && !uri.startsWith('/subscriptions/'))
    say.unsupported(at, 'the `diskURI` of a managed disk starts with `/subscriptions/`')
  if (kind !== 'Managed' && !uri.startsWith('https://'))
    say.unsupported(
      at,
      `the \`diskURI\` of a disk of kind \`${kind}\` starts with \`https://\`; a resource of a subscription is of kind \`Managed\``,
    )
}

function storageOS(): readonly Row[] {
  return ['volumeName', 'volumeNamespace'].map((it) => row('VOL17', STORAGEOS_WHY, text(it, dnsLabel)))
}

function flocker(here: At, say: Say): void {
  const name = textAt(here, 'datasetName') ?? ''
  const id = textAt(here, 'datasetUUID') ?? ''
  if (name === '' && id === '') say.required(here, 'a volume of Flocker needs its `datasetName` or `datasetUUID`')
  if (name !== '' && id !== '') say.invalid(here, '`datasetName` cannot stand beside `datasetUUID`: give one of them')
  if (name.includes('/')) say.invalid(field(here, 'datasetName'), `\`${name}\` may hold no \`/\``)
}

function reservedOptions(here: At, say: Say): void {
  for (const it of mapAt(here, 'options')) {
    const domain = `.${it.name.split('/')[0]?.toLowerCase()}`
    if (domain.endsWith('.kubernetes.io') || domain.endsWith('.k8s.io'))
      say.invalid(it, `\`${it.name}\` is kept for Kubernetes itself`, { mark: it.key ?? aroundOf(it) })
  }
}

function quobyte(here: At, say: Say): void {
  const registry = textAt(here, 'registry') ?? ''
  const tenant = textAt(here, 'tenant') ?? ''
  if (registry === '') return
  if (tenant.length >= 65)
    say.required(field(here, 'tenant'), `a tenant has 64 characters at most, not ${tenant.length}`)
  else if (!registry.split(',').every(hasPort))
    say.invalid(field(here, 'registry'), `\`${registry}\` is no host with a port, nor several with commas between them`)
}

/** As Go splits an address: one colon, or an IPv6 address in brackets before it. */
function hasPort(address: string): boolean {
  if (!address.startsWith('[')) return /^[^:[\]]*:[^:[\]]*$/.test(address)
  return /^\[[^[\]]*\]:[^:[\]]*$/.test(address)
}
