import { bytesInWords } from '../../explain/amount.ts'
import { counted, joined, some } from '../../explain/words.ts'
import { podSpecOf } from '../../model/pods.ts'
import { amountOf } from '../../schema/quantity.ts'
import { at, entries, isNull, type Node, scalar, stringAt, values } from '../../syntax/node.ts'
import { added, atMost, code, codeAt, type Fact, fact, kindText, type Subject } from './fact.ts'
import { rulesText } from './network-policy.ts'
import { claimText, podFacts } from './pods.ts'
import { routesOf } from './ways.ts'

/** What a resource of a kind that we know says, in plain words. */
export function factsOf(subject: Subject): readonly Fact[] {
  const { group, kind } = subject.resource
  const own = BY_KIND[`${group}/${kind}`]?.(subject) ?? []
  return [...own, ...(podSpecOf(subject.resource) ? podFacts(subject) : [])]
}

const BY_KIND: Readonly<Record<string, (subject: Subject) => readonly Fact[]>> = {
  'batch/CronJob': (subject) => fact('When', added(subject, ['spec', 'schedule'])?.replace(/^Runs /, '')),
  '/Service': service,
  'networking.k8s.io/Ingress': ingress,
  'networking.k8s.io/NetworkPolicy': networkPolicy,
  'policy/PodDisruptionBudget': (subject) => [
    ...fact('For', selected(subject, ['spec', 'selector'])),
    ...fact('Means', added(subject, ...written(subject, ['spec', 'minAvailable'], ['spec', 'maxUnavailable']))),
  ],
  'autoscaling/HorizontalPodAutoscaler': autoscaler,
  '/ConfigMap': ({ resource: { node } }) => fact('Holds', keysText(node, ['data', 'binaryData'])),
  '/Secret': ({ resource: { node } }) => [
    ...fact('Type', secretType(node)),
    ...fact('Holds', keysText(node, ['data', 'stringData'])),
  ],
  '/ServiceAccount': ({ resource: { node } }) =>
    fact(
      'Token',
      scalar(at(node, 'automountServiceAccountToken')) === false
        ? 'pods get none, unless they ask: they do not talk to the API server.'
        : undefined,
    ),
  '/PersistentVolumeClaim': ({ resource: { node } }) => fact('Asks for', claimText(at(node, 'spec'))),
  '/PersistentVolume': ({ resource: { node } }) => {
    const size = amountOf(at(node, 'spec', 'capacity', 'storage'))
    const policy = stringAt(node, 'spec', 'persistentVolumeReclaimPolicy')
    return [...fact('Size', size && bytesInWords(size)), ...fact('When its claim goes', policy && code(policy))]
  },
  'rbac.authorization.k8s.io/Role': role,
  'rbac.authorization.k8s.io/ClusterRole': role,
  'rbac.authorization.k8s.io/RoleBinding': binding,
  'rbac.authorization.k8s.io/ClusterRoleBinding': binding,
  'apiextensions.k8s.io/CustomResourceDefinition': ({ resource: { node } }) => {
    const kind = stringAt(node, 'spec', 'names', 'kind')
    const versions = values(at(node, 'spec', 'versions')).flatMap((it) => stringAt(it, 'name') ?? [])
    return fact(
      'Adds',
      kind && `the kind ${code(kind)}${versions.length > 0 ? ` (${some(versions.map(code), 4)})` : ''}`,
    )
  },
  '/Namespace': ({ resource: { node } }) => {
    const level = stringAt(node, 'metadata', 'labels', 'pod-security.kubernetes.io/enforce')
    return fact('Pods in it', level && `must meet the Pod Security Standard ${code(level)}.`)
  },
  'kustomize.config.k8s.io/Kustomization': kustomization,
  '/ResourceQuota': ({ resource: { node } }) => fact('At most', pairsText(at(node, 'spec', 'hard'))),
}

/** Those of the places that hold something. */
function written({ resource }: Subject, ...paths: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return paths.filter((it) => !isNull(at(resource.node, ...it)))
}

/** What a selector finds, without the verb. */
function selected(subject: Subject, path: readonly string[]): string | undefined {
  return added(subject, path)?.replace(/^Matches /, '')
}

function service(subject: Subject): readonly Fact[] {
  const { node } = subject.resource
  const external = stringAt(node, 'spec', 'type') === 'ExternalName' && stringAt(node, 'spec', 'externalName')
  if (external) return fact('Leads to', `${code(external)}, by DNS alone: nothing is passed on.`)
  const ports = values(at(node, 'spec', 'ports')).flatMap((_, i) => added(subject, ['spec', 'ports', i]) ?? [])
  return [
    ...fact('Reached', reachText(stringAt(node, 'spec', 'type') ?? 'ClusterIP', stringAt(node, 'spec', 'clusterIP'))),
    ...fact('Selects', selected(subject, ['spec', 'selector'])),
    ...fact('Ports', single(atMost([...new Set(ports)], 6, 'ports'))),
  ]
}

function reachText(type: string, address: string | undefined): string | undefined {
  if (address === 'None') return 'from inside the cluster; headless: its name leads straight to the pods.'
  switch (type) {
    case 'ClusterIP':
      return 'from inside the cluster only.'
    case 'NodePort':
      return 'from inside the cluster, and from outside by a port of every node.'
    case 'LoadBalancer':
      return 'from outside, by a load balancer that the cloud sets up.'
    default:
      return undefined
  }
}

function ingress({ resource }: Subject): readonly Fact[] {
  const lines = routesOf(resource).map(
    ({ address, exactly, backend }) => `${code(address)}${exactly ? ' exactly' : ''} goes to ${backendText(backend)}`,
  )
  const rest = at(resource.node, 'spec', 'defaultBackend')
  return fact('Routes', [
    ...atMost(lines, 10, 'paths'),
    ...(isNull(rest) ? [] : [`everything else goes to ${backendText(rest)}`]),
  ])
}

