import { at, stringAt } from '../syntax/node.ts'
import type { Question } from './explainer.ts'
import { count, follows, type Share, share, shareOf, word } from './values.ts'
import { counted, grouped } from './words.ts'

/**
 * The order in which a StatefulSet makes and replaces its pods.
 * https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies
 */
export function statefulSet({ resource, path }: Question): string | undefined {
  const spec = at(resource.node, 'spec')
  const replicas = count(at(spec, 'replicas'), 1)
  const start = count(at(spec, 'ordinals', 'start'), 0)
  const name = stringAt(resource.node, 'metadata', 'name')
  if (replicas === undefined || start === undefined || path[0] !== 'spec') return undefined
  const pods: Pods = { replicas, start, name }
  if (follows(path, 'spec.replicas')) return named(pods)
  if (follows(path, 'spec.podManagementPolicy')) return management(word(at(spec, 'podManagementPolicy'), ''), pods)
  if (path[1] !== 'updateStrategy' || path.length > 4) return undefined

  const strategy = at(spec, 'updateStrategy')
  const type = word(at(strategy, 'type'), 'RollingUpdate')
  if (type === 'OnDelete') return 'A pod gets the new version only when somebody deletes the old one.'
  if (type !== 'RollingUpdate' || replicas === 0) return undefined
  if (path.at(-1) === 'maxUnavailable') {
    const unavailable = share(at(strategy, 'rollingUpdate', 'maxUnavailable'), { count: 1 })
    return unavailable && atOnce(unavailable, replicas)
  }
  const partition = count(at(strategy, 'rollingUpdate', 'partition'), 0)
  return partition === undefined ? undefined : updates(pods, partition)
}

interface Pods {
  readonly replicas: number
  readonly start: number
  readonly name: string | undefined
}

function named(pods: Pods): string | undefined {
  const { replicas } = pods
  if (replicas === 0)
    return 'With 0 replicas no pod runs; volumes made for earlier ones are kept unless the retention policy says otherwise.'
  const order =
    replicas === 1 ? '' : ` An update replaces them one at a time and begins with ${pod(pods, replicas - 1)}.`
  return `${replicas === 1 ? 'Its pod is' : 'Its pods are'} ${range(pods, 0, replicas - 1)}.${order}`
}

function management(policy: string | undefined, pods: Pods): string | undefined {
  if (pods.replicas < 2) return undefined
  const { replicas } = pods
  if (policy === 'Parallel')
    return `All ${grouped(replicas)} pods start and stop at once when the number of replicas changes; updates keep their order.`
  if (policy !== 'OrderedReady') return undefined
  return `The ${grouped(replicas)} pods start one after another, from ${pod(pods, 0)} to ${pod(pods, replicas - 1)}, each when the one before is ready; they stop in reverse.`
}

function updates(pods: Pods, partition: number): string {
  const { replicas } = pods
  const last = replicas - 1
  if (partition === 0) {
    if (replicas === 1) return `An update stops ${pod(pods, 0)} and starts it anew: in between nothing answers.`
    return `An update replaces the ${grouped(replicas)} pods one at a time, from ${pod(pods, last)} down to ${pod(pods, 0)}, each when the one before is ready.`
  }
  if (partition >= replicas) {
    return `A partition of ${grouped(partition)} with ${counted(replicas, 'replica')} holds back every pod: no update reaches any of them.`
  }
  return `An update reaches ${range(pods, partition, last)}; ${range(pods, 0, partition - 1)} ${partition === 1 ? 'keeps' : 'keep'} the old version.`
}

/** The API server of 1.36 drops the field unless its feature gate is on. */
function atOnce(unavailable: Share, replicas: number): string | undefined {
  if ('percent' in unavailable && unavailable.percent > 100) return undefined
  const most = Math.max(1, shareOf(replicas, unavailable, 'down'))
  const effect = most === 1 ? '' : `, with it up to ${grouped(most)} of ${counted(replicas, 'pod')} are`
  return `Counts only where the feature gate MaxUnavailableStatefulSet is on: without it one pod is replaced at a time${effect}.`
}

function range(pods: Pods, first: number, last: number): string {
  if (first === last) return pod(pods, first)
  return `${pod(pods, first)} ${last - first === 1 ? 'and' : 'to'} ${pod(pods, last)}`
}

function pod({ name, start }: Pods, index: number): string {
  return name === undefined ? `pod ${grouped(start + index)}` : `\`${name}-${start + index}\``
}
