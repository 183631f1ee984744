import type { Container, PodSpec, PodTemplateSpec } from 'kubernetes-types/core/v1.js'
import { memo } from '../memo.ts'
import { at, stringAt } from '../syntax/node.ts'
import type { Resource } from './resource.ts'
import { as, each, get, type Of, text } from './typed.ts'

/** Where each kind keeps the template of its pods. A Pod is its own template. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  'apps/Deployment': ['spec', 'template'],
  'apps/StatefulSet': ['spec', 'template'],
  'apps/DaemonSet': ['spec', 'template'],
  'apps/ReplicaSet': ['spec', 'template'],
  'extensions/Deployment': ['spec', 'template'],
  'extensions/DaemonSet': ['spec', 'template'],
  'extensions/ReplicaSet': ['spec', 'template'],
  '/ReplicationController': ['spec', 'template'],
  'argoproj.io/Rollout': ['spec', 'template'],
  'batch/Job': ['spec', 'template'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  '/Pod': [],
  '/PodTemplate': ['template'],
}

/** The kinds that hold a pod template. */
export const withPods: readonly string[] = Object.keys(TEMPLATES)

/** The kinds from which pods come, as `group/Kind`. Of a PodTemplate nobody makes any. */
export const podMakers: readonly string[] = withPods.filter((it) => it !== '/PodTemplate')

/** The pod template of a workload: its labels and its pod spec. */
export const podTemplateOf = memo('podTemplateOf', (resource: Resource): Of<PodTemplateSpec> | undefined => {
  const path = TEMPLATES[`${resource.group}/${resource.kind}`]
  return path && as<PodTemplateSpec>(at(resource.node, ...path))
})

export const podSpecOf = memo('podSpecOf', (resource: Resource): Of<PodSpec> | undefined =>
  get(podTemplateOf(resource), 'spec'),
)

/** What a container is for: `sidecar` is an init container that keeps running (restartPolicy Always). */
export type Role = 'main' | 'init' | 'sidecar' | 'ephemeral'

export interface ContainerOf {
  readonly node: Of<Container>
  readonly role: Role
  /** Its name, or its position where it has none. */
  readonly title: string
}

/** Every container of a workload, in the order of roles: init and sidecar, main, ephemeral. */
export const containersOf = memo('containersOf', (resource: Resource): readonly ContainerOf[] => {
  const spec = podSpecOf(resource)
  const init = each(get(spec, 'initContainers')).map((node, i) =>
    container(node, stringAt(node, 'restartPolicy') === 'Always' ? 'sidecar' : 'init', i),
  )
  const main = each(get(spec, 'containers')).map((node, i) => container(node, 'main', i))
  const ephemeral = each(get(spec, 'ephemeralContainers')).map((node, i) =>
    container(as<Container>(node), 'ephemeral', i),
  )
  return [...init, ...main, ...ephemeral]
})

/** Whether its pods run to an end: Jobs and CronJobs. A bare Pod that does not restart counts too. */
export function runsToCompletion(resource: Resource): boolean {
  if (resource.group === 'batch') return true
  const policy = text(podSpecOf(resource), 'restartPolicy')
  return resource.kind === 'Pod' && (policy === 'Never' || policy === 'OnFailure')
}

function container(node: Of<Container>, role: Role, index: number): ContainerOf {
  return { node, role, title: text(node, 'name') ?? `${role} container ${index + 1}` }
}
