import { at, isNull, type Node, scalar, stringAt, values } from '../syntax/node.ts'
import type { Explainer, Question } from './explainer.ts'
import { count, follows } from './values.ts'
import { counted, duration, grouped } from './words.ts'

/**
 * How many pods an autoscaler asks for.
 * https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#algorithm-details
 */
export const hpa: Explainer = {
  id: 'hpa',
  explain(question) {
    const { resource, path } = question
    if (resource.group !== 'autoscaling' || resource.kind !== 'HorizontalPodAutoscaler' || path[0] !== 'spec')
      return undefined
    const spec = at(resource.node, 'spec')
    const bounds = boundsOf(spec)
    if (follows(path, 'spec.minReplicas') || follows(path, 'spec.maxReplicas')) return bounds && between(bounds, spec)
    if (follows(path, 'spec.targetCPUUtilizationPercentage'))
      return bounds && utilization(count(at(spec, path[1] ?? '')), 'cpu', bounds, spec)
    if (follows(path, 'spec.metrics.*.*.target.averageUtilization')) return bounds && ofMetric(question, bounds)
    if (follows(path, 'spec.behavior.scaleDown') || follows(path, 'spec.behavior.scaleDown.stabilizationWindowSeconds'))
      return settling(spec)
    return undefined
  },
}

interface Bounds {
  readonly min: number
  readonly max: number
}

function boundsOf(spec: Node | undefined): Bounds | undefined {
  const min = count(at(spec, 'minReplicas'), 1)
  const max = count(at(spec, 'maxReplicas'))
  return min === undefined || max === undefined || max < 1 || max < min ? undefined : { min, max }
}

function between({ min, max }: Bounds, spec: Node | undefined): string {
  const kind = stringAt(spec, 'scaleTargetRef', 'kind')
  const name = stringAt(spec, 'scaleTargetRef', 'name')
  const target = kind && name ? `${kind}/${name}` : 'its target'
  if (min === max)
    return `Holds ${target} at exactly ${counted(min, 'pod')}: with equal bounds there is nothing to scale.`
  return `Keeps ${target} between ${grouped(min)} and ${counted(max, 'pod')}. It overrides the number of replicas written there.`
}

function ofMetric({ resource, path }: Question, bounds: Bounds): string | undefined {
  const metric = at(resource.node, ...path.slice(0, 3))
  const source = path[3]
  if (source !== 'resource' && source !== 'containerResource') return undefined
  const percent = count(at(resource.node, ...path))
  return utilization(percent, stringAt(metric, source, 'name'), bounds, at(resource.node, 'spec'))
}

function utilization(
  percent: number | undefined,
  name: string | undefined,
  { min, max }: Bounds,
  spec: Node | undefined,
): string | undefined {
  if (percent === undefined || percent === 0 || (name !== 'cpu' && name !== 'memory')) return undefined
  const what = name === 'cpu' ? 'CPU' : 'memory'
  const average = `Aims at pods that use on average ${grouped(percent)} % of the ${what} they request; without such requests it cannot scale.`
  const others =
    values(at(spec, 'metrics')).length > 1 ? ' Of several metrics the one that asks for the most pods wins.' : ''
  const now = Math.max(min, 1)
  const used = percent * 2
  const wanted = Math.min(max, now * 2)
  if (now >= max) return `${average}${others}`
  const capped = wanted < now * 2 ? ', the most allowed' : ''
  return `${average} ${counted(now, 'pod')} at ${grouped(used)} % would become ${grouped(wanted)}${capped}.${others}`
}

/** Five minutes is the default of the controller manager. */
function settling(spec: Node | undefined): string | undefined {
  const down = at(spec, 'behavior', 'scaleDown')
  if (scalar(at(down, 'selectPolicy')) === 'Disabled') return 'Never scales down: the number of pods only grows.'
  const seconds = count(at(down, 'stabilizationWindowSeconds'), 300)
  if (isNull(down) || seconds === undefined || seconds > 3600) return undefined
  if (seconds === 0) return 'Scales down as soon as the metrics allow it.'
  return `Scales down to the highest number of pods that the metrics asked for in the last ${duration(seconds)}: a short dip changes nothing.`
}
