import type { Cause, Problem } from '../problem.ts'

interface Resource {
  readonly kind: string
  readonly apiVersion: string
}

/**
 * Servers below 1.34 take a StatefulSet without a look into the pod spec of its template or at its claims: the same
 * faults came up only when it made its first Pod. None is left of what would hold for older servers only.
 */
export function forOlderServers(resource: Resource, problem: Problem): readonly Problem[] {
  const { path = '', cause, versions } = problem
  if (
    resource.kind !== 'StatefulSet' ||
    !resource.apiVersion.startsWith('apps/') ||
    cause === undefined ||
    !JUDGING.has(cause) ||
    !UNSEEN.test(path)
  )
    return [problem]
  if (versions?.below !== undefined && versions.below <= SEEN_FROM) return []
  return [{ ...problem, versions: { ...versions, from: Math.max(versions?.from ?? 0, SEEN_FROM) } }]
}

const SEEN_FROM = 34
const UNSEEN = /^spec\.(?:template\.spec(?:$|\.(?!restartPolicy$|activeDeadlineSeconds$))|volumeClaimTemplates\[)/
const JUDGING: ReadonlySet<Cause> = new Set([
  'duplicate',
  'required',
  'unsupported',
  'invalid',
  'forbidden',
  'not-found',
  'too-long',
  'too-many',
])
