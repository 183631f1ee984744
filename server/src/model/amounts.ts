import { memo } from '../memo.ts'
import { at, entries, type Node, values } from '../syntax/node.ts'
import { podSpecOf, withPods } from './pods.ts'
import type { Resource } from './resource.ts'

/** An amount of something in a manifest. */
export interface AmountAt {
  /** What there is so much of: `memory`, `storage`, `cpu`. */
  readonly of: string
  /** The key of the list that it stands in: `requests`, `limits`, `capacity`, `sizeLimit`. */
  readonly list: string
  readonly node: Node
  /** Whether it is what one container asks for. */
  readonly ofContainer: boolean
}

/** What a resource asks for, allows or offers, wherever kinds of Kubernetes itself say so. */
export const amountsOf = memo('amountsOf', (resource: Resource): readonly AmountAt[] => {
  const { node, group, kind } = resource
  const spec = at(node, 'spec')
  const own = `${group}/${kind}` in OWN ? OWN[`${group}/${kind}`]?.(spec) : undefined
  return [...(own ?? []), ...ofPod(podSpecOf(resource))]
})

const OWN: Readonly<Record<string, (spec: Node | undefined) => readonly AmountAt[]>> = {
  '/PersistentVolumeClaim': ofClaim,
  '/PersistentVolume': (spec) => listed(spec, 'capacity'),
  '/LimitRange': (spec) =>
    values(at(spec, 'limits')).flatMap((it) =>
      ['default', 'defaultRequest', 'max', 'min'].flatMap((name) => listed(it, name)),
    ),
  '/ResourceQuota': (spec) => listed(spec, 'hard'),
  'apps/StatefulSet': (spec) => values(at(spec, 'volumeClaimTemplates')).flatMap((it) => ofClaim(at(it, 'spec'))),
}

/** The kinds that have amounts. */
export const withAmounts: readonly string[] = [...new Set([...Object.keys(OWN), ...withPods])]

function ofPod(spec: Node | undefined): readonly AmountAt[] {
  const containers = ['initContainers', 'containers'].flatMap((it) => values(at(spec, it)))
  const volumes = values(at(spec, 'volumes'))
  return [
    ...containers.flatMap((it) => requirements(at(it, 'resources'), true)),
    ...requirements(at(spec, 'resources'), false),
    ...volumes.flatMap((it): readonly AmountAt[] => {
      const size = at(it, 'emptyDir', 'sizeLimit')
      const ofVolume = size ? [{ of: 'storage', list: 'sizeLimit', node: size, ofContainer: false }] : []
      return [...ofVolume, ...ofClaim(at(it, 'ephemeral', 'volumeClaimTemplate', 'spec'))]
    }),
  ]
}

function ofClaim(spec: Node | undefined): readonly AmountAt[] {
  return requirements(at(spec, 'resources'), false)
}

function requirements(node: Node | undefined, ofContainer: boolean): readonly AmountAt[] {
  return ['requests', 'limits'].flatMap((it) => listed(node, it, ofContainer))
}

/** In quotas the list is part of the name: `requests.memory`. */
function listed(node: Node | undefined, list: string, ofContainer = false): readonly AmountAt[] {
  return entries(at(node, list)).flatMap(({ name, value }) =>
    value ? [{ of: name.replace(/^(?:requests|limits)\./, ''), list, node: value, ofContainer }] : [],
  )
}
