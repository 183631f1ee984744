import type { Problem } from '../problem.ts'
import { entries, items, type Node, scalar } from '../syntax/node.ts'
import { listed } from '../text/nearest.ts'
import { changesTo } from './change-to.ts'
import type { Walk } from './check.ts'
import type { Limits } from './definition.ts'
import { firstLine } from './place.ts'
import { nameOf } from './wording.ts'

/** The bounds that a custom resource's schema sets for a value. Values of another type are not its business. */
export function checkLimits(walk: Walk, node: Node, limits: Limits, path: string): void {
  const fault = faultOf(node, limits)
  if (!fault) return
  const problem: Problem = {
    ...firstLine(node),
    code: limits.enum && fault.startsWith('cannot') ? 'unsupported-value' : 'out-of-bounds',
    severity: 'error',
    message: `\`${nameOf(path)}\` ${fault}`,
    path,
    cause: limits.enum ? 'unsupported' : 'invalid',
  }
  const allowed = limits.enum
  walk.report(allowed ? { ...problem, fixes: () => changesTo(node, allowed) } : problem)
}

function faultOf(node: Node, limits: Limits): string | undefined {
  const value = scalar(node)
  if (limits.enum && value !== undefined && value !== null && !limits.enum.includes(value as string))
    return `cannot be \`${value}\`; it takes ${listed(limits.enum)}`
  if (typeof value === 'number') return numberFault(value, limits)
  if (typeof value === 'string') return textFault(value, limits)
  if (value !== undefined) return undefined
  const list = items(node).length
  if (node.tree.type === 'sequence') return sizeFault(list, limits.minItems, limits.maxItems, 'item')
  return sizeFault(entries(node).length, limits.minProperties, limits.maxProperties, 'entry')
}

function numberFault(value: number, limits: Limits): string | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = limits
  if (minimum !== undefined && value < minimum) return `must be at least ${minimum}`
  if (maximum !== undefined && value > maximum) return `must be at most ${maximum}`
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return `must be more than ${exclusiveMinimum}`
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) return `must be less than ${exclusiveMaximum}`
  if (multipleOf !== undefined && value % multipleOf !== 0) return `must be a multiple of ${multipleOf}`
  return undefined
}

function textFault(value: string, limits: Limits): string | undefined {
  const length = [...value].length
  if (limits.minLength !== undefined && length < limits.minLength)
    return value === '' ? 'must not be empty' : `needs ${limits.minLength} characters or more`
  if (limits.maxLength !== undefined && length > limits.maxLength)
    return `may have ${limits.maxLength} characters at most, not ${length}`
  if (limits.pattern !== undefined && !patternOf(limits.pattern)?.test(value)) return `must match \`${limits.pattern}\``
  return undefined
}

function sizeFault(
  size: number,
  least: number | undefined,
  most: number | undefined,
  what: string,
): string | undefined {
  const plural = what === 'entry' ? 'entries' : 'items'
  if (least !== undefined && size < least) return `needs ${least} ${least === 1 ? what : plural} or more`
  if (most !== undefined && size > most) return `may have ${most} ${most === 1 ? what : plural} at most, not ${size}`
  return undefined
}

function patternOf(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'u')
  } catch {
    return undefined
  }
}
