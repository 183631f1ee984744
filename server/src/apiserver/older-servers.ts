import { type Cause, type Problem, within } from '../problem.ts'

interface Resource {
  readonly kind: string
  readonly apiVersion: string
}

/**
 * A problem as servers of different versions have it: older ones did not look at some fields, or named others. None is
 * left of what would hold only for servers that do not look.
 */
export function forOlderServers({ kind, apiVersion }: Resource, problem: Problem): readonly Problem[] {
  const { path = '', cause } = problem
  if (cause === undefined || !JUDGING.has(cause)) return [problem]
  const isMeant = ({ of, at }: Place) => of.test(`${apiVersion} ${kind}`) && at.test(path)
  let known: readonly Problem[] = [problem]
  for (const it of UNSEEN) if (isMeant(it)) known = known.flatMap((one) => within(one, { from: it.below }))
  const named = NAMED.find((it) => isMeant(it) && (it.cause === undefined || it.cause === cause))
  if (!named) return known
  const before = path.replace(named.at, named.before)
  return known.flatMap((it) => [
    ...within(it, { from: named.below }),
    ...within({ ...it, path: before }, { below: named.below }),
  ])
}

interface Place {
  /** Of which apiVersion and kind. */
  readonly of: RegExp
  readonly at: RegExp
  /** The minor from which on all is as it is now. */
  readonly below: number
}

const WITH_PODS = /^(?:v1|apps\/\S+|batch\/\S+) /

/** Taken without a look, or dropped because a feature gate was off. */
const UNSEEN: readonly Place[] = [
  // The same faults came up only when it made its first Pod, or its first claim.
  {
    of: /^apps\/\S+ StatefulSet$/,
    at: /^spec\.(?:template\.spec(?:$|\.(?!restartPolicy$|activeDeadlineSeconds$))|volumeClaimTemplates\[)/,
    below: 34,
  },
  { of: WITH_PODS, at: /[cC]ontainers\[\d+\]\.securityContext\.procMount$/, below: 33 },
  { of: WITH_PODS, at: /\.volumes\[\d+\]\.image\b/, below: 35 },
]

/** What servers once named otherwise. */
const NAMED: readonly (Place & { readonly before: string; readonly cause?: Cause })[] = [
  {
    of: /^node\.k8s\.io\/\S+ RuntimeClass$/,
    at: /^scheduling\.tolerations(?=\[\d+\]\.)/,
    before: '$&.tolerations',
    below: 35,
  },
  {
    of: /^resource\.k8s\.io\//,
    at: /^spec\.(?:spec\.)?devices(?:\.requests)?\[\d+\](?:\.firstAvailable\[\d+\])?$/,
    cause: 'duplicate',
    before: '$&.name',
    below: 35,
  },
]

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
