import { containersOf, podSpecOf, podTemplateOf } from '../../model/pods.ts'
import { type Resource, resourcesOf } from '../../model/resource.ts'
import type { Summary } from '../../model/summary.ts'
import type { Workspace } from '../../model/workspace.ts'
import type { TypeAt } from '../../schema/type-at.ts'
import { at, entries, type Node, scalar, stringAt, values } from '../../syntax/node.ts'
import { decoded } from '../../text/uri.ts'
import type { Cursor } from './cursor.ts'
import { type Completion, sortText } from './item.ts'
import { MARK } from './mark.ts'
import { valueEdit, valueFilter } from './text.ts'

/** Where the value to be typed stands. */
export interface NamePlace {
  readonly workspace: Workspace
  readonly uri: string
  readonly cursor: Cursor
  readonly place: TypeAt
  /** The resource of the cursor, if it is one already. */
  readonly resource: Resource | undefined
  /** The mapping that holds the value. */
  readonly parent: Node | undefined
}

/** Names of what is there: other resources, volumes and ports of the same pod, keys of a ConfigMap. */
export function nameCompletions(from: NamePlace): readonly Completion[] {
  const { place, cursor } = from
  const key = `${place.owner?.name}.${place.name}`
  const found = [...resourceNames(from, key), ...localNames(from, key)]
  const distinct = new Map(found.filter((it) => !it.text.includes(MARK)).map((it) => [it.text, it]))
  return [...distinct.values()].map(({ text, detail }, index): Completion => {
    const isText = !/^\d+$/.test(text) || (place.type.kind === 'scalar' && place.type.scalar === 'string')
    return {
      label: text,
      kind: 'value',
      detail,
      sortText: sortText(0, index),
      ...valueFilter(cursor, text),
      snippet: false,
      edit: valueEdit(cursor, text, isText),
    }
  })
}

interface Name {
  readonly text: string
  readonly detail: string
}

/** Which field names a resource of which `group/Kind`. */
const REFERENCES: Readonly<Record<string, string>> = {
  'ConfigMapKeySelector.name': '/ConfigMap',
  'ConfigMapEnvSource.name': '/ConfigMap',
  'ConfigMapVolumeSource.name': '/ConfigMap',
  'ConfigMapProjection.name': '/ConfigMap',
  'SecretKeySelector.name': '/Secret',
  'SecretEnvSource.name': '/Secret',
  'SecretVolumeSource.secretName': '/Secret',
  'SecretProjection.name': '/Secret',
  'IngressTLS.secretName': '/Secret',
  'PersistentVolumeClaimVolumeSource.claimName': '/PersistentVolumeClaim',
  'PersistentVolumeClaimSpec.volumeName': '/PersistentVolume',
  'PersistentVolumeClaimSpec.storageClassName': 'storage.k8s.io/StorageClass',
  'PodSpec.serviceAccountName': '/ServiceAccount',
  'PodSpec.priorityClassName': 'scheduling.k8s.io/PriorityClass',
  'PodSpec.runtimeClassName': 'node.k8s.io/RuntimeClass',
  'StatefulSetSpec.serviceName': '/Service',
  'IngressServiceBackend.name': '/Service',
  'IngressSpec.ingressClassName': 'networking.k8s.io/IngressClass',
  'ObjectMeta.namespace': '/Namespace',
  'Subject.namespace': '/Namespace',
}

/** Fields whose sibling `kind` says what they name. */
const BY_SIBLING: ReadonlySet<string> = new Set([
  'RoleRef.name',
  'Subject.name',
  'CrossVersionObjectReference.name',
  'BackendRef.name',
  'HTTPBackendRef.name',
  'GRPCBackendRef.name',
  'ParentReference.name',
])
const SIBLING_DEFAULTS: Readonly<Record<string, string>> = {
  'BackendRef.name': 'Service',
  'HTTPBackendRef.name': 'Service',
  'GRPCBackendRef.name': 'Service',
  'ParentReference.name': 'Gateway',
}

function resourceNames({ workspace, uri, resource, parent }: NamePlace, key: string): readonly Name[] {
  const target = key === 'LocalObjectReference.name' ? '/Secret' : REFERENCES[key]
  const kind = BY_SIBLING.has(key) ? (stringAt(parent, 'kind') ?? SIBLING_DEFAULTS[key]) : undefined
  if (target === undefined && kind === undefined) return []
  const namespace = resource?.namespace
  const found = summaries(workspace).filter(({ summary }) => {
    const matches = kind === undefined ? summary.groupKind === target : summary.kind === kind
    return matches && (namespace === undefined || summary.namespace === undefined || summary.namespace === namespace)
  })
  const own = found.filter((it) => it.uri === uri)
  const others = found.filter((it) => it.uri !== uri)
  const names = [...own, ...others].flatMap(({ uri: file, summary: { kind: what, name } }) =>
    name === undefined
      ? []
      : [{ text: name, detail: file === uri ? `${what} in this file` : `${what} in ${baseName(file)}` }],
  )
  return target === '/Namespace' ? [...names, ...namespacesInUse(workspace)] : names
}

function namespacesInUse(workspace: Workspace): readonly Name[] {
  return summaries(workspace).flatMap(({ summary }) =>
    summary.namespace === undefined ? [] : [{ text: summary.namespace, detail: 'used elsewhere' }],
  )
}

