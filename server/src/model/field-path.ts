import { type Node, pathOf } from '../syntax/node.ts'
import type { Resource } from './resource.ts'

/**
 * The path of a node as the API server writes it: `spec.template.spec.containers[0].image`, `data[key]`. It starts at
 * the resource, so that items of a List are named as if they stood alone.
 */
export function fieldPath(node: Node, resource?: Resource): string {
  const path = pathOf(node).slice(resource ? pathOf(resource.node).length : 0)
  let out = ''
  let inMap = false
  for (const step of path) {
    if (typeof step === 'number') out += `[${step}]`
    else if (inMap) out += `[${step}]`
    else out += out === '' ? step : `.${step}`
    inMap = typeof step === 'string' && !inMap && MAPS.has(step)
  }
  return out
}

/** Fields that hold maps from free names, in the kinds of Kubernetes itself. */
const MAPS: ReadonlySet<string> = new Set([
  'labels',
  'annotations',
  'matchLabels',
  'nodeSelector',
  'data',
  'stringData',
  'binaryData',
  'limits',
  'requests',
  'hard',
  'capacity',
  'allocatable',
])
