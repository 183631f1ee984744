import { at, entries, isNull, type Node, scalar, stringAt, values } from '../syntax/node.ts'
import { isWhole } from './containers.ts'
import { containersOf, podSpecOf } from './pods.ts'
import type { Resource } from './resource.ts'
import { routesOf } from './routes.ts'
import { each, get, text } from './typed.ts'

/** What is inside a resource that others name or count on. What a kind has nothing of is left out: most have none. */
export interface Contents {
  /** Of a Service the numbers and names of its ports; of a workload the names of those that its containers declare. */
  readonly ports?: readonly (number | string)[]
  /** Of a ConfigMap, a Secret or what becomes one. */
  readonly keys?: readonly string[]
  /**
   * Where one is written; of an autoscaler where it may go down to one. Of other numbers nothing is said: each key in
   * them would ask all other resources anew.
   */
  readonly replicas?: 1
  /** The resources (`cpu`, `memory`) that some container of its pods does not request. */
  readonly unrequested?: readonly string[]
  /** Of an autoscaler: the name of what it scales. */
  readonly scales?: string
  /** Its selector asks for more than plain labels. */
  readonly expressions?: true
  /** Of a claim that one node can mount at a time. */
  readonly once?: true
  /** Of an Ingress: class, host, path and type of each of its rules, as they compete with those of others. */
  readonly routes?: readonly string[]
  /** Of a class: that it is the one for those who name none. */
  readonly isDefault?: true
  /** What a controller makes of it, as `/Secret web-tls`; with `*` for a number at the end. */
  readonly makes?: readonly string[]
}

export function contentsOf(resource: Resource): Contents {
  const { group, kind, node } = resource
  const groupKind = `${group}/${kind}`
  if (groupKind === '/Service') return servicePorts(node)
  if (groupKind === '/ConfigMap') return { keys: keysIn(node, 'data', 'binaryData') }
  if (groupKind === '/Secret') return { keys: keysIn(node, 'data', 'stringData') }
  if (groupKind === 'autoscaling/HorizontalPodAutoscaler' || groupKind === 'keda.sh/ScaledObject') {
    const scales = stringAt(node, 'spec', 'scaleTargetRef', 'name')
    const least = at(node, 'spec', kind === 'ScaledObject' ? 'minReplicaCount' : 'minReplicas')
    const isOne = kind === 'ScaledObject' ? scalar(least) === 1 : isNull(least) || scalar(least) === 1
    return scales === undefined ? {} : { scales, ...(isOne ? { replicas: 1 } : {}) }
  }
  if (groupKind === '/PersistentVolumeClaim') return isOnce(node) ? { once: true } : {}
  if (DEFAULT_CLASS.has(groupKind)) return isDefaultClass(groupKind, node) ? { isDefault: true } : {}
  const makes = MAKERS[groupKind]?.(node)
  return {
    ...(makes && makes.length > 0 ? { makes } : {}),
    ...(groupKind === 'networking.k8s.io/Ingress' ? { routes: routesOf(node) } : {}),
    ...(['selector', 'podSelector'].some((it) => values(at(node, 'spec', it, 'matchExpressions')).length > 0)
      ? { expressions: true }
      : {}),
    ...podContents(resource),
  }
}

function isOnce(node: Node): boolean {
  const modes = values(at(node, 'spec', 'accessModes')).map(scalar)
  return modes.length > 0 && modes.every((it) => it === 'ReadWriteOnce' || it === 'ReadWriteOncePod')
}

/** The annotation that makes a class the default. */
const DEFAULT_CLASS: ReadonlyMap<string, string> = new Map([
  ['networking.k8s.io/IngressClass', 'ingressclass.kubernetes.io/is-default-class'],
  ['storage.k8s.io/StorageClass', 'storageclass.kubernetes.io/is-default-class'],
])

function isDefaultClass(groupKind: string, node: Node): boolean {
  return stringAt(node, 'metadata', 'annotations', DEFAULT_CLASS.get(groupKind) ?? '') === 'true'
}

/** How a port's name is told: those that are not TCP with their protocol, as a Service finds them by both. */
export function portName(name: string, protocol: string | undefined): string {
  return protocol === undefined || protocol === '' || protocol === 'TCP' ? name : `${name}/${protocol}`
}

/** Of a protocol that the API server refuses, any may be meant. */
function portNames(name: string, protocol: string | undefined): readonly string[] {
  if (protocol === undefined || ['', ...PROTOCOLS].includes(protocol)) return [portName(name, protocol)]
  return PROTOCOLS.map((it) => portName(name, it))
}

