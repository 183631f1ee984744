import { at, isNull } from '../syntax/node.ts'
import type { Explainer, Question } from './explainer.ts'
import { statefulSet } from './rollout-ordered.ts'
import { count, follows, isZero, type Share, share, shareOf, word } from './values.ts'
import { counted, grouped } from './words.ts'

/**
 * How many pods run while a new version replaces the old one.
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment
 * https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/
 */
export const rollout: Explainer = {
  id: 'rollout',
  explain(question) {
    switch (`${question.resource.group}/${question.resource.kind}`) {
      case 'apps/Deployment':
        return deployment(question)
      case 'apps/StatefulSet':
        return statefulSet(question)
      case 'apps/DaemonSet':
        return daemonSet(question)
      default:
        return undefined
    }
  },
}

function deployment({ resource, path, view }: Question): string | undefined {
  const strategy = at(resource.node, 'spec', 'strategy')
  const replicas = count(at(resource.node, 'spec', 'replicas'), 1)
  const type = word(at(strategy, 'type'), 'RollingUpdate')
  const atUpdate = ['spec.strategy.rollingUpdate', 'spec.strategy.rollingUpdate.*'].some((it) => follows(path, it))
  const asked = atUpdate || ['spec.replicas', 'spec.strategy', 'spec.strategy.type'].some((it) => follows(path, it))
  if (!asked || replicas === undefined) return undefined
  if (replicas === 0) return 'With 0 replicas no pod runs, and there is nothing to roll out.'
  if (type === 'Recreate' && !atUpdate) {
    const all = replicas === 1 ? 'the one pod' : `all ${grouped(replicas)} pods`
    return `A rollout first stops ${all} and only then starts the new version: in between nothing answers.`
  }
  if (type !== 'RollingUpdate') return undefined

  const maxSurge = share(at(strategy, 'rollingUpdate', 'maxSurge'), QUARTER)
  const maxUnavailable = share(at(strategy, 'rollingUpdate', 'maxUnavailable'), QUARTER)
  if (!maxSurge || !maxUnavailable) return undefined
  if (isZero(maxSurge) && isZero(maxUnavailable)) {
    return 'With maxSurge and maxUnavailable both 0 a rollout could not move; the API server refuses that.'
  }
  if ('percent' in maxUnavailable && maxUnavailable.percent > 100) return undefined
  const surge = shareOf(replicas, maxSurge, 'up')
  const rounded = shareOf(replicas, maxUnavailable, 'down')
  const stuck = surge === 0 && rounded === 0
  const available = Math.max(0, replicas - (stuck ? 1 : rounded))
  const keeps =
    available === 0 ? 'may have none available for a while' : `keeps at least ${grouped(available)} available`
  const scaled = view.find('autoscaling/HorizontalPodAutoscaler', resource.namespace).length > 0
  const byDefault = `With the default of 1 replica${scaled ? ' (an autoscaler may set another number)' : ''}`
  const number = isNull(at(resource.node, 'spec', 'replicas')) ? byDefault : `With ${counted(replicas, 'replica')}`
  const sums = `${number} a rollout runs at most ${counted(replicas + surge, 'pod')} at once and ${keeps}.`
  const last = path.at(-1)
  if (stuck) return `${sums} Both limits come to 0 pods here, and so 1 may be unavailable.`
  if (last === 'maxSurge')
    return `${sums}${rounding(maxSurge, replicas, 'up')} Pods that are shutting down come on top.`
  if (last === 'maxUnavailable') return `${sums}${rounding(maxUnavailable, replicas, 'down')}`
  return sums
}

const QUARTER: Share = { percent: 25 }

function rounding(it: Share, replicas: number, round: 'up' | 'down'): string {
  if ('count' in it) return ''
  const exact = (it.percent * replicas) / 100
  const result = shareOf(replicas, it, round)
  return ` ${it.percent} % of ${grouped(replicas)} is ${grouped(exact)}${exact === result ? '' : `, rounded ${round} to ${grouped(result)}`}.`
}

function daemonSet({ resource, path }: Question): string | undefined {
  if (path[0] !== 'spec' || path[1] !== 'updateStrategy' || path.length > 4) return undefined
  const strategy = at(resource.node, 'spec', 'updateStrategy')
  const type = word(at(strategy, 'type'), 'RollingUpdate')
  if (type === 'OnDelete') return 'A new version reaches a node only when somebody deletes the old pod there.'
  if (type !== 'RollingUpdate') return undefined
  const update = at(strategy, 'rollingUpdate')
  const surge = share(at(update, 'maxSurge'), { count: 0 })
  const unavailable = share(at(update, 'maxUnavailable'), { count: 1 })
  if (!surge || !unavailable || tooMuch(surge) || tooMuch(unavailable)) return undefined
  if (isZero(surge) && isZero(unavailable)) {
    return 'With maxSurge and maxUnavailable both 0 an update could not move; the API server refuses that.'
  }
  if (!isZero(surge) && !isZero(unavailable)) {
    const why = isNull(at(update, 'maxUnavailable')) ? ', which is 1 unless it is written' : ''
    return `The API server refuses maxSurge beside a maxUnavailable other than 0${why}: write \`maxUnavailable: 0\` to start new pods first.`
  }
  return isZero(surge)
    ? `An update works on at most ${nodes(unavailable)} at once: there the old pod stops, then the new one starts.`
    : `An update works on at most ${nodes(surge)} at once: there the new pod starts first, and the old one stops once it is available.`
}

function tooMuch(it: Share): boolean {
  return 'percent' in it && it.percent > 100
}

function nodes(it: Share): string {
  return 'count' in it ? counted(it.count, 'node') : `${it.percent} % of its nodes, rounded up,`
}
