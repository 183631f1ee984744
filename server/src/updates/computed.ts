import { inside, isList, isStruct, type Json } from './value.ts'

type Struct = { readonly [key: string]: Json }

/** Defaults that hang on what stands beside the field, by type. */
export function computed(type: string, struct: Struct): Struct {
  return Object.hasOwn(COMPUTED, type) ? (COMPUTED[type]?.(struct) ?? struct) : struct
}

const COMPUTED: Readonly<Record<string, (struct: Struct) => Struct>> = {
  Container: (it) => withRequests(withPullPolicy(it)),
  EphemeralContainer: (it) => withPullPolicy(it),
  PodSpec: (it) => withHostPorts(withServiceAccount(it)),
  Job: withCounts,
  PersistentVolumeClaimSpec: withDataSource,
  Pod: withTolerations,
  Secret: withStringData,
  Service: withAddresses,
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

/** Each stands for the other, but for sources in other namespaces and of other groups, which only the new one can name. */
function withDataSource(spec: Struct): Struct {
  const { dataSource, dataSourceRef } = spec
  if (dataSource !== undefined && dataSourceRef === undefined) return { ...spec, dataSourceRef: dataSource }
  if (dataSource !== undefined || !isStruct(dataSourceRef) || dataSourceRef.namespace !== undefined) return spec
  return { ...spec, dataSource: dataSourceRef }
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
