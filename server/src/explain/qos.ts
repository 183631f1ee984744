import { podSpecOf } from '../model/pods.ts'
import { type Amount, amountOf } from '../schema/quantity.ts'
import { at, entries, isNull, type Node, stringAt, values } from '../syntax/node.ts'
import { bytesInWords, coresInWords } from './amount.ts'
import type { Explainer, Question } from './explainer.ts'
import { inPodSpec } from './values.ts'
import { joined } from './words.ts'

/**
 * What requests and limits do, and the quality-of-service class that they give the pod.
 * https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/
 * https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export const qos: Explainer = {
  id: 'qos',
  explain(question) {
    const path = inPodSpec(question)
    const [list, index, field, part, name] = path ?? []
    if (!path || (list !== 'containers' && list !== 'initContainers')) return undefined
    if (path.length === 1) return list === 'containers' ? classOf(question) : undefined
    if (typeof index !== 'number' || field !== 'resources' || path.length > 5) return undefined
    const resources = resourcesOf(at(podSpecOf(question.resource), list, index))
    if (!resources) return undefined
    if (name !== undefined) return one(resources, part, name)
    if (part === 'limits') return sentences(limits(resources.limits), inherited(resources))
    if (part === 'requests') return requests(resources.requests)
    return sentences(requests(effective(resources)), limits(resources.limits), classOf(question))
  },
}

/** `undefined` is what is not written. */
interface Amounts {
  readonly cpu: Amount | undefined
  readonly memory: Amount | undefined
}

interface Resources {
  readonly name: string | undefined
  readonly requests: Amounts
  readonly limits: Amounts
}

const NAMES = ['cpu', 'memory'] as const
const WORDS = { cpu: 'CPU', memory: 'memory' } as const

/** `undefined` if an amount cannot be read: then nothing that depends on it can be said. */
function resourcesOf(container: Node | undefined): Resources | undefined {
  const [wanted, most] = ['requests', 'limits'].map((it) => amountsAt(at(container, 'resources', it)))
  return wanted && most && { name: stringAt(container, 'name'), requests: wanted, limits: most }
}

function amountsAt(node: Node | undefined): Amounts | undefined {
  const amounts = { cpu: amountOf(at(node, 'cpu')), memory: amountOf(at(node, 'memory')) }
  const isWrong = (it: Amount | undefined) => !it || it.nano < 0n
  return NAMES.some((it) => !isNull(at(node, it)) && isWrong(amounts[it])) ? undefined : amounts
}

/** The API server writes a limit into a request that is missing. */
function effective({ requests, limits }: Resources): Amounts {
  return { cpu: requests.cpu ?? limits.cpu, memory: requests.memory ?? limits.memory }
}

function one(resources: Resources, part: string | number | undefined, name: string | number): string | undefined {
  if (name !== 'cpu' && name !== 'memory') return undefined
  const only = (it: Amounts): Amounts => ({ cpu: undefined, memory: undefined, [name]: it[name] })
  if (part === 'limits')
    return sentences(limits(only(resources.limits)), inherited({ ...resources, limits: only(resources.limits) }))
  return part === 'requests' ? requests(only(resources.requests)) : undefined
}

function requests(amounts: Amounts): string | undefined {
  const wanted = parts(amounts)
  return wanted.length === 0
    ? undefined
    : `Reserves ${joined(wanted)} on a node; the pod waits until one has that free.`
}

function limits({ cpu, memory }: Amounts): string | undefined {
  const effects = [
    ...(isSome(cpu) ? [`slowed down when it wants more than ${coresInWords(cpu)}`] : []),
    ...(isSome(memory) ? [`killed (OOMKilled) when it uses more than ${bytesInWords(memory)}`] : []),
  ]
  return effects.length === 0 ? undefined : `The container is ${joined(effects)}.`
}

function inherited({ requests, limits }: Resources): string | undefined {
  const taken = NAMES.filter((it) => isSome(limits[it]) && !requests[it]).map((it) => WORDS[it])
  return taken.length === 0 ? undefined : `It has no request for ${joined(taken)}, so it requests as much as the limit.`
}

function parts({ cpu, memory }: Amounts): readonly string[] {
  return [
    ...(isSome(cpu)
      ? [`${coresInWords(cpu)}${cpu.nano < 2_000_000_000n && cpu.nano !== 1_000_000_000n ? '' : ' of CPU'}`]
      : []),
    ...(isSome(memory) ? [`${bytesInWords(memory)} of memory`] : []),
  ]
}

function isSome(amount: Amount | undefined): amount is Amount {
  return amount !== undefined && amount.nano > 0n
}

function classOf({ resource, view }: Question): string | undefined {
  const spec = podSpecOf(resource)
  if (entries(at(spec, 'resources')).length > 0) return undefined // then the amounts for the pod as a whole decide
  const main = values(at(spec, 'containers')).map(resourcesOf)
  const all = [...values(at(spec, 'initContainers')).map(resourcesOf), ...main].filter((it) => it !== undefined)
  if (main.length === 0 || all.length < main.length + values(at(spec, 'initContainers')).length) return undefined
  const subject = resource.kind === 'Pod' ? 'The pod is' : 'Its pods are'
  const gap = all.map(shortfall).find((it) => it !== undefined)
  if (gap === undefined) {
    return `${subject} in QoS class Guaranteed, as every container has limits for CPU and memory and requests just as much: among the last to be evicted when a node runs short.`
  }
  const ranged = view.find('/LimitRange', resource.namespace).length > 0
  const hint = ranged ? ' A LimitRange in its namespace may fill in what is missing.' : ''
  if (all.every(asksNothing)) {
    return `${subject} in QoS class BestEffort, as no container asks for CPU or memory: among the first to be evicted when a node runs short.${hint}`
  }
  return `${subject} in QoS class Burstable, not Guaranteed, as ${gap}.${hint}`
}

function asksNothing({ requests, limits }: Resources): boolean {
  return NAMES.every((it) => !isSome(requests[it]) && !isSome(limits[it]))
}

/** Why the container keeps its pod from being Guaranteed. */
function shortfall(resources: Resources): string | undefined {
  const { name, requests, limits } = resources
  const who = name === undefined ? 'a container' : `\`${name}\``
  const unlimited = NAMES.filter((it) => !isSome(limits[it])).map((it) => WORDS[it])
  if (unlimited.length > 0) return `${who} has no ${unlimited.join(' or ')} limit`
  const less = NAMES.filter((it) => requests[it] && requests[it].nano !== limits[it]?.nano).map((it) => WORDS[it])
  return less.length === 0 ? undefined : `${who} requests less ${joined(less)} than its limit`
}

function sentences(...all: readonly (string | undefined)[]): string | undefined {
  const some = all.filter((it) => it !== undefined)
  return some.length === 0 ? undefined : some.join(' ')
}
