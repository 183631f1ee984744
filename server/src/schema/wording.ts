import { type Node, resolved, scalar } from '../syntax/node.ts'
import { listed } from '../text/nearest.ts'
import type { Field } from './definition.ts'

/** How messages about values speak. */

/** The last name of a path, for messages: `b` of `a.b[0][1]` and of `a[b]`. Names may be long, so it is cut from the end. */
export function nameOf(path: string): string {
  let to = 0
  for (let end: number | undefined = path.length; end !== undefined; end = positionBefore(path, end)) {
    const last = path[end - 1] === ']' ? end - 1 : end
    if (isInName(path, last - 1)) to = last
  }
  // A key in brackets may have dots.
  if (path[to] === ']') return path.slice(path.lastIndexOf('[', to) + 1, to)
  let from = to
  while (isInName(path, from - 1)) from--
  return path.slice(from, to) || 'this'
}

/** Where the `[12]` starts that ends at an offset. */
function positionBefore(path: string, end: number): number | undefined {
  if (path[end - 1] !== ']') return undefined
  let at = end - 2
  while (/^\d/.test(path.charAt(at))) at--
  return at < end - 2 && path[at] === '[' ? at : undefined
}

function isInName(path: string, at: number): boolean {
  return at >= 0 && !'.[]'.includes(path.charAt(at))
}

/** `a Service`, `an Ingress`. */
export function withArticle(kind: string): string {
  return `${/^[AEIO]/.test(kind) ? 'an' : 'a'} ${kind}`
}

export function shapeOf(node: Node): string {
  const tree = resolved(node)?.tree
  if (tree?.type === 'mapping') return 'an object'
  if (tree?.type === 'sequence') return 'a list'
  const value = scalar(node)
  if (typeof value === 'string') return value === '' ? 'empty text' : 'text'
  return typeof value === 'number' ? 'a number' : 'a boolean'
}

export function scalarLabel(name: string, field: Field | undefined): string {
  if (field?.enum) return listed(field.enum, 4)
  if (name === 'string' || name === 'bytes' || name === 'time' || name === 'microtime') return 'text'
  if (name === 'boolean') return '`true` or `false`'
  return name === 'int-or-string' ? 'a whole number or text' : 'a number'
}

export function actual(value: string | number | boolean | null, text: string): string {
  if (typeof value === 'string')
    return `${text.length > 40 ? 'this' : /^["']/.test(text) ? text : `\`${text}\``} is text`
  if (typeof value === 'number') return `\`${text}\` reads as a number`
  return `\`${text}\` reads as a boolean`
}

export function source(node: Node): string {
  const text = node.document.text.slice(node.from, node.to)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
