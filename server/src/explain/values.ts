import { podSpecOf } from '../model/pods.ts'
import { isNull, type Node, pathOf, scalar } from '../syntax/node.ts'
import type { Question } from './explainer.ts'

export type Path = readonly (string | number)[]

/** Whether a path reads as `pattern`: names between dots, `*` for any name or position. */
export function follows(path: Path, pattern: string): boolean {
  const steps = pattern.split('.')
  return steps.length === path.length && steps.every((step, i) => step === '*' || step === path[i])
}

/** What is left of a path below `base`. */
export function below(path: Path, base: Path): Path | undefined {
  return base.every((step, i) => step === path[i]) ? path.slice(base.length) : undefined
}

/** The path asked about from the pod spec of the resource, if it lies inside. */
export function inPodSpec({ resource, path }: Question): Path | undefined {
  const spec = podSpecOf(resource)
  return spec && below(path, pathOf(spec).slice(pathOf(resource.node).length))
}

/** A whole number from zero up, as most fields want it; what is absent stands for `fallback`, what is wrong for nothing. */
export function count(node: Node | undefined, fallback: number): number | undefined
export function count(node: Node | undefined, fallback?: number): number | undefined
export function count(node: Node | undefined, fallback?: number): number | undefined {
  if (isNull(node)) return fallback
  const value = scalar(node)
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 31 ? value : undefined
}

/** A number of pods, or a share of them. */
export type Share = { readonly percent: number } | { readonly count: number }

/** An int-or-string field that takes `3` or `25%`. */
export function share(node: Node | undefined, fallback: Share): Share | undefined {
  if (isNull(node)) return fallback
  const value = scalar(node)
  if (typeof value === 'string') {
    const percent = /^(\d{1,6})%$/.exec(value)?.[1]
    return percent === undefined ? undefined : { percent: Number(percent) }
  }
  const number = count(node)
  return number === undefined ? undefined : { count: number }
}

export function shareOf(total: number, it: Share, round: 'up' | 'down'): number {
  if ('count' in it) return it.count
  const exact = (it.percent * total) / 100
  return round === 'up' ? Math.ceil(exact) : Math.floor(exact)
}

export function isZero(it: Share): boolean {
  return 'count' in it ? it.count === 0 : it.percent === 0
}

/** Text, or `fallback` where nothing is written, which is also what empty text means in most enums; anything else is wrong. */
export function word(node: Node | undefined, fallback: string): string | undefined {
  if (isNull(node)) return fallback
  const value = scalar(node)
  return typeof value === 'string' ? value || fallback : undefined
}
