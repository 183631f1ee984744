import { memo } from '../memo.ts'
import type { Document, Tree } from './tree.ts'

/**
 * Whether aliases of aliases make so much of a document that the API server refuses it ("document contains excessive
 * aliasing"), as go-yaml counts it; or nest it so deep that walking it would run out of stack.
 * https://github.com/yaml/go-yaml/blob/v2.4.0/decode.go#L229
 */
export function isBlownUp(document: Document): boolean {
  return document.tree?.aliases === true && isExcessive(document)
}

const isExcessive = memo('isExcessive', ({ tree }: Document): boolean => {
  const { values, copied, depth } = tree ? measure(tree, new Map()) : NOTHING
  if (depth > MAX_DEPTH) return true
  return copied > 100 && values > 1000 && copied / values > allowedShare(values)
})

/** How deep values may nest once every alias stands for what it names. */
const MAX_DEPTH = 1000

/** What it takes to read a tree with every alias followed. */
interface Size {
  readonly values: number
  /** Those of them that are read because of an alias. */
  readonly copied: number
  readonly depth: number
}

const NOTHING: Size = { values: 0, copied: 0, depth: 0 }

/** In the order of the text: an alias means the last anchor before it. */
function measure(tree: Tree, anchors: Map<string, Size>): Size {
  const size = measureInside(tree, anchors)
  if (tree.anchor !== undefined) anchors.set(tree.anchor, size)
  return size
}

function measureInside(tree: Tree, anchors: Map<string, Size>): Size {
  if (tree.type === 'scalar') return { values: 1, copied: 0, depth: 1 }
  if (tree.type === 'alias') {
    const { values, depth } = anchors.get(tree.name) ?? NOTHING
    return { values: values + 1, copied: values, depth }
  }
  let values = 1
  let copied = 0
  let depth = 0
  const add = (child: Tree | undefined) => {
    if (!child) return
    const size = measure(child, anchors)
    values += size.values
    copied += size.copied
    depth = Math.max(depth, size.depth)
  }
  if (tree.type === 'sequence') for (const it of tree.items) add(it.value)
  else for (const { key, value } of tree.pairs) [key, value].forEach(add)
  return { values, copied, depth: depth + 1 }
}

/** Nearly all of a small document may come from aliases, little of a large one. */
function allowedShare(values: number): number {
  if (values <= SMALL) return 0.99
  if (values >= LARGE) return 0.1
  return 0.99 - (0.89 * (values - SMALL)) / (LARGE - SMALL)
}

const SMALL = 400_000
const LARGE = 4_000_000