const PROTOCOLS = ['TCP', 'UDP', 'SCTP']

/** An ExternalName has no use for ports, so that theirs say nothing. */
function servicePorts(node: Node): Contents {
  if (stringAt(node, 'spec', 'type') === 'ExternalName') return {}
  const ports = values(at(node, 'spec', 'ports')).flatMap((it) => [scalar(at(it, 'port')), scalar(at(it, 'name'))])
  return { ports: ports.filter((it) => typeof it === 'number' || typeof it === 'string') }
}

function keysIn(node: Node, ...fields: readonly string[]): readonly string[] {
  return fields.flatMap((it) => entries(at(node, it)).map((entry) => entry.name))
}

function podContents(resource: Resource): Contents {
  const spec = podSpecOf(resource)
  const all = containersOf(resource).filter(({ role }) => role === 'main' || role === 'sidecar')
  // Of a container without an image, a piece of a patch, we do not see the rest.
  if (all.length === 0 || !all.every(isWhole)) return {}
  const ports = all.flatMap(({ node }) =>
    each(get(node, 'ports')).flatMap((it) => {
      const name = text(it, 'name')
      return name ? portNames(name, text(it, 'protocol')) : []
    }),
  )
  const ofPod = at(spec, 'resources')
  const unrequested = ['cpu', 'memory'].filter(
    (name) => !requests(ofPod, name) && all.some(({ node }) => !requests(get(node, 'resources'), name)),
  )
  const replicas = scalar(at(resource.node, 'spec', 'replicas'))
  return { ports, unrequested, ...(replicas === 1 ? { replicas } : {}) }
}

/** The API server makes a request of a limit. */
function requests(resources: Node | undefined, name: string): boolean {
  return !isNull(at(resources, 'requests', name)) || !isNull(at(resources, 'limits', name))
}

/** Kinds from which controllers make others, and the names of those. */
const MAKERS: Readonly<Record<string, (node: Node) => readonly string[]>> = {
  'apps/StatefulSet': (node) => {
    const name = stringAt(node, 'metadata', 'name')
    const claims = values(at(node, 'spec', 'volumeClaimTemplates')).flatMap(
      (it) => stringAt(it, 'metadata', 'name') ?? [],
    )
    return claims.map((it) => `/PersistentVolumeClaim ${it}-${name}-*`)
  },
  // Skaffold builds the images that it names, and puts their tags into what it deploys.
  'skaffold/Config': (node) =>
    values(at(node, 'build', 'artifacts')).flatMap((it) => {
      const image = stringAt(it, 'image')
      return image === undefined ? [] : [`image ${image}`]
    }),
  'bitnami.com/SealedSecret': (node) => secret(stringAt(node, 'spec', 'template', 'metadata', 'name') ?? ownName(node)),
  'external-secrets.io/ExternalSecret': (node) => secret(stringAt(node, 'spec', 'target', 'name') ?? ownName(node)),
  'cert-manager.io/Certificate': (node) => secret(stringAt(node, 'spec', 'secretName')),
  'secrets-store.csi.x-k8s.io/SecretProviderClass': (node) =>
    values(at(node, 'spec', 'secretObjects')).flatMap((it) => secret(stringAt(it, 'secretName'))),
  // cert-manager keeps the certificate of an Ingress with one of its annotations.
  'networking.k8s.io/Ingress': (node) =>
    entries(at(node, 'metadata', 'annotations')).some((it) => /cert-manager|kube-lego|acme/.test(it.name))
      ? values(at(node, 'spec', 'tls')).flatMap((it) => secret(stringAt(it, 'secretName')))
      : [],
}

/** By their names alone: of a broken document the group may be lost. */
export function kindsMadeBy(kind: string): readonly string[] {
  if (kind === 'StatefulSet') return ['PersistentVolumeClaim']
  return SECRET_MAKERS.has(kind) ? ['Secret'] : []
}

const SECRET_MAKERS: ReadonlySet<string> = new Set(
  Object.keys(MAKERS)
    .filter((it) => it !== 'apps/StatefulSet' && it !== 'skaffold/Config')
    .map((it) => it.slice(it.indexOf('/') + 1)),
)

function secret(name: string | undefined): readonly string[] {
  return name ? [`/Secret ${name}`] : []
}

function ownName(node: Node): string | undefined {
  return stringAt(node, 'metadata', 'name')
}
