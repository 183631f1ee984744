import type { Problem } from '../problem.ts'

/**
 * The server turns old versions of dynamic resource allocation into the newest before it looks at them, and names the
 * fields as they are there; and older servers drop the fields that were switched off then. What does not decode it names
 * as it is written.
 */
export function asInNewestVersion(problem: Problem, apiVersion: string): Problem {
  const { path, cause } = problem
  if (!apiVersion.startsWith('resource.k8s.io/') || path === undefined || cause === undefined || DECODING.has(cause))
    return problem
  const known = sinceKept(problem, path)
  if (apiVersion !== 'resource.k8s.io/v1beta1') return known
  const spelt = path.replace(FLAT, '$1exactly.').replace(/^(spec\.devices\[\d+\]\.)basic\./, '$1')
  return spelt === path ? known : { ...known, path: spelt }
}

const DECODING: ReadonlySet<string> = new Set(['decode', 'unknown', 'warning'])

/** What a request for exactly one kind of device has in itself. */
const FLAT =
  /^(spec\.(?:spec\.)?devices\.requests\[\d+\]\.)(?=(?:deviceClassName|selectors|allocationMode|count|adminAccess|tolerations|capacity)\b)/

function sinceKept(problem: Problem, path: string): Problem {
  const from = KEPT_SINCE.find(([form]) => form.test(path))?.[1]
  const { versions } = problem
  if (from === undefined || versions?.below !== undefined || (versions?.from ?? 0) >= from) return problem
  return { ...problem, versions: { from } }
}

/** The minors by which what a field is for became usual. */
const KEPT_SINCE: readonly (readonly [RegExp, number])[] = [
  [/\.tolerations\[/, 36],
  [/^spec\.sharedCounters\b/, 36],
  [
    /^spec\.devices\[\d+\]\.(?:basic\.)?(?:taints|consumesCounters|nodeName|nodeSelector|allNodes|bindingConditions|bindingFailureConditions)\b/,
    36,
  ],
  [/\.requestPolicy\b/, 36],
  [/\.firstAvailable\b/, 34],
]
