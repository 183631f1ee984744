import { type Problem, within } from '../problem.ts'

/**
 * The server turns old versions of dynamic resource allocation into the newest before it looks at them, and names the
 * fields as they are there; and older servers drop the fields that were switched off then. What does not decode it names
 * as it is written.
 */
export function asInNewestVersion(problem: Problem, apiVersion: string): readonly Problem[] {
  const { path, cause } = problem
  if (!apiVersion.startsWith('resource.k8s.io/') || path === undefined || cause === undefined || DECODING.has(cause))
    return [problem]
  const known = whereKept(problem, path)
  if (apiVersion !== 'resource.k8s.io/v1beta1') return known
  const spelt = path.replace(FLAT, '$1exactly.').replace(/^(spec\.devices\[\d+\]\.)basic\./, '$1')
  return spelt === path ? known : known.map((it) => ({ ...it, path: spelt }))
}

const DECODING: ReadonlySet<string> = new Set(['decode', 'unknown', 'warning'])

/** What a request for exactly one kind of device has in itself. */
const FLAT =
  /^(spec\.(?:spec\.)?devices\.requests\[\d+\]\.)(?=(?:deviceClassName|selectors|allocationMode|count|adminAccess|tolerations|capacity)\b)/

function whereKept(problem: Problem, path: string): readonly Problem[] {
  let kept: readonly Problem[] = [problem]
  for (const [form, spans] of KEPT)
    if (form.test(path)) kept = kept.flatMap((it) => spans.flatMap((span) => within(it, span)))
  return kept
}

type Span = NonNullable<Problem['versions']>

/** The minors in which the server keeps a field: mostly those since what it is for became usual. */
const KEPT: readonly (readonly [RegExp, readonly Span[]])[] = [
  // It was 1.35 that began to drop them, and 1.36 that made them usual.
  [/\.tolerations\[/, [{ below: 35 }, { from: 36 }]],
  [/^spec\.sharedCounters\b/, [{ from: 36 }]],
  [
    /^spec\.devices\[\d+\]\.(?:basic\.)?(?:taints|consumesCounters|nodeName|nodeSelector|allNodes|bindingConditions|bindingFailureConditions)\b/,
    [{ from: 36 }],
  ],
  [/\.requestPolicy\b/, [{ from: 36 }]],
  [/\.firstAvailable\b/, [{ from: 34 }]],
]
