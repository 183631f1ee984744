import type { Definition } from '../schema/definition.ts'
import { entry, items, type Node, stringAt } from '../syntax/node.ts'
import { isGiven } from './unjudged.ts'

/**
 * Fields of Services, Ingresses and their kin that the API server decodes and then does not look into, because of what
 * stands beside them: it refuses or ignores them as a whole.
 */
export function isMoot({ id, name: type }: Definition, name: string, node: Node): boolean {
  return id !== undefined && MOOT.get(type)?.[name]?.(node) === true
}

const MOST_ENDPOINTS = 1000

/** By type and field. */
const MOOT: ReadonlyMap<string, Readonly<Record<string, (node: Node) => boolean>>> = new Map([
  [
    'ServiceSpec',
    {
      // A row knows which server takes which value.
      trafficDistribution: () => true,
      externalTrafficPolicy: (node) => !isExternal(node),
      ipFamilies: (node) => stringAt(node, 'type') === 'ExternalName',
      ipFamilyPolicy: (node) => stringAt(node, 'type') === 'ExternalName',
    },
  ],
  [
    'EndpointSlice',
    {
      // Said by a row: to the API server it is absent.
      addressType: (node) => stringAt(node, 'addressType') === '',
      endpoints: (node) => countOf(node, 'endpoints') > MOST_ENDPOINTS,
    },
  ],
  ['HTTPIngressPath', { backend: (node) => !isGiven(node, 'pathType') }],
  [
    'IngressBackend',
    {
      resource: (node) => isGiven(node, 'service'),
      service: (node) => isGiven(node, 'resource'),
    },
  ],
  ['NetworkPolicySpec', { policyTypes: (node) => countOf(node, 'policyTypes') > 2 }],
])

/** The types that have such fields. */
export const WITH_MOOT: readonly string[] = [...MOOT.keys()]

/** Clients may come from outside of the cluster. An unknown type is not judged further. */
function isExternal(node: Node): boolean {
  const type = isGiven(node, 'type') ? stringAt(node, 'type') || 'ClusterIP' : 'ClusterIP'
  if (type === 'LoadBalancer' || type === 'NodePort') return true
  return type === 'ClusterIP' && countOf(node, 'externalIPs') > 0
}

function countOf(node: Node, name: string): number {
  return items(entry(node, name)?.value).length
}
