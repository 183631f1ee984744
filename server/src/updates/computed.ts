import { inside, isList, isStruct, type Json } from './value.ts'

type Struct = { readonly [key: string]: Json }

/** Defaults that hang on what stands beside the field, by type. */
export function computed(type: string, struct: Struct, kind: string): Struct {
  return Object.hasOwn(COMPUTED, type) ? (COMPUTED[type]?.(struct, kind) ?? struct) : struct
}

const COMPUTED: Readonly<Record<string, (struct: Struct, kind: string) => Struct>> = {
  CSIDriver: (it) => ({ ...it, spec: it.spec ?? CSI_DEFAULTS }),
  CSIDriverSpec: (it) => ({ ...CSI_DEFAULTS, ...it }),
  Container: (it) => withRequests(withPullPolicy(it)),
  DeviceRequest: withCount,
  DeviceSubRequest: withCount,
  EphemeralContainer: (it) => withPullPolicy(it),
  PodSpec: (it) => withGrace(withHostPorts(withServiceAccount(withPodRequests(it)))),
  RoleRef: (it) => ({ ...it, apiGroup: it.apiGroup ?? 'rbac.authorization.k8s.io' }),
  ExactDeviceRequest: withCount,
  Job: withCounts,
  NodeSpec: withPodRange,
  // Templates of claims stay as they are written.
  PersistentVolumeClaimSpec: (it, kind) => (kind === 'PersistentVolumeClaim' ? withDataSource(it) : it),
  Pod: withTolerations,
  Secret: withStringData,
  Service: withAddresses,
  StatefulSetSpec: withBareClaims,
  Volume: (it) => (Object.keys(it).length === 1 && it.name !== undefined ? { ...it, emptyDir: {} } : it),
  VolumeNodeAffinity: withStableLabels,
}

/** An image without a tag, or with `latest`, is pulled always. */
function withPullPolicy(container: Struct): Struct {
  if (container.imagePullPolicy !== undefined || typeof container.image !== 'string') return container
  const [name = '', digest] = container.image.split('@')
  const tag = name.slice(name.lastIndexOf('/') + 1).split(':')[1]
  const always = digest === undefined && (tag === undefined || tag === 'latest')
  return { ...container, imagePullPolicy: always ? 'Always' : 'IfNotPresent' }
}

function withRequests(container: Struct): Struct {
  const { resources } = container
  const limits = inside(resources, 'limits')
  if (!isStruct(resources) || !isStruct(limits)) return container
  const requests = inside(resources, 'requests')
  return { ...container, resources: { ...resources, requests: { ...limits, ...(isStruct(requests) ? requests : {}) } } }
}

/** Of the pod as a whole: what its containers ask for together, and else its limits. Sums are of billionths. */
function withPodRequests(spec: Struct): Struct {
  const { resources } = spec
  if (!isStruct(resources)) return spec
  const asked = (list: Json | undefined, name: string) =>
    (isList(list) ? list : []).flatMap((it) => {
      const amount = inside(it, 'resources', 'requests', name)
      return typeof amount === 'string' && /^-?\d+$/.test(amount) ? [BigInt(amount)] : []
    })
  const requests: Record<string, Json> = {}
  for (const name of ['cpu', 'memory']) {
    const sum = asked(spec.containers, name).reduce((a, b) => a + b, 0n)
    let most = sum
    for (const it of asked(spec.initContainers, name)) if (it > most) most = it
    const limit = inside(resources, 'limits', name)
    if (most > 0n) requests[name] = most.toString()
    else if (limit !== undefined) requests[name] = limit
  }
  const own = isStruct(resources.requests) ? resources.requests : {}
  return { ...spec, resources: { ...resources, requests: { ...requests, ...own } } }
}

/** Less than nothing is taken for as little as possible. */
function withGrace(spec: Struct): Struct {
  const { terminationGracePeriodSeconds: grace } = spec
  return typeof grace === 'number' && grace < 0 ? { ...spec, terminationGracePeriodSeconds: 1 } : spec
}

/** The old name of the field and the new one are the same to the server, and the new one wins. */
function withServiceAccount(spec: Struct): Struct {
  const account = spec.serviceAccountName ?? spec.serviceAccount
  return account === undefined ? spec : { ...spec, serviceAccountName: account, serviceAccount: account }
}

function withHostPorts(spec: Struct): Struct {
  if (spec.hostNetwork !== true) return spec
  const withPorts = (container: Json): Json => {
    if (!isStruct(container) || !isList(container.ports)) return container
    const ports = container.ports.map((it) =>
      isStruct(it) && it.containerPort !== undefined ? { ...it, hostPort: it.hostPort ?? it.containerPort } : it,
    )
    return { ...container, ports }
  }
  const lists = ['containers', 'initContainers'].flatMap((name) => {
    const list = spec[name]
    return isList(list) ? [[name, list.map(withPorts)] as const] : []
  })
  return { ...spec, ...Object.fromEntries(lists) }
}

