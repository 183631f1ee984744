import type { Fix, Problem } from '../problem.ts'
import { withLineEnds } from '../syntax/edits.ts'
import { type Entry, entries, rootOf } from '../syntax/node.ts'
import type { Document } from '../syntax/tree.ts'

/**
 * Objects that follow each other without a line `---`, as problems where each of them starts. YAML takes them for one
 * object that has every key twice.
 */
export function missingSeparators(document: Document): readonly Problem[] {
  const root = rootOf(document)
  if (root?.tree.type !== 'mapping' || root.tree.flow) return []
  const objects = objectsIn(entries(root).filter((it) => !it.merged))
  if (objects.length < 2 || !objects.every(isObject)) return []
  return objects.slice(1).flatMap(([first]): readonly Problem[] => {
    if (!first) return []
    const { from, to } = first.key
    return [
      {
        from,
        to,
        code: 'missing-document-separator',
        severity: 'error',
        message: 'another object starts here: put a line `---` above it',
        path: first.name,
        cause: 'duplicate',
        fixes: () => [separation(document, from)],
      },
    ]
  })
}

/** The rows of keys, each cut off where a key comes again. */
function objectsIn(all: readonly Entry[]): readonly (readonly Entry[])[] {
  const objects: Entry[][] = [[]]
  for (const it of all) {
    const last = objects.at(-1)
    if (!last || last.some((other) => other.name === it.name)) objects.push([it])
    else last.push(it)
  }
  return objects
}

function isObject(keys: readonly Entry[]): boolean {
  return ['apiVersion', 'kind'].every((name) => keys.some((it) => it.name === name))
}

/** Above the comments that stand right above the first key. */
function separation(document: Document, from: number): Fix {
  const { text } = document
  let at = text.lastIndexOf('\n', from - 1) + 1
  for (let above = lineAbove(text, at); above !== undefined && text[above] === '#'; above = lineAbove(text, at))
    at = above
  return { title: 'Add ---', safe: false, edits: [{ from: at, to: at, insert: withLineEnds('---\n', document) }] }
}

function lineAbove(text: string, at: number): number | undefined {
  return at === 0 ? undefined : text.lastIndexOf('\n', at - 2) + 1
}
