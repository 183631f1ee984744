import { at, isNull } from '../syntax/node.ts'
import type { Explainer } from './explainer.ts'
import { follows, type Share, share, shareOf } from './values.ts'
import { counted, grouped } from './words.ts'

/**
 * What a budget leaves to node drains and other evictions. How many replicas there are stands elsewhere; so the sentences
 * say what holds for any number, with an example for shares.
 * https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 */
export const pdb: Explainer = {
  id: 'pdb',
  explain({ resource, path }) {
    if (resource.group !== 'policy' || resource.kind !== 'PodDisruptionBudget') return undefined
    const spec = at(resource.node, 'spec')
    const [minimum, maximum] = [at(spec, 'minAvailable'), at(spec, 'maxUnavailable')]
    if (!isNull(minimum) && !isNull(maximum)) return undefined
    if (follows(path, 'spec.minAvailable')) return least(share(minimum, NONE))
    return follows(path, 'spec.maxUnavailable') && !isNull(maximum) ? most(share(maximum, NONE)) : undefined
  },
}

const NONE: Share = { count: 0 }
const BLOCKS = 'No pod may be evicted: draining a node that runs one waits until somebody deletes it.'

function least(it: Share | undefined): string | undefined {
  if (!it) return undefined
  if ('count' in it) {
    if (it.count === 0) return 'Holds back nothing: every pod may be evicted at any time.'
    return `A pod may be evicted while more than ${counted(it.count, 'pod')} ${it.count === 1 ? 'is' : 'are'} healthy: a workload of ${counted(it.count, 'replica')}${it.count === 1 ? '' : ' or fewer'} blocks every drain.`
  }
  if (it.percent > 100) return undefined
  if (it.percent === 100) return BLOCKS
  if (it.percent === 0) return 'Holds back nothing: every pod may be evicted at any time.'
  const total = example(it.percent)
  const kept = shareOf(total, it, 'up')
  return `Rounded up: for example, of ${counted(total, 'pod')} ${grouped(kept)} must stay healthy, so ${grouped(total - kept)} may be evicted at a time; a single pod can never be evicted.`
}

function most(it: Share | undefined): string | undefined {
  if (!it) return undefined
  if ('count' in it) {
    return it.count === 0
      ? BLOCKS
      : `At most ${counted(it.count, 'pod')} may be down at a time; evictions beyond that wait.`
  }
  if (it.percent > 100) return undefined
  if (it.percent === 0) return BLOCKS
  if (it.percent === 100) return 'Holds back nothing: every pod may be evicted at any time.'
  const total = example(it.percent)
  return `Rounded up: for example, of ${counted(total, 'pod')} at most ${grouped(shareOf(total, it, 'up'))} may be down at a time, and of a single pod that one.`
}

/** A small number of pods of which the share is no whole number, so that the rounding shows. */
function example(percent: number): number {
  return [3, 4, 5, 7].find((it) => (percent * it) % 100 !== 0) ?? 10
}