/** One pod, one completion, if nothing is said of either. */
function withCounts(job: Struct): Struct {
  const { spec } = job
  if (!isStruct(spec)) return job
  const once = spec.completions === undefined && spec.parallelism === undefined
  const indexed = spec.backoffLimitPerIndex !== undefined
  return {
    ...job,
    spec: {
      ...spec,
      ...(once ? { completions: 1 } : {}),
      parallelism: spec.parallelism ?? 1,
      backoffLimit: spec.backoffLimit ?? (indexed ? 2_147_483_647 : 6),
    },
  }
}

/** Each stands for the other. What only the new one may name is dropped from the old one, and other namespaces from both. */
function withDataSource(spec: Struct): Struct {
  const { dataSource, dataSourceRef, ...rest } = spec
  const ref = inside(dataSourceRef, 'namespace') === undefined ? dataSourceRef : undefined
  const source = isSource(dataSource) ? dataSource : undefined
  const both = { dataSource: source ?? ref, dataSourceRef: ref ?? source }
  const { dataSource: one, dataSourceRef: other } = both
  return {
    ...rest,
    ...(one === undefined ? {} : { dataSource: one }),
    ...(other === undefined ? {} : { dataSourceRef: other }),
  }
}

function isSource(source: Json | undefined): boolean {
  const [group = '', kind] = [inside(source, 'apiGroup'), inside(source, 'kind')]
  return (
    (group === '' && kind === 'PersistentVolumeClaim') ||
    (group === 'snapshot.storage.k8s.io' && kind === 'VolumeSnapshot')
  )
}

/** Merged into `data`, and never stored. */
function withStringData(secret: Struct): Struct {
  const { stringData, ...rest } = secret
  if (!isStruct(stringData)) return rest
  const encoded = Object.entries(stringData).map(([key, text]) => [key, base64(String(text))])
  const data: Struct = { ...(isStruct(rest.data) ? rest.data : {}), ...Object.fromEntries(encoded) }
  return { ...rest, data }
}

function base64(text: string): string {
  let bytes = ''
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte)
  return btoa(bytes)
}

/** The list of addresses and its first one say the same. */
function withAddresses(service: Struct): Struct {
  const { spec } = service
  if (!isStruct(spec)) return service
  const { clusterIP, clusterIPs } = spec
  const first = isList(clusterIPs) ? clusterIPs[0] : undefined
  if (clusterIP !== undefined && clusterIPs === undefined)
    return { ...service, spec: { ...spec, clusterIPs: [clusterIP] } }
  if (clusterIP === undefined && first !== undefined) return { ...service, spec: { ...spec, clusterIP: first } }
  return service
}

/** Admission lets every pod bear these for five minutes, unless it says something of them itself. */
function withTolerations(pod: Struct): Struct {
  const { spec } = pod
  if (!isStruct(spec)) return pod
  const own = isList(spec.tolerations) ? spec.tolerations : []
  const missing = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].filter(
    (key) =>
      !own.some((it) => {
        const effect = inside(it, 'effect')
        const named = inside(it, 'key')
        return (named === undefined || named === key) && (effect === undefined || effect === 'NoExecute')
      }),
  )
  const added = missing.map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }))
  return { ...pod, spec: { ...spec, tolerations: [...own, ...added] } }
}

const CSI_DEFAULTS: Struct = { attachRequired: true, volumeLifecycleModes: ['Persistent'] }

/** One device, unless all are asked for. */
function withCount(request: Struct): Struct {
  const exact = request.allocationMode === undefined || request.allocationMode === 'ExactCount'
  const asked = request.deviceClassName !== undefined
  return exact && asked ? { ...request, allocationMode: 'ExactCount', count: request.count || 1 } : request
}

/** The range and the first of the list are the same, and the range wins. */
function withPodRange(spec: Struct): Struct {
  const { podCIDR, podCIDRs } = spec
  const first = inside(podCIDRs, 0)
  if (podCIDR !== undefined) return first === podCIDR ? spec : { ...spec, podCIDRs: [podCIDR] }
  return first === undefined ? spec : { ...spec, podCIDR: first }
}

/** What every claim is need not be said. */
function withBareClaims(spec: Struct): Struct {
  const { volumeClaimTemplates: claims } = spec
  if (!isList(claims)) return spec
  const bare = claims.map((it) => {
    if (!isStruct(it)) return it
    const { apiVersion: _, kind: __, ...claim } = it
    return { ...claim, status: { phase: 'Pending', ...(isStruct(it.status) ? it.status : {}) } }
  })
  return { ...spec, volumeClaimTemplates: bare }
}

/** The labels of zones and systems have left beta, and a volume may follow them. */
function withStableLabels(affinity: Struct): Struct {
  const renamed = (value: Json): Json => {
    if (isList(value)) return value.map(renamed)
    if (!isStruct(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, it]) => [
        key,
        key === 'key' && typeof it === 'string' ? (STABLE[it] ?? it) : renamed(it),
      ]),
    )
  }
  return renamed(affinity) as Struct
}

const STABLE: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
}
