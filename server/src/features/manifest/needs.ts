import { counted, joined } from '../../explain/words.ts'
import { type Found, findNamed, resourceSeen } from '../../model/find-named.ts'
import { kindOf, type Reference, referencesOf } from '../../model/references.ts'
import type { Workspace } from '../../model/workspace.ts'
import { at, entries } from '../../syntax/node.ts'
import { atMost, code, type Fact, fact, kindText, type Subject, whereSeen } from './fact.ts'

/** What the resource names, each once, with whether the workspace has it. What is not there comes first. */
export function needs(subject: Subject): readonly Fact[] {
  const lines = needed(subject).map((it) => ({ line: lineOf(subject, it), isThere: isThere(it.found) }))
  const sorted = [...lines.filter((it) => !it.isThere), ...lines.filter((it) => it.isThere)]
  return fact(
    'Needs',
    atMost(
      sorted.map((it) => it.line),
      MOST_LINES,
      'things',
    ),
  )
}

/** How many things a resource names that nobody has seen. */
export function missingFrom(subject: Subject): number {
  return needed(subject).filter((it) => it.found.is === 'missing' && !excuseOf(subject, it.references)).length
}

const MOST_LINES = 12

/** One thing, and all the places that name it. */
interface Need {
  readonly references: readonly [Reference, ...Reference[]]
  readonly found: Found
}

function needed({ workspace, resource }: Subject): readonly Need[] {
  const grouped = new Map<string, [Reference, ...Reference[]]>()
  for (const it of referencesOf(resource)) {
    const key = JSON.stringify([it.groupKind, it.name, it.namespace])
    const known = grouped.get(key)
    if (known) known.push(it)
    else grouped.set(key, [it])
  }
  return [...grouped.values()].map((references) => ({ references, found: findNamed(workspace, references[0]) }))
}

function isThere(found: Found): boolean {
  return found.is !== 'missing' && found.is !== 'elsewhere'
}

function lineOf(subject: Subject, { references, found }: Need): string {
  const { groupKind, name } = references[0]
  return `${kindText(kindOf(groupKind))} ${code(name)}${useOf(references)}: ${placeOf(subject, references, found)}`
}

function placeOf(subject: Subject, references: Need['references'], found: Found): string {
  const { workspace, uri } = subject
  switch (found.is) {
    case 'seen':
      return `${whereSeen(uri, found)}${lackingKeys(workspace, references, found)}`
    case 'elsewhere':
      return `${elsewhere(found.at.summary.namespace, references[0].namespace)} (${whereSeen(uri, found)})`
    case 'made':
      return `made by ${found.by.startsWith('the ') ? found.by : code(found.by)}`
    case 'built-in':
      return 'every cluster has it'
    case 'missing':
      return missing(subject, references)
  }
}

function elsewhere(there: string | undefined, wanted: string | undefined): string {
  if (there === undefined) return '**one without a namespace is there**; it has to be applied to the same one'
  return wanted === undefined
    ? `one is there for the namespace ${code(there)}`
    : `**only in another namespace**, ${code(there)}`
}

function missing(subject: Subject, references: Need['references']): string {
  const until = subject.workspace.index.complete ? 'in this workspace' : 'among the files read so far'
  const excuse = excuseOf(subject, references)
  return excuse === undefined ? `**not ${until}**: it must be in the cluster before` : `not ${until}; ${excuse}`
}

/** Why it is no wonder that something is not in the workspace. */
function excuseOf({ resource }: Subject, references: Need['references']): string | undefined {
  const [{ groupKind, path }] = references
  if (references.every((it) => it.optional)) return 'it is optional'
  if (OF_CLUSTER.has(groupKind)) return 'the cluster may bring it'
  const annotations = at(resource.node, 'metadata', 'annotations')
  const isAsked = entries(annotations).some((it) => /^cert-manager\.io\/(cluster-)?issuer$/.test(it.name))
  return path[1] === 'tls' && isAsked ? 'cert-manager makes it, as an annotation asks' : undefined
}

/** What administrators install, and manifests of applications only name. */
const OF_CLUSTER: ReadonlySet<string> = new Set([
  'cert-manager.io/ClusterIssuer',
  'gateway.networking.k8s.io/GatewayClass',
  'networking.k8s.io/IngressClass',
  'node.k8s.io/RuntimeClass',
  'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/StorageClass',
  '/PersistentVolume',
])

/** Keys that are read and not written there. */
function lackingKeys(workspace: Workspace, references: Need['references'], found: Found & { is: 'seen' }): string {
  const wanted = [...new Set(references.flatMap((it) => (it.key === undefined || it.optional ? [] : [it.key])))]
  const node = wanted.length > 0 ? resourceSeen(workspace, found.at)?.node : undefined
  if (!node) return ''
  const keys = ['data', 'stringData', 'binaryData'].flatMap((it) => entries(at(node, it)).map((entry) => entry.name))
  const lacking = wanted.filter((it) => !keys.includes(it))
  return lacking.length === 0 ? '' : `, but **it has no key** ${joined(lacking.map(code))}`
}

/** What it is for, where the kind alone does not say it: ` for the variables …`. */
function useOf(references: Need['references']): string {
  const variables = references.filter((it) => it.path.includes('env')).length
  const isWhole = references.some((it) => it.path.includes('envFrom'))
  const isMounted = references.some((it) => it.path.includes('volumes'))
  const isPull = references.some((it) => it.path.includes('imagePullSecrets'))
  const uses = [
    ...(isWhole ? ['all its keys as variables'] : variables > 0 ? [`for ${counted(variables, 'variable')}`] : []),
    ...(isMounted ? ['as files'] : []),
    ...(isPull ? ['to pull images'] : []),
  ]
  return uses.length === 0 ? '' : ` (${uses.join(', ')})`
}

/** The namespace of a resource, and whether the workspace has it; `undefined` where none is written. */
export function namespaceText({ workspace, uri, resource }: Subject): string | undefined {
  const { namespace } = resource
  if (namespace === undefined) return undefined
  const found = findNamed(workspace, {
    groupKind: '/Namespace',
    name: namespace,
    namespace: undefined,
    clusterWide: true,
    optional: false,
    key: undefined,
    path: [],
  })
  const there = found.is === 'seen' ? whereSeen(uri, found) : found.is === 'built-in' ? '' : 'not in this workspace'
  return `${code(namespace)}${there && ` (${there})`}`
}
