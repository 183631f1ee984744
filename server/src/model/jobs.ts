import { at, entries, type Node } from '../syntax/node.ts'
import { isWhole } from './containers.ts'
import { containersOf } from './pods.ts'
import type { Resource } from './resource.ts'

/** The spec of a Job, or of the Jobs that a CronJob makes; nothing for a piece of one, as patches hold it. */
export function jobSpecOf(resource: Resource): Node | undefined {
  if (resource.group !== 'batch') return undefined
  const containers = containersOf(resource).filter((it) => it.role === 'main')
  if (containers.length === 0 || !containers.every(isWhole)) return undefined
  return resource.kind === 'CronJob' ? at(resource.node, 'spec', 'jobTemplate', 'spec') : at(resource.node, 'spec')
}

/** Whether a tool runs it and takes it away again: a hook of Helm or of Argo CD. */
export function isHookJob({ node }: Resource): boolean {
  return entries(at(node, 'metadata', 'annotations')).some((it) => HOOKS.has(it.name))
}

const HOOKS: ReadonlySet<string> = new Set(['helm.sh/hook', 'argocd.argoproj.io/hook'])
