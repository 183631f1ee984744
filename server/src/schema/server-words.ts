import type { Cause, Problem } from '../problem.ts'

/**
 * The paths that the API server gives in another form than the YAML has, and the causes that differ from what the
 * schema tells. Its validation writes them by hand; what fails to decode has the path of the YAML.
 */
export function inServersWords(problem: Problem): Problem {
  const { path, cause } = problem
  if (path === undefined || problem.server !== undefined || cause === undefined || DECODING.has(cause)) return problem
  const spelling = SPELLINGS.find(([form]) => form.test(path))
  const said = spelling ? path.replace(...spelling) : path
  const other = cause === 'required' && CHOICES.test(path) ? 'unsupported' : cause
  return said === path && other === cause ? problem : { ...problem, path: said, cause: other }
}

const DECODING: ReadonlySet<Cause> = new Set(['decode', 'unknown', 'warning'])

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/(\.volumeMounts)\[\d+\](\.mountPropagation)$/, '$1$2'],
  [/(\.resizePolicy)\[\d+\]\.\w+$/, '$1'],
  [/(\.resources\.claims\[\d+\])\.name$/, '$1'],
  [/(\.downwardAPI)\.items\[\d+\]\./, '$1.'],
]

/** Closed sets to which nothing is just another wrong value. */
const CHOICES = /\.restartPolicyRules\[\d+\]\.(?:action|exitCodes\.operator)$/
