import type { Override, PolicyObject } from '../settings.ts'
import { at, entry, type Node, scalar, values } from '../syntax/node.ts'
import { globTest, type PathTest } from './glob.ts'

/** One that is for some files only. */
export interface PathOverride extends Override {
  /** Whether it is for a file; of its path from the folder of the configuration. */
  readonly paths: PathTest
}

/** An entry of `overrides`. One that is not understood means nothing: a list that says too much would hold too much back. */
export function overrideIn(node: Node, severities: Override['severities']): PathOverride | undefined {
  if (node.tree.type !== 'mapping') return undefined
  const test = (key: string): PathTest | undefined =>
    entry(node, key) ? globTest(textsIn(at(node, key)).filter((it) => it !== '')) : undefined
  const paths = test('paths')
  const ofObject = OBJECT_LISTS.flatMap(([key, wordOf]) => {
    const matches = test(key)
    return matches ? [{ matches, wordOf }] : []
  })
  return {
    severities,
    paths: paths ?? (() => true),
    means: (object) =>
      ofObject.every(({ matches, wordOf }) => {
        const word = object && wordOf(object)
        return word !== undefined && matches(word)
      }),
  }
}

/** The lists that are about objects, and what of an object each looks at. The group of a kind is the folder that it is in. */
const OBJECT_LISTS: readonly (readonly [key: string, wordOf: (object: PolicyObject) => string | undefined])[] = [
  ['kinds', ({ group, kind }) => (group === '' ? kind : `${group}/${kind}`)],
  ['namespaces', ({ namespace }) => namespace],
  ['names', ({ name }) => name],
  // Last, because it has to be looked for.
  ['containers', ({ container }) => container()],
]

export function textsIn(node: Node | undefined): readonly string[] {
  return values(node).flatMap((it) => {
    const text = scalar(it)
    return typeof text === 'string' ? [text] : []
  })
}
