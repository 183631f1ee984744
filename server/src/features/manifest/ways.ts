import { matching } from '../../explain/matching.ts'
import { some } from '../../explain/words.ts'
import { findNamed, resourceSeen } from '../../model/find-named.ts'
import { plainRequirements } from '../../model/labels.ts'
import type { Resource } from '../../model/resource.ts'
import { viewOf, type Workspace } from '../../model/workspace.ts'
import { at, type Node, scalar, stringAt, values } from '../../syntax/node.ts'
import { atMost, code } from './fact.ts'

/** The ways by which requests come to pods, as far as these resources have a part in them: a line each. */
export function waysText(workspace: Workspace, resources: readonly Resource[]): string | undefined {
  const view = viewOf(workspace.index)
  const services = resources.filter((it) => it.group === '' && it.kind === 'Service' && it.name !== undefined)
  const own = resources.flatMap(routesIn)
  // An Ingress that lies elsewhere leads here all the same.
  const others = [...new Set(services.map((it) => it.namespace))].flatMap((namespace) =>
    view
      .find('networking.k8s.io/Ingress', namespace)
      .flatMap((it) => resourceSeen(workspace, it) ?? [])
      .flatMap(routesIn)
      .filter((it) => services.some(({ name }) => name === it.service)),
  )
  const routed = [...new Map([...own, ...others].map((it) => [`${it.address} ${it.service}`, it])).values()]
  const fromOutside = routed.map(({ address, service, namespace }) => {
    const found = findNamed(workspace, { ...SERVICE, name: service, namespace })
    const resource = found.is === 'seen' ? resourceSeen(workspace, found.at) : undefined
    return [code(address), `Service ${code(service)}`, ...(resource ? podsOf(workspace, resource) : [])].join(' → ')
  })
  const reached = new Set(routed.map((it) => `${it.namespace} ${it.service}`))
  const fromInside = services.flatMap((it) => {
    const pods = reached.has(`${it.namespace} ${it.name}`) ? [] : podsOf(workspace, it)
    return pods.length === 0 ? [] : [['other pods', `Service ${code(it.name ?? '')}`, ...pods].join(' → ')]
  })
  const lines = atMost([...fromOutside, ...fromInside], MOST_WAYS, 'ways')
  return lines.length === 0 ? undefined : `Ways to the pods:\n\n${lines.map((it) => `- ${it}`).join('\n')}`
}

const MOST_WAYS = 8

const SERVICE = { groupKind: '/Service', clusterWide: false, optional: false, key: undefined, path: [] }

/** With the namespace in which the Service is looked for. */
function routesIn(resource: Resource): readonly (Route & Pick<Resource, 'namespace'>)[] {
  return routesOf(resource).map((it) => ({ ...it, namespace: resource.namespace }))
}

export interface Route {
  /** `https://shop.example.com/api` */
  readonly address: string
  readonly exactly: boolean
  readonly backend: Node | undefined
  readonly service: string
}

/** What an Ingress sends where. */
export function routesOf({ node, group, kind }: Resource): readonly Route[] {
  if (group !== 'networking.k8s.io' || kind !== 'Ingress') return []
  const spec = at(node, 'spec')
  const secured = values(at(spec, 'tls')).flatMap((it) => values(at(it, 'hosts')).map((host) => scalar(host)))
  return values(at(spec, 'rules')).flatMap((rule) => {
    const host = stringAt(rule, 'host')
    const scheme = secured.includes(host) ? 'https' : 'http'
    return values(at(rule, 'http', 'paths')).flatMap((path): readonly Route[] => {
      const backend = at(path, 'backend')
      const service = stringAt(backend, 'service', 'name')
      const address = `${scheme}://${host ?? '*'}${stringAt(path, 'path') ?? '/'}`
      const exactly = stringAt(path, 'pathType') === 'Exact'
      return service === undefined ? [] : [{ address, exactly, backend, service }]
    })
  })
}

/** The workloads that a Service finds, as one step of the way. */
function podsOf(workspace: Workspace, { node, namespace }: Resource): readonly string[] {
  const read = plainRequirements(at(node, 'spec', 'selector'))
  const found = read && read.length > 0 ? matching(viewOf(workspace.index), read, namespace) : []
  const names = found.map(({ summary }) => `${summary.kind} ${code(summary.name ?? '?')}`)
  return names.length === 0 ? [] : [some(names, 3)]
}
