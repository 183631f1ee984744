import type { Node } from '../syntax/node.ts'
import type { Span } from '../text/edit.ts'

export function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

export function span({ from, to }: Span): Span {
  return { from, to: Math.max(to, from + 1) }
}

/** A collection is pointed at by its first line: nobody wants a page underlined. */
export function firstLine(node: Node): Span {
  const { text } = node.document
  const end = text.slice(node.from, node.to).search(/[\r\n]/)
  return span({ from: node.from, to: end < 0 ? node.to : node.from + end })
}
