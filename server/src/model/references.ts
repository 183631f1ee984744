import { memo } from '../memo.ts'
import { at, isNull, type Node, pathOf, scalar, stringAt, values } from '../syntax/node.ts'
import { podSpecOf } from './pods.ts'
import type { Resource } from './resource.ts'

/** One resource names another. */
export interface Reference {
  /** Of what is named: `/ConfigMap`, `apps/Deployment`. */
  readonly groupKind: string
  readonly name: string
  /** Where it is looked for; `undefined` where the one that names it has no namespace, and for what belongs to the cluster. */
  readonly namespace: string | undefined
  readonly clusterWide: boolean
  /** The one who names it does without. */
  readonly optional: boolean
  /** The key in it that is read. */
  readonly key: string | undefined
  /** Where it is named, from the resource. */
  readonly path: readonly (string | number)[]
}

/** What a resource names, in the order of the table; what is half written is left out. */
export const referencesOf = memo('referencesOf', (resource: Resource): readonly Reference[] => {
  const spec = podSpecOf(resource)
  const own = BY_KIND[`${resource.group}/${resource.kind}`] ?? []
  const rows = [
    ...own.flatMap((row) => placesAt(resource.node, row.path).map((node) => ({ row, node }))),
    ...IN_POD_SPEC.flatMap((row) => placesAt(spec, row.path).map((node) => ({ row, node }))),
  ]
  return rows.flatMap(({ row, node }) => read(resource, row, node) ?? [])
})

/** The nodes at a path of names, with `*` for every item of a list. */
export function placesAt(node: Node | undefined, path: string): readonly Node[] {
  let here = node ? [node] : []
  for (const step of path.split('.')) {
    here = step === '*' ? here.flatMap(values) : here.flatMap((it) => at(it, step) ?? [])
  }
  return here.filter((it) => !isNull(it))
}

/** `/ConfigMap` → `ConfigMap`. */
export function kindOf(groupKind: string): string {
  return groupKind.slice(groupKind.indexOf('/') + 1)
}

interface Row {
  readonly path: string
  /** What is named there; a function where the node itself says so. */
  readonly to: string | ((node: Node) => Target | undefined)
  /** The node holds the name, `optional` and `key`, and is no name itself. */
  readonly inside?: true
}

interface Target {
  readonly groupKind: string
  readonly name: string
  /** Where it says so. */
  readonly namespace?: string | undefined
}

const IN_POD_SPEC: readonly Row[] = [
  { path: 'serviceAccountName', to: '/ServiceAccount' },
  { path: 'imagePullSecrets.*.name', to: '/Secret' },
  ...['initContainers', 'containers'].flatMap((list): readonly Row[] => [
    { path: `${list}.*.env.*.valueFrom.configMapKeyRef`, to: '/ConfigMap', inside: true },
    { path: `${list}.*.env.*.valueFrom.secretKeyRef`, to: '/Secret', inside: true },
    { path: `${list}.*.envFrom.*.configMapRef`, to: '/ConfigMap', inside: true },
    { path: `${list}.*.envFrom.*.secretRef`, to: '/Secret', inside: true },
  ]),
  { path: 'volumes.*.configMap', to: '/ConfigMap', inside: true },
  { path: 'volumes.*.secret', to: secretOfVolume, inside: true },
  { path: 'volumes.*.projected.sources.*.configMap', to: '/ConfigMap', inside: true },
  { path: 'volumes.*.projected.sources.*.secret', to: '/Secret', inside: true },
  { path: 'volumes.*.persistentVolumeClaim.claimName', to: '/PersistentVolumeClaim' },
  { path: 'priorityClassName', to: 'scheduling.k8s.io/PriorityClass' },
  { path: 'runtimeClassName', to: 'node.k8s.io/RuntimeClass' },
]

const ROUTES: readonly Row[] = [
  { path: 'spec.parentRefs.*', to: (node) => target(node, 'gateway.networking.k8s.io', 'Gateway') },
  { path: 'spec.rules.*.backendRefs.*', to: (node) => target(node, '', 'Service') },
]

