import type { TypeAt } from '../../schema/type-at.ts'
import { minorOf } from '../../schema/version.ts'
import type { Cursor } from './cursor.ts'
import { type Completion, type DocumentationRef, sortText } from './item.ts'
import { valueEdit, valueFilter } from './text.ts'

/** The values of a closed set, the usual ones of an open one, and booleans; the default says so. */
export function valueCompletions(
  cursor: Cursor,
  place: TypeAt,
  minor: number,
  documentation: (value: string) => DocumentationRef | undefined,
): readonly Completion[] {
  const { field, type } = place
  const isBoolean = type.kind === 'scalar' && type.scalar === 'boolean'
  const allowed =
    field?.enum ?? field?.limits?.enum ?? field?.values ?? known(place) ?? (isBoolean ? [true, false] : [])
  const available = allowed.filter((it) => (it !== '' || !field?.enum) && isAvailable(place, String(it), minor))
  return available.map((value, index): Completion => {
    const text = String(value)
    const more = documentation(text)
    const isDefault = field?.default === value
    return {
      label: text,
      kind: 'value',
      ...(isDefault ? { detail: 'default' } : {}),
      sortText: sortText(1, index),
      ...valueFilter(cursor, text),
      snippet: false,
      edit: valueEdit(cursor, text, typeof value === 'string' && !isBoolean),
      ...(more ? { more } : {}),
    }
  })
}

function isAvailable({ field }: TypeAt, value: string, minor: number): boolean {
  const history = field?.valueHistory?.[value]
  return (minorOf(history?.since) ?? 0) <= minor && (minorOf(history?.until) ?? Number.POSITIVE_INFINITY) >= minor
}

/** Usual values where the API's own list is open or missing. */
function known({ owner, name }: TypeAt): readonly string[] | undefined {
  return KNOWN[`${owner?.name}.${name}`]
}

const TOPOLOGY = ['kubernetes.io/hostname', 'topology.kubernetes.io/zone', 'topology.kubernetes.io/region']

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  'TopologySpreadConstraint.topologyKey': TOPOLOGY,
  'PodAffinityTerm.topologyKey': TOPOLOGY,
  'PolicyRule.verbs': ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', '*'],
  'PolicyRule.apiGroups': [
    '',
    'apps',
    'batch',
    'networking.k8s.io',
    'autoscaling',
    'policy',
    'rbac.authorization.k8s.io',
    '*',
  ],
  'Capabilities.drop': ['ALL'],
  'Capabilities.add': ['NET_BIND_SERVICE', 'CHOWN', 'SETUID', 'SETGID', 'NET_ADMIN', 'SYS_PTRACE'],
  'ResourceMetricSource.name': ['cpu', 'memory'],
  'RoleRef.apiGroup': ['rbac.authorization.k8s.io'],
  'RoleRef.kind': ['Role', 'ClusterRole'],
  'Subject.kind': ['ServiceAccount', 'Group', 'User'],
  'ObjectFieldSelector.fieldPath': [
    'metadata.name',
    'metadata.namespace',
    'metadata.uid',
    'spec.nodeName',
    'spec.serviceAccountName',
    'status.hostIP',
    'status.podIP',
    'status.podIPs',
  ],
}

/** The keys of maps with free names that people mean most. */
export function knownMapKeys({ owner, name }: TypeAt): readonly string[] {
  return MAP_KEYS[`${owner?.name}.${name}`] ?? []
}

const COMPUTE = ['cpu', 'memory', 'ephemeral-storage']

const MAP_KEYS: Readonly<Record<string, readonly string[]>> = {
  'ResourceRequirements.requests': COMPUTE,
  'ResourceRequirements.limits': COMPUTE,
  'VolumeResourceRequirements.requests': ['storage'],
  'VolumeResourceRequirements.limits': ['storage'],
  'PersistentVolumeSpec.capacity': ['storage'],
  'LimitRangeItem.default': COMPUTE,
  'LimitRangeItem.defaultRequest': COMPUTE,
  'LimitRangeItem.max': COMPUTE,
  'LimitRangeItem.min': COMPUTE,
  'ResourceQuotaSpec.hard': [
    'requests.cpu',
    'requests.memory',
    'limits.cpu',
    'limits.memory',
    'requests.storage',
    'persistentvolumeclaims',
    'pods',
    'services',
    'services.loadbalancers',
    'services.nodeports',
    'configmaps',
    'secrets',
  ],
  'PodSpec.nodeSelector': [
    'kubernetes.io/os',
    'kubernetes.io/arch',
    'kubernetes.io/hostname',
    'node.kubernetes.io/instance-type',
    'topology.kubernetes.io/zone',
    'topology.kubernetes.io/region',
  ],
}
