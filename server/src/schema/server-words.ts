import type { Cause, Problem } from '../problem.ts'
import { at, type Item, items, type Node, stringAt, values } from '../syntax/node.ts'

/**
 * The paths that the API server gives in another form than the YAML has, and the causes that differ from what the
 * schema tells. Its validation writes them by hand; what fails to decode has the path of the YAML.
 */
export function inServersWords({ kind, node }: Resource, problem: Problem): readonly Problem[] {
  const { path, cause } = problem
  if (path === undefined || cause === undefined || DECODING.has(cause)) return [problem]
  return worded({ kind, node }, sinceKept(problem, path), path, cause)
}

function worded({ kind, node }: Resource, problem: Problem, path: string, cause: Cause): readonly Problem[] {
  const isCounted = problem.server?.row === OF_CLAIMS
  const [start] = kind === 'StatefulSet' && !isCounted ? (OF_VOLUME.exec(path) ?? []) : []
  if (start !== undefined) {
    const shifted = volumeOfStatefulSet(node, start)
    return shifted === undefined ? [] : [said(problem, shifted + path.slice(start.length), cause)]
  }
  return [said(problem, path, cause)]
}

interface Resource {
  readonly kind: string
  readonly node: Node
}

/** Rows speak the server's language already. */
function said(problem: Problem, path: string, cause: Cause): Problem {
  if (problem.server !== undefined) return path === problem.path ? problem : { ...problem, path }
  const spelling = SPELLINGS.find(([form]) => form.test(path))
  const asSaid = spelling ? path.replace(...spelling) : path
  const other = cause === 'required' ? (OTHER_CAUSES.find(([form]) => form.test(path))?.[1] ?? cause) : cause
  return asSaid === problem.path && other === cause ? problem : { ...problem, path: asSaid, cause: other }
}

/** Servers before drop the field, so they find no fault in it. */
function sinceKept(problem: Problem, path: string): Problem {
  const { versions } = problem
  const from = KEPT_SINCE.find(([form]) => form.test(path))?.[1]
  return from === undefined || versions?.below !== undefined
    ? problem
    : { ...problem, versions: { ...versions, from: Math.max(from, versions?.from ?? 0) } }
}

/** The minors by which what a field is for became usual. */
const KEPT_SINCE: readonly (readonly [RegExp, number])[] = [
  [/\.volumeMounts\.recursiveReadOnly$/, 31],
  [/\.resizePolicy(?:$|\[)/, 33],
  [/\.(?:resourceClaims|resources\.claims)\[\d+\]/, 34],
  [/\.(?:restartPolicyRules|fileKeyRef)(?:$|[[.])/, 35],
  [/ontainers\[\d+\]\.restartPolicy$/, 35],
]

/** The row about the claims themselves counts them as the server does. */
const OF_CLAIMS = 'WRK26'

const OF_VOLUME = /^spec\.template\.spec\.volumes\[\d+\]/

/**
 * The server puts the claims of a StatefulSet before the volumes of its template, and takes those with the name of a
 * claim away; so it counts the others, and these it never sees.
 */
function volumeOfStatefulSet(node: Node, start: string): string | undefined {
  const index = Number(start.slice(start.lastIndexOf('[') + 1, -1))
  const claims = new Set(
    values(at(node, 'spec', 'volumeClaimTemplates')).flatMap((it) => stringAt(it, 'metadata', 'name') ?? []),
  )
  const isOwn = (it: Item) => !claims.has(stringAt(it.value, 'name') ?? '')
  const volumes = items(at(node, 'spec', 'template', 'spec', 'volumes'))
  const [volume] = volumes.slice(index, index + 1)
  if (!volume || !isOwn(volume)) return undefined
  return `spec.template.spec.volumes[${claims.size + volumes.slice(0, index).filter(isOwn).length}]`
}

const DECODING: ReadonlySet<Cause> = new Set(['decode', 'unknown', 'warning'])

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/(\.volumeMounts)\[\d+\](\.mountPropagation)$/, '$1$2'],
  [/(\.resizePolicy)\[\d+\]\.\w+$/, '$1'],
  [/(\.resources\.claims\[\d+\])\.name$/, '$1'],
  [/(\.downwardAPI)\.items\[\d+\]\./, '$1.'],
]

/** What is missing is to the server an empty text, which is not in the set. */
const OTHER_CAUSES: readonly (readonly [RegExp, Cause])[] = [
  [/\.restartPolicyRules\[\d+\]\.(?:action|exitCodes\.operator)$/, 'unsupported'],
]