const BY_KIND: Readonly<Record<string, readonly Row[]>> = {
  'apps/StatefulSet': [
    { path: 'spec.serviceName', to: '/Service' },
    { path: 'spec.volumeClaimTemplates.*.spec.storageClassName', to: 'storage.k8s.io/StorageClass' },
  ],
  'autoscaling/HorizontalPodAutoscaler': [{ path: 'spec.scaleTargetRef', to: (node) => target(node, '', '') }],
  'autoscaling.k8s.io/VerticalPodAutoscaler': [{ path: 'spec.targetRef', to: (node) => target(node, '', '') }],
  'keda.sh/ScaledObject': [{ path: 'spec.scaleTargetRef', to: (node) => target(node, 'apps', 'Deployment') }],
  'networking.k8s.io/Ingress': [
    { path: 'spec.defaultBackend.service.name', to: '/Service' },
    { path: 'spec.rules.*.http.paths.*.backend.service.name', to: '/Service' },
    { path: 'spec.tls.*.secretName', to: '/Secret' },
    { path: 'spec.ingressClassName', to: 'networking.k8s.io/IngressClass' },
  ],
  'gateway.networking.k8s.io/HTTPRoute': ROUTES,
  'gateway.networking.k8s.io/GRPCRoute': ROUTES,
  'gateway.networking.k8s.io/TLSRoute': ROUTES,
  'gateway.networking.k8s.io/Gateway': [
    { path: 'spec.gatewayClassName', to: 'gateway.networking.k8s.io/GatewayClass' },
    { path: 'spec.listeners.*.tls.certificateRefs.*', to: (node) => target(node, '', 'Secret') },
  ],
  'cert-manager.io/Certificate': [{ path: 'spec.issuerRef', to: (node) => target(node, 'cert-manager.io', 'Issuer') }],
  '/PersistentVolumeClaim': [
    { path: 'spec.storageClassName', to: 'storage.k8s.io/StorageClass' },
    { path: 'spec.volumeName', to: '/PersistentVolume' },
  ],
  '/PersistentVolume': [
    { path: 'spec.claimRef', to: (node) => target(node, '', 'PersistentVolumeClaim') },
    { path: 'spec.storageClassName', to: 'storage.k8s.io/StorageClass' },
  ],
  '/ServiceAccount': [{ path: 'imagePullSecrets.*.name', to: '/Secret' }],
  'rbac.authorization.k8s.io/RoleBinding': [
    { path: 'roleRef', to: (node) => target(node, 'rbac.authorization.k8s.io', 'Role') },
    { path: 'subjects.*', to: subject },
  ],
  'rbac.authorization.k8s.io/ClusterRoleBinding': [
    { path: 'roleRef', to: (node) => target(node, 'rbac.authorization.k8s.io', 'ClusterRole') },
    { path: 'subjects.*', to: subject },
  ],
}

/** Kinds that live outside namespaces, of those above. */
const CLUSTER_WIDE: ReadonlySet<string> = new Set([
  '/PersistentVolume',
  'cert-manager.io/ClusterIssuer',
  'gateway.networking.k8s.io/GatewayClass',
  'networking.k8s.io/IngressClass',
  'node.k8s.io/RuntimeClass',
  'rbac.authorization.k8s.io/ClusterRole',
  'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/StorageClass',
])

function read(resource: Resource, { to, inside }: Row, node: Node): Reference | undefined {
  const found = typeof to === 'function' ? to(node) : named(to, stringAt(node, ...(inside ? ['name'] : [])))
  if (!found) return undefined
  const clusterWide = CLUSTER_WIDE.has(found.groupKind)
  return {
    groupKind: found.groupKind,
    name: found.name,
    namespace: clusterWide ? undefined : (found.namespace ?? resource.namespace),
    clusterWide,
    optional: inside === true && scalar(at(node, 'optional')) === true,
    key: inside && stringAt(node, 'key'),
    path: pathOf(node).slice(pathOf(resource.node).length),
  }
}

function named(groupKind: string, name: string | undefined): Target | undefined {
  return name ? { groupKind, name } : undefined
}

/** The only one that calls its name otherwise. */
function secretOfVolume(node: Node): Target | undefined {
  return named('/Secret', stringAt(node, 'secretName'))
}

/** An object with `name`, and `kind`, `apiVersion` or `group` where they are not the usual ones. */
function target(node: Node, group: string, kind: string): Target | undefined {
  const name = stringAt(node, 'name')
  const apiVersion = stringAt(node, 'apiVersion')
  const ownKind = stringAt(node, 'kind') ?? kind
  const slash = apiVersion?.indexOf('/') ?? -1
  const ofVersion = apiVersion === undefined ? undefined : slash < 0 ? '' : apiVersion.slice(0, slash)
  const ownGroup = ofVersion ?? stringAt(node, 'group') ?? stringAt(node, 'apiGroup') ?? group
  if (!name || !ownKind) return undefined
  return { groupKind: `${ownGroup}/${ownKind}`, name, namespace: stringAt(node, 'namespace') }
}

/** Users and groups are nowhere in a cluster. */
function subject(node: Node): Target | undefined {
  return stringAt(node, 'kind') === 'ServiceAccount' ? target(node, '', 'ServiceAccount') : undefined
}
