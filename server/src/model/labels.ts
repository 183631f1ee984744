import { qualifiedName } from '../apiserver/names.ts'
import { at, entries, entry, isNull, items, type Node, resolved, scalar, values } from '../syntax/node.ts'
import type { Tree } from '../syntax/tree.ts'
import type { Labels } from './summary.ts'

/** One condition of a label selector: an entry of `matchLabels`, which is an `In` of one value, or of `matchExpressions`. */
export interface Requirement {
  readonly key: string
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
  readonly values: readonly string[]
  /** Where it stands: its key. */
  readonly node: Node
  readonly from: 'matchLabels' | 'matchExpressions'
  /** The value in `matchLabels`. */
  readonly value?: Node | undefined
}

/** The labels of a mapping; `undefined` where a value is no text: then the API server does not get as far as comparing. */
export function readLabels(node: Node | undefined): Labels | undefined {
  const pairs: [string, string][] = []
  for (const { name, value } of entries(node)) {
    const text = isNull(value) ? '' : scalar(value)
    if (typeof text !== 'string') return undefined
    pairs.push([name, text])
  }
  return Object.fromEntries(pairs)
}

/** Labels that controllers of Kubernetes put on pods themselves, so that no template has them. */
export const SET_BY_CONTROLLERS =
  /^(?:statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|(?:batch\.kubernetes\.io\/)?(?:job-name|controller-uid|job-completion-index)|pod-template-hash|controller-revision-hash)$/

/** What a selector asks for; `undefined` where it is not valid: then nothing is compared with it. */
export function requirementsOf(selector: Node): readonly Requirement[] | undefined {
  const labels = plainRequirements(at(selector, 'matchLabels'))
  const list = at(selector, 'matchExpressions')
  if (!isNull(list) && !isShape(list, 'sequence')) return undefined
  const expressions = items(list).map(({ value }) => value && expression(value))
  return labels && expressions.every((it) => it !== undefined) ? [...labels, ...expressions] : undefined
}

/** What a map of labels asks for, as Services and ReplicationControllers have it. */
export function plainRequirements(labels: Node | undefined): readonly Requirement[] | undefined {
  if (!isNull(labels) && !isShape(labels, 'mapping')) return undefined
  const found: Requirement[] = []
  for (const { name, key, value } of entries(labels)) {
    const text = isNull(value) ? '' : scalar(value)
    if (typeof text !== 'string' || !isLabelValue(text) || !isLabelKey(name)) return undefined
    found.push({ key: name, operator: 'In', values: [text], node: key, from: 'matchLabels', value })
  }
  return found
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors */
export function satisfies(labels: Labels, { key, operator, values: allowed }: Requirement): boolean {
  const has = Object.hasOwn(labels, key)
  const isAllowed = has && allowed.includes(labels[key] ?? '')
  switch (operator) {
    case 'In':
      return isAllowed
    case 'NotIn':
      return !isAllowed
    case 'Exists':
      return has
    case 'DoesNotExist':
      return !has
  }
}

/** Up to 63 letters, digits, `-`, `_` and `.`, a letter or digit at both ends; or nothing. */
export function isLabelValue(text: string): boolean {
  return text.length <= 63 && /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/.test(text)
}

/** A name like a value, before it perhaps a DNS domain and a `/`. */
function isLabelKey(text: string): boolean {
  return qualifiedName(text) === undefined
}

/** `app: web`, `tier in (a, b)`, `tier exists`. */
export function requirementText({ key, operator, values: allowed, from }: Requirement): string {
  if (from === 'matchLabels') return `${key}: ${allowed[0]}`
  if (operator === 'Exists') return `${key} exists`
  if (operator === 'DoesNotExist') return `${key} does not exist`
  return `${key} ${operator === 'In' ? 'in' : 'not in'} (${allowed.join(', ')})`
}

function expression(node: Node): Requirement | undefined {
  const key = scalar(at(node, 'key'))
  const operator = scalar(at(node, 'operator'))
  const allowed = values(at(node, 'values')).map(scalar)
  if (
    typeof key !== 'string' ||
    !isLabelKey(key) ||
    !isOperator(operator) ||
    !allowed.every((it) => typeof it === 'string')
  )
    return undefined
  const needsValues = operator === 'In' || operator === 'NotIn'
  if (needsValues !== allowed.length > 0 || !allowed.every(isLabelValue)) return undefined
  return { key, operator, values: allowed, node: entry(node, 'key')?.value ?? node, from: 'matchExpressions' }
}

function isShape(node: Node | undefined, type: Tree['type']): boolean {
  return node !== undefined && resolved(node)?.tree.type === type
}

function isOperator(value: unknown): value is Requirement['operator'] {
  return value === 'In' || value === 'NotIn' || value === 'Exists' || value === 'DoesNotExist'
}
