import { podSpecOf } from '../model/pods.ts'
import { at, isNull, type Node, stringAt } from '../syntax/node.ts'
import type { Explainer } from './explainer.ts'
import { count, inPodSpec } from './values.ts'
import { counted, duration } from './words.ts'

/**
 * How long the checks of a container take to have an effect.
 * https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 * https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes
 */
export const probe: Explainer = {
  id: 'probe',
  explain(question) {
    const path = inPodSpec(question)
    const [list, index, field] = path ?? []
    if (!path || (path.length !== 3 && !(path.length === 4 && TIMES.has(path[3])))) return undefined
    if ((list !== 'containers' && list !== 'initContainers') || typeof index !== 'number') return undefined
    const spec = podSpecOf(question.resource)
    const container = at(spec, list, index)
    if (list === 'initContainers' && stringAt(container, 'restartPolicy') !== 'Always') return undefined
    const timing = typeof field === 'string' ? timingOf(at(container, field)) : undefined
    if (!timing) return undefined
    const guarded = !isNull(at(container, 'startupProbe'))
    const end = stringAt(container, 'restartPolicy') ?? stringAt(spec, 'restartPolicy')
    const fate = end === 'Never' ? 'stopped for good' : 'restarted'
    if (field === 'startupProbe') return startup(timing, fate)
    if (field === 'livenessProbe') return liveness(timing, fate, guarded)
    return field === 'readinessProbe' ? readiness(timing, guarded) : undefined
  },
}

const TIMES: ReadonlySet<unknown> = new Set([
  'initialDelaySeconds',
  'periodSeconds',
  'timeoutSeconds',
  'failureThreshold',
  'successThreshold',
])

interface Timing {
  readonly delay: number
  readonly period: number
  readonly timeout: number
  readonly failures: number
  readonly successes: number
}

/** With the API server's defaults, which also stand in for 0. */
function timingOf(node: Node | undefined): Timing | undefined {
  if (isNull(node)) return undefined
  const delay = count(at(node, 'initialDelaySeconds'), 0)
  const [period, timeout, failures, successes] = [
    count(at(node, 'periodSeconds'), 10),
    count(at(node, 'timeoutSeconds'), 1),
    count(at(node, 'failureThreshold'), 3),
    count(at(node, 'successThreshold'), 1),
  ]
  if (delay === undefined || period === undefined || timeout === undefined) return undefined
  if (failures === undefined || successes === undefined) return undefined
  return { delay, period: period || 10, timeout: timeout || 1, failures: failures || 3, successes: successes || 1 }
}

function startup(timing: Timing, fate: string): string {
  const { delay, period, failures } = timing
  const sum = `${delay > 0 ? `${delay} + ` : ''}${failures} × ${period}`
  return `The program has about ${duration(delay + failures * period)} to start (${sum} seconds), then the container is ${fate}. Until this probe succeeds once, the other probes wait.`
}

function liveness(timing: Timing, fate: string, guarded: boolean): string {
  const hangs = `A container that stops answering is ${fate} after ${inARow(timing)}: within ${duration(reaction(timing))}.`
  if (guarded) return `${hangs} The checks begin when the startupProbe has succeeded.`
  const start = timing.delay + timing.failures * timing.period
  return `${hangs} Without a startupProbe, one that takes longer than about ${duration(start)} to start is ${fate} before it is up.`
}

function readiness(timing: Timing, guarded: boolean): string {
  const { delay, successes } = timing
  const first = guarded
    ? ' once the startupProbe has succeeded'
    : delay > 0
      ? `, first ${duration(delay)} after the start`
      : ''
  const back = successes === 1 ? 'one success brings it back' : `${successes} successes in a row bring it back`
  return `A pod that stops answering gets no more connections from Services after ${inARow(timing)}, within ${duration(reaction(timing))}; ${back}. It is checked every ${duration(timing.period)}${first}.`
}

function inARow({ failures }: Timing): string {
  return failures === 1 ? 'one failed check' : `${counted(failures, 'failed check')} in a row`
}

/** From the fault, which may come right after a good check, to the end of the last bad one. */
function reaction({ period, timeout, failures }: Timing): number {
  return period + (failures - 1) * Math.max(period, timeout) + timeout
}
