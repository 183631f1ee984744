import type { Definition } from '../schema/definition.ts'
import { entry, isNull, type Node, stringAt } from '../syntax/node.ts'

/**
 * The sources of a volume in the order in which the API server looks at them. It judges the first that is there, and
 * refuses each of the others without a look into it. https://kubernetes.io/docs/concepts/storage/volumes/
 */
export const SOURCES: Readonly<Record<string, readonly string[]>> = {
  Volume: [
    'emptyDir',
    'hostPath',
    'gitRepo',
    'gcePersistentDisk',
    'awsElasticBlockStore',
    'secret',
    'nfs',
    'iscsi',
    'glusterfs',
    'flocker',
    'persistentVolumeClaim',
    'rbd',
    'cinder',
    'cephfs',
    'quobyte',
    'downwardAPI',
    'fc',
    'flexVolume',
    'configMap',
    'azureFile',
    'vsphereVolume',
    'photonPersistentDisk',
    'portworxVolume',
    'azureDisk',
    'storageos',
    'projected',
    'scaleIO',
    'csi',
    'ephemeral',
    'image',
  ],
  PersistentVolumeSpec: [
    'hostPath',
    'gcePersistentDisk',
    'awsElasticBlockStore',
    'glusterfs',
    'flocker',
    'nfs',
    'rbd',
    'quobyte',
    'cephfs',
    'iscsi',
    'cinder',
    'fc',
    'flexVolume',
    'azureFile',
    'vsphereVolume',
    'photonPersistentDisk',
    'portworxVolume',
    'azureDisk',
    'scaleIO',
    'local',
    'storageos',
    'csi',
  ],
}

/** The sources that are there, in the server's order. */
export function sourcesIn(type: string, node: Node | undefined): readonly string[] {
  return (SOURCES[type] ?? []).filter((it) => isGiven(node, it))
}

/** The types that have fields of which it is to be asked. */
export const WITH_UNJUDGED: readonly string[] = [
  ...Object.keys(SOURCES),
  'PersistentVolumeClaimSpec',
  'VolumeAttachmentSource',
]

/** Whether the server decodes a field and then does not look into it, because of what stands beside it. */
export function isUnjudged(definition: Definition, field: string, node: Node, kind: string): boolean {
  return definition.id !== undefined && unjudged(definition.name, node, kind).includes(field)
}

function unjudged(name: string, node: Node, kind: string): readonly string[] {
  const isInline = kind === 'VolumeAttachment'
  if (SOURCES[name]) {
    // It looks at flexVolume of a PersistentVolume in any case.
    const later = sourcesIn(name, node).filter((it, i) => i > 0 && !isFlexOfVolume(name, it))
    return isInline ? [...later, ...REFUSED_INLINE] : later
  }
  if (name === 'PersistentVolumeClaimSpec') return droppedDataSources(node, kind)
  return name === 'VolumeAttachmentSource' && isGiven(node, 'persistentVolumeName') ? ['inlineVolumeSpec'] : []
}

/** What a volume within an attachment cannot have, and so nobody looks into. */
const REFUSED_INLINE: readonly string[] = [
  'capacity',
  'claimRef',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeMode',
]

export function isFlexOfVolume(type: string, source: string): boolean {
  return type === 'PersistentVolumeSpec' && source === 'flexVolume'
}

/**
 * Another namespace needs a gate that is off by default; and `dataSource` alone means claims and snapshots or nothing.
 * In claims alone: what pods and StatefulSets make claims from stays as it is.
 */
export function droppedDataSources(spec: Node, resource: string): readonly ('dataSource' | 'dataSourceRef')[] {
  if (resource !== 'PersistentVolumeClaim') return []
  const hasRef = isGiven(spec, 'dataSourceRef')
  const isForeign = hasRef && (stringAt(spec, 'dataSourceRef', 'namespace') ?? '') !== ''
  const dropped = isForeign ? ['dataSourceRef' as const] : []
  if ((hasRef && !isForeign) || !isGiven(spec, 'dataSource')) return dropped
  const kind = stringAt(spec, 'dataSource', 'kind') ?? ''
  const group = stringAt(spec, 'dataSource', 'apiGroup') ?? ''
  const isKnown = KNOWN.some((it) => it.kind === kind && it.group === group)
  return isKnown ? dropped : [...dropped, 'dataSource']
}

const KNOWN = [
  { kind: 'PersistentVolumeClaim', group: '' },
  { kind: 'VolumeSnapshot', group: 'snapshot.storage.k8s.io' },
]

/** Something is written there. */
export function isGiven(node: Node | undefined, name: string): boolean {
  return !isNull(entry(node, name)?.value)
}