export function summaries({ index }: Workspace): readonly { readonly uri: string; readonly summary: Summary }[] {
  return [...index.files].flatMap(([uri, { parts }]) => parts.flat().map((summary) => ({ uri, summary })))
}

/** Names within the same pod, or within the resource that is named beside. */
function localNames(from: NamePlace, key: string): readonly Name[] {
  switch (key) {
    case 'VolumeMount.name':
    case 'VolumeDevice.name':
      return volumes(from.resource)
    case 'HTTPGetAction.port':
    case 'TCPSocketAction.port':
    case 'GRPCAction.port':
      return containerPorts(containerAround(from), key === 'GRPCAction.port')
    case 'ServicePort.targetPort':
      return targetPorts(from)
    case 'ServiceBackendPort.name':
    case 'ServiceBackendPort.number':
      return servicePorts(from, key)
    case 'ConfigMapKeySelector.key':
      return dataKeys(from, 'ConfigMap')
    case 'SecretKeySelector.key':
      return dataKeys(from, 'Secret')
    case 'KeyToPath.key':
      return dataKeys(
        { ...from, parent: from.parent?.parent?.parent },
        stringAt(from.parent?.parent?.parent, 'secretName') ? 'Secret' : 'ConfigMap',
      )
    default:
      return []
  }
}

function volumes(resource: Resource | undefined): readonly Name[] {
  if (!resource) return []
  const own = values(at(podSpecOf(resource), 'volumes')).flatMap((it) => {
    const source = entries(it).find(({ name }) => name !== 'name')?.name
    return named(it, source === undefined ? 'volume' : `${source} volume`)
  })
  const claims = values(at(resource.node, 'spec', 'volumeClaimTemplates'))
  return [...own, ...claims.flatMap((it) => named(at(it, 'metadata'), 'volume claim template'))]
}

function named(node: Node | undefined, detail: string): readonly Name[] {
  const text = stringAt(node, 'name')
  return text === undefined ? [] : [{ text, detail }]
}

function containerAround({ parent, resource }: NamePlace): Node | undefined {
  const containers = resource ? containersOf(resource).map((it) => it.node) : []
  for (let here = parent; here; here = here.parent) {
    const { from, to } = here
    const found = containers.find((it) => it.from === from && it.to === to)
    if (found) return found
  }
  return undefined
}

function containerPorts(container: Node | undefined, onlyNumbers: boolean): readonly Name[] {
  return values(at(container, 'ports')).flatMap((it) => {
    const number = scalar(at(it, 'containerPort'))
    const detail = number === undefined ? 'container port' : `container port ${number}`
    const byNumber =
      typeof number === 'number' ? [{ text: String(number), detail: stringAt(it, 'name') ?? 'container port' }] : []
    return onlyNumbers ? byNumber : [...named(it, detail), ...byNumber]
  })
}

/** Ports of the workloads that the Service selects; of all in the files where it selects none yet. */
function targetPorts({ workspace, uri, resource }: NamePlace): readonly Name[] {
  const selector = entries(at(resource?.node, 'spec', 'selector')).map((it) => [it.name, scalar(it.value)] as const)
  const workloads = resourcesIn(workspace, uri).filter((it) => podSpecOf(it))
  const selected = workloads.filter((it) => {
    const labels = at(podTemplateOf(it), 'metadata', 'labels')
    return selector.length > 0 && selector.every(([key, value]) => stringAt(labels, key) === value)
  })
  const chosen = selected.length > 0 ? selected : workloads
  return chosen.flatMap((it) => containersOf(it).flatMap(({ node }) => containerPorts(node, false)))
}

function servicePorts({ workspace, uri, parent }: NamePlace, key: string): readonly Name[] {
  const service = stringAt(parent?.parent, 'name')
  const found = resourcesIn(workspace, uri).filter((it) => it.kind === 'Service' && it.name === service)
  return found.flatMap(({ node }) =>
    values(at(node, 'spec', 'ports')).flatMap((it) => {
      const port = scalar(at(it, 'port'))
      if (key === 'ServiceBackendPort.name') return named(it, `port ${port}`)
      return typeof port === 'number' ? [{ text: String(port), detail: stringAt(it, 'name') ?? 'port' }] : []
    }),
  )
}

/** The keys of the ConfigMap or Secret that is named beside. */
function dataKeys({ workspace, uri, parent }: NamePlace, kind: 'ConfigMap' | 'Secret'): readonly Name[] {
  const name = stringAt(parent, 'name') ?? stringAt(parent, 'secretName')
  const found = resourcesIn(workspace, uri).filter((it) => it.kind === kind && it.name === name)
  return found.flatMap(({ node }) =>
    ['data', 'stringData', 'binaryData'].flatMap((field) =>
      entries(at(node, field)).map((it) => ({ text: it.name, detail: `key of ${kind} ${name}` })),
    ),
  )
}

/** The resources of this file first. */
function resourcesIn({ files }: Workspace, uri: string): readonly Resource[] {
  const own = files.get(uri)
  const others = [...files].flatMap(([it, file]) => (it === uri ? [] : [file]))
  return [...(own ? [own] : []), ...others].flatMap((file) => file.parts.flatMap((it) => resourcesOf(it.document)))
}

function baseName(uri: string): string {
  return decoded(uri.slice(uri.lastIndexOf('/') + 1))
}
