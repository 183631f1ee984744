import { podSpecOf } from '../model/pods.ts'
import { at, isNull, type Node, scalar, stringAt, values } from '../syntax/node.ts'
import type { Explainer } from './explainer.ts'
import { count, follows, inPodSpec } from './values.ts'
import { duration } from './words.ts'

/**
 * How much time is left to a container between being asked to end and being killed.
 * https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
 */
export const termination: Explainer = {
  id: 'termination',
  explain(question) {
    const path = inPodSpec(question)
    const spec = podSpecOf(question.resource)
    const grace = count(at(spec, 'terminationGracePeriodSeconds'), 30)
    if (!path || grace === undefined) return undefined
    if (follows(path, 'terminationGracePeriodSeconds')) {
      const pauses = [...values(at(spec, 'initContainers')), ...values(at(spec, 'containers'))]
        .map((container) => ({ container, seconds: pauseOf(container) }))
        .filter((it) => it.seconds !== undefined && it.seconds > 0)
      const longest = pauses.sort((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0))[0]
      return left(grace, longest?.seconds ?? 0, longest && stringAt(longest.container, 'name'))
    }
    const [list, index] = path
    const asked = ASKED.some((it) => follows(path, it)) && (list === 'containers' || list === 'initContainers')
    const container = asked && index !== undefined ? at(spec, ...path.slice(0, 2)) : undefined
    const pause = container && pauseOf(container)
    return pause === undefined || pause === 0 ? undefined : left(grace, pause, undefined)
  },
}

const ASKED = [
  '*.*.lifecycle',
  '*.*.lifecycle.preStop',
  '*.*.lifecycle.preStop.sleep',
  '*.*.lifecycle.preStop.sleep.seconds',
  '*.*.lifecycle.preStop.exec',
  '*.*.lifecycle.preStop.exec.command',
]

function left(grace: number, pause: number, container: string | undefined): string {
  if (grace === 0) return 'With 0 seconds the containers are killed at once, without a chance to end by themselves.'
  if (pause === 0) {
    return `A container that is told to stop has ${duration(grace)} to end by itself; then it is killed.`
  }
  const who = container === undefined ? 'the preStop hook' : `the preStop hook of \`${container}\``
  if (pause >= grace) {
    return `Of ${duration(grace)} ${who} takes ${pause === grace ? 'all' : `${duration(pause)}, more than there is`}: the program is left with the 2 seconds that the kubelet adds before it kills.`
  }
  return `Of ${duration(grace)} ${who} takes ${duration(pause)}: ${duration(grace - pause)} remain between the stop signal and being killed.`
}

/** The seconds that a container's preStop hook waits, if it does nothing but that. */
function pauseOf(container: Node): number | undefined {
  const hook = at(container, 'lifecycle', 'preStop')
  if (!isNull(at(hook, 'sleep', 'seconds'))) return count(at(hook, 'sleep', 'seconds'))
  const command = values(at(hook, 'exec', 'command')).map(scalar)
  if (command.some((it) => typeof it !== 'string')) return undefined
  const seconds = /^(?:\/bin\/)?(?:(?:sh|bash|ash) -c )?(?:\/bin\/)?sleep (\d{1,6})s?$/.exec(command.join(' '))?.[1]
  return seconds === undefined ? undefined : Number(seconds)
}
