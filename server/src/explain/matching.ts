import { type Labels, labelsAt, selects } from '../model/summary.ts'
import type { Seen, View } from '../model/view.ts'
import { at, entries, isNull, items, type Node, scalar, stringAt, values } from '../syntax/node.ts'

/**
 * What a label selector asks of labels.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export interface Selector {
  readonly labels: Labels
  readonly expressions: readonly Expression[]
}

interface Expression {
  readonly key: string
  readonly operator: string
  readonly values: readonly string[]
}

/** Reads `matchLabels` and `matchExpressions`; `undefined` if part of it is not (yet) right. */
export function selectorAt(node: Node): Selector | undefined {
  const labels = plainSelectorAt(at(node, 'matchLabels'))
  const list = at(node, 'matchExpressions')
  const expressions = values(list).flatMap((it) => expressionAt(it) ?? [])
  if (!labels || expressions.length !== items(list).length || (!isNull(list) && list?.tree.type === 'scalar'))
    return undefined
  return { labels: labels.labels, expressions }
}

/** Reads a selector that is nothing but labels, as a Service has it. */
export function plainSelectorAt(node: Node | undefined): Selector | undefined {
  const labels = labelsAt(node)
  const isMapping = isNull(node) || node?.tree.type === 'mapping' || node?.tree.type === 'alias'
  return isMapping && Object.keys(labels).length === entries(node).length ? { labels, expressions: [] } : undefined
}

export function isEmpty({ labels, expressions }: Selector): boolean {
  return Object.keys(labels).length === 0 && expressions.length === 0
}

export function matches({ labels, expressions }: Selector, of: Labels): boolean {
  return selects(labels, of) && expressions.every((it) => holds(it, of[it.key]))
}

/** The workloads of a namespace that make pods with fitting labels. */
export function matching(view: View, selector: Selector, namespace: string | undefined): readonly Seen[] {
  return WORKLOADS.flatMap((kind) => view.find(kind, namespace)).filter(
    ({ summary }) => summary.podLabels !== undefined && matches(selector, summary.podLabels),
  )
}

/** `Deployment/web`. */
export function titleOfSeen({ summary }: Seen): string {
  return summary.name === undefined ? `a ${summary.kind} without a name` : `${summary.kind}/${summary.name}`
}

const WORKLOADS = [
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'apps/ReplicaSet',
  '/ReplicationController',
  'argoproj.io/Rollout',
  'batch/Job',
  'batch/CronJob',
  '/Pod',
]

const OPERATORS: ReadonlySet<string> = new Set(['In', 'NotIn', 'Exists', 'DoesNotExist'])

function expressionAt(node: Node): Expression | undefined {
  const key = stringAt(node, 'key')
  const operator = stringAt(node, 'operator')
  const list = values(at(node, 'values')).map(scalar)
  const texts = list.filter((it) => typeof it === 'string')
  if (key === undefined || operator === undefined || !OPERATORS.has(operator)) return undefined
  return texts.length === list.length ? { key, operator, values: texts } : undefined
}

/** A label that is not there fits `NotIn`, as the API server has it. */
function holds({ operator, values: list }: Expression, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && list.includes(value)
    case 'NotIn':
      return value === undefined || !list.includes(value)
    case 'Exists':
      return value !== undefined
    default:
      return value === undefined
  }
}
