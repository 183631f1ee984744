import { changesTo } from '../schema/change-to.ts'
import { scalar } from '../syntax/node.ts'
import { type At, field } from './at.ts'
import type { Say } from './row.ts'

/** Numbers of pods, whole or as a share of all. */
export interface PodCount {
  readonly at: At
  /** The number, or that before the `%`; what is neither counts as 0. */
  readonly value: number
  readonly isShare: boolean
}

/** What a field holds, or what the server puts there; `undefined` where it cannot be decoded. */
export function podCountAt(here: At, name: string, otherwise: number | string): PodCount | undefined {
  const at = field(here, name)
  const value = at.node ? scalar(at.node) : otherwise
  if (typeof value === 'number') return Number.isInteger(value) ? { at, value, isShare: false } : undefined
  if (typeof value !== 'string') return undefined
  const isShare = isPercentage(value)
  return { at, value: isShare ? Number.parseInt(value, 10) : asNumber(value), isShare }
}

/** Neither below zero nor another text than a percentage. */
export function checkPodCount(count: PodCount | undefined, say: Say): void {
  if (!count?.at.node) return
  const value = scalar(count.at.node)
  if (typeof value === 'string' && !count.isShare)
    say.invalid(count.at, `\`${value}\` is no percentage such as \`25%\`; a number stands without quotes`, {
      fixes: () =>
        count.at.node && /^\d+\s+%$/.test(value) ? changesTo(count.at.node, [value.replace(/\s+/, '')]) : [],
    })
  else if (count.value < 0) say.invalid(count.at, `a number of pods cannot be negative: ${count.value}`)
}

export function checkAtMostAll(count: PodCount | undefined, say: Say): void {
  if (count?.at.node && count.isShare && count.value > 100)
    say.invalid(count.at, 'more than 100 % of the pods there are not')
}

function isPercentage(text: string): boolean {
  return /^[0-9]+%$/.test(text)
}

/** As Go reads decimal numbers; 0 for what is none. */
function asNumber(text: string): number {
  return /^[+-]?[0-9]+$/.test(text) ? Number(text) : 0
}