function backendText(backend: Node | undefined): string {
  const name = stringAt(backend, 'service', 'name')
  const port = scalar(at(backend, 'service', 'port', 'name')) ?? scalar(at(backend, 'service', 'port', 'number'))
  if (name === undefined) return 'a resource that is no Service'
  return `the Service ${code(name)}${port === undefined || port === null ? '' : `, port ${code(String(port))}`}`
}

function networkPolicy(subject: Subject): readonly Fact[] {
  return [
    ...fact('For', selected(subject, ['spec', 'podSelector'])),
    ...fact('Lets through', rulesText(at(subject.resource.node, 'spec'))),
  ]
}

/** Everything that it names, and what it changes. */
function kustomization({ resource: { node } }: Subject): readonly Fact[] {
  const paths = (field: string) =>
    values(at(node, field)).flatMap((it) => (typeof scalar(it) === 'string' ? [String(scalar(it))] : []))
  const files = [...paths('resources'), ...paths('bases'), ...paths('components')]
  const count = (field: string) => values(at(node, field)).length
  const generated = ['configMapGenerator', 'secretGenerator'].flatMap((it) =>
    values(at(node, it)).flatMap((one) => stringAt(one, 'name') ?? []),
  )
  const patches = count('patches') + count('patchesStrategicMerge') + count('patchesJson6902')
  const images = values(at(node, 'images')).flatMap((it) => {
    const to = stringAt(it, 'newName') ?? stringAt(it, 'name')
    const tag = scalar(at(it, 'newTag')) ?? stringAt(it, 'digest')
    return to === undefined ? [] : [code(tag === undefined || tag === null ? to : `${to}:${tag}`)]
  })
  const space = stringAt(node, 'namespace')
  return [
    ...fact('Brings together', files.length > 0 ? `${some(files.map(code), 12)}.` : undefined),
    ...fact('Puts all into the namespace', space && code(space)),
    ...fact('Makes', generated.length > 0 ? `${some(generated.map(code), 8)}.` : undefined),
    ...fact('Changes', patches > 0 ? `${counted(patches, 'patch').replace(/patchs$/, 'patches')}.` : undefined),
    ...fact('Images', images.length > 0 ? `${some(images, 8)}.` : undefined),
  ]
}

function autoscaler(subject: Subject): readonly Fact[] {
  const metrics = values(at(subject.resource.node, 'spec', 'metrics'))
  const told = metrics.flatMap((metric, i) => {
    const source = stringAt(metric, 'type') ?? ''
    const field = source.charAt(0).toLowerCase() + source.slice(1)
    return added(subject, ['spec', 'metrics', i, field, 'target', 'averageUtilization']) ?? []
  })
  const older = added(subject, ['spec', 'targetCPUUtilizationPercentage'])
  return [
    ...fact('Scales', added(subject, ['spec', 'maxReplicas'])),
    ...fact('By', single([...told, ...(older === undefined ? [] : [older])])),
    ...fact('Going down', added(subject, ['spec', 'behavior', 'scaleDown'])),
  ]
}

function role({ resource: { node } }: Subject): readonly Fact[] {
  const lines = values(at(node, 'rules')).map((rule) => {
    const list = (field: string) => values(at(rule, field)).map((it) => String(scalar(it) ?? ''))
    const verbs = list('verbs')
    const objects = [...list('resources'), ...list('nonResourceURLs')]
    const does = verbs.includes('*') ? '**do anything**' : some(verbs.map(code), 8)
    return `${does} with ${objects.includes('*') ? '**everything**' : some(objects.map(code), 8)}${inGroups(list('apiGroups'))}`
  })
  return fact('May', atMost(lines, 8, 'rules'))
}

function inGroups(groups: readonly string[]): string {
  const named = groups.filter((it) => it !== '' && it !== '*')
  return named.length === 0 ? '' : ` of ${some(named.map(code), 3)}`
}

function binding(subject: Subject): readonly Fact[] {
  const { node, kind, namespace } = subject.resource
  const who = values(at(node, 'subjects')).flatMap((it) => {
    const name = stringAt(it, 'name')
    return name === undefined ? [] : [`${kindText(stringAt(it, 'kind') ?? '')} ${code(name)}`.trim()]
  })
  const role = codeAt(subject, 'roleRef', 'name')
  const reach =
    kind === 'ClusterRoleBinding' ? 'in the whole cluster' : `in ${namespace ? code(namespace) : 'its namespace'}`
  return who.length === 0 || !role ? [] : fact('Gives', `${joined(who)} the rights of ${role}, ${reach}.`)
}

function keysText(node: Node, maps: readonly string[]): string | undefined {
  const keys = maps.flatMap((it) => entries(at(node, it)).map((entry) => code(entry.name)))
  return keys.length === 0 ? 'nothing.' : `${some(keys, 8)}.`
}

function secretType(node: Node): string | undefined {
  const type = stringAt(node, 'type')
  return type === undefined || type === 'Opaque' ? undefined : `${code(type)}.`
}

function pairsText(node: Node | undefined): string | undefined {
  const pairs = entries(node).map((it) => `${code(it.name)} ${code(String(scalar(it.value) ?? ''))}`)
  return pairs.length === 0 ? undefined : `${some(pairs, 8)}.`
}

/** One line needs no list. */
function single(lines: readonly string[]): string | readonly string[] {
  const [only] = lines
  return lines.length === 1 && only !== undefined ? only : lines
}
