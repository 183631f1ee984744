import type { Definition } from '../schema/definition.ts'
import { entry, isNull, type Node, stringAt } from '../syntax/node.ts'
import { readingOf } from './label-selectors.ts'
import { isMoot, WITH_MOOT } from './moot.ts'
import { isUnjudged, WITH_UNJUDGED } from './unjudged.ts'

/**
 * Fields that the API server refuses as a whole, without a look at what is in them: probes of a container that runs
 * before the others, the second handler of a hook.
 */
export function isSetAside(definition: Definition, name: string, node: Node, path: string, kind: string): boolean {
  if (!setsAside(definition)) return false
  if (isMoot(definition, name, node) || isUnjudged(definition, name, node, kind)) return true
  switch (definition.name) {
    case 'Container':
      return (OF_RUNNING.has(name) || (name === 'restartPolicyRules' && !hasPolicy(node))) && runsFirst(node, path)
    case 'DeploymentSpec':
    case 'ReplicaSetSpec':
    case 'StatefulSetSpec':
      return name === 'template' && isUnreadable(node)
    case 'DownwardAPIVolumeFile':
      return name === 'resourceFieldRef' && !stringAt(node, name, 'containerName')
    case 'EphemeralContainer':
      return OF_RUNNING.has(name) || name === 'restartPolicyRules'
    case 'LifecycleHandler':
    case 'Probe':
      return isLaterHandler(name, node)
    default:
      return false
  }
}

/** Whether objects of a type have such fields at all: nearly none has. */
export function setsAside(definition: Definition): boolean {
  return definition.id !== undefined && CONCERNED.has(definition.name)
}

const CONCERNED: ReadonlySet<string> = new Set([
  ...WITH_MOOT,
  ...WITH_UNJUDGED,
  'Container',
  'DeploymentSpec',
  'DownwardAPIVolumeFile',
  'EphemeralContainer',
  'LifecycleHandler',
  'Probe',
  'ReplicaSetSpec',
  'StatefulSetSpec',
])

/** With a selector that it cannot read the server does not get as far as the pods. */
function isUnreadable(spec: Node): boolean {
  const selector = entry(spec, 'selector')?.value
  return (
    selector !== undefined && readingOf({ node: selector, key: undefined, path: '', around: selector }) === 'faulty'
  )
}

function hasPolicy(container: Node): boolean {
  return !isNull(entry(container, 'restartPolicy')?.value)
}

/** What only a container may have that runs beside the others. */
export const OF_RUNNING: ReadonlySet<string> = new Set(['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'])

/** An init container that ends before the others start, by its place and its `restartPolicy`. */
export function runsFirst(container: Node | undefined, path: string): boolean {
  return /\.initContainers\[\d+\]$/.test(path) && stringAt(container, 'restartPolicy') !== 'Always'
}

/** In the order in which the server looks for them. */
const HANDLERS: readonly string[] = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep']

function isLaterHandler(name: string, node: Node): boolean {
  if (!HANDLERS.includes(name)) return false
  return HANDLERS.find((it) => !isNull(entry(node, it)?.value)) !== name
}
