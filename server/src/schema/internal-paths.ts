import type { Problem } from '../problem.ts'

/**
 * The server turns old versions of dynamic resource allocation into the newest before it looks at them, and names the
 * fields as they are there. What does not decode it names as it is written.
 */
export function asInNewestVersion(problem: Problem, apiVersion: string): Problem {
  const { path, cause } = problem
  if (apiVersion !== 'resource.k8s.io/v1beta1' || path === undefined || cause === 'decode' || cause === 'unknown')
    return problem
  const spelt = path
    .replace(
      /^(spec\.(?:spec\.)?devices\.requests\[\d+\]\.)(?=(?:deviceClassName|selectors|allocationMode|count|adminAccess|tolerations|capacity)\b)/,
      '$1exactly.',
    )
    .replace(/^(spec\.devices\[\d+\]\.)basic\./, '$1')
  return spelt === path ? problem : { ...problem, path: spelt }
}
