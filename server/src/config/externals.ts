import type { Absent } from '../problem.ts'
import { globTest } from './glob.ts'

/**
 * Globs `Kind/name` and `namespace/Kind/name` of things that are known to be elsewhere. One without a namespace is meant
 * in any. Where any name would do, one of the kind is enough.
 */
export function externalTest(externals: readonly string[]): (absent: Absent) => boolean {
  const isNamed = globTest(externals)
  const isKind = globTest(externals.map((it) => it.slice(0, Math.max(it.lastIndexOf('/'), 0))))
  return ({ kinds, name, namespace }) =>
    kinds.some((kind) => {
      const test = name === undefined ? isKind : isNamed
      const path = name === undefined ? kind : `${kind}/${name}`
      return test(path) || (namespace !== undefined && test(`${namespace}/${path}`))
    })
}
