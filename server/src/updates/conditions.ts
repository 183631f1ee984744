import type { Condition } from '../schema/update-facts.ts'
import { inside, isList, isStruct, type Json, sameJson } from './value.ts'

/** One value that an entry of the facts is about, in both versions of its object. */
export interface Question {
  readonly path: readonly (string | number)[]
  readonly before: Json | undefined
  readonly after: Json | undefined
  /** The whole objects. */
  readonly old: Json
  readonly now: Json
}

/**
 * What the server makes of a change: `taken`, `refused`, or `doubtful` where that is so but for rare states of the
 * live object; `unknown` where the manifests cannot tell. A refusal may have its own path.
 */
export type Verdict = 'taken' | 'unknown' | 'refused' | Refusal

export interface Refusal {
  readonly verdict: 'refused' | 'doubtful'
  readonly at?: string
  readonly cause?: 'invalid' | 'forbidden'
}

/** Every condition that the facts name. */
export const conditions: Readonly<Record<Condition, (question: Question) => Verdict>> = {
  bound: ({ old }) => {
    const phase = inside(old, 'status', 'phase')
    return phase === undefined ? 'unknown' : phase === 'Bound' ? 'taken' : 'refused'
  },
  'bundle-loads': ({ before, after }) => (loads(after) || !loads(before) ? 'taken' : 'refused'),
  'claim-grows': claimGrows,
  elastic: ({ after, now }) =>
    inside(now, 'spec', 'completionMode') === 'Indexed' && after === inside(now, 'spec', 'parallelism')
      ? 'taken'
      : 'refused',
  // Without a word in the manifest the server has given one, and nobody knows which; but it is not `None`.
  'external-name': ({ before, after, old, now }) => {
    if (either(old, now, 'ExternalName')) return 'taken'
    if (before !== undefined) return 'refused'
    return sameJson(after, 'None') || sameJson(after, ['None']) ? 'refused' : 'unknown'
  },
  'gated-node-affinity': gatedNodeAffinity,
  'gated-node-selector': ({ before, after, old }) => {
    if (!isGated(old)) return 'refused'
    const kept = Object.entries(isStruct(before) ? before : {}).every(([key, it]) => sameJson(inside(after, key), it))
    return kept ? 'taken' : { verdict: 'refused', at: 'spec.nodeSelector', cause: 'invalid' }
  },
  'gates-go': ({ before, after }) => {
    const index = listOf(after).findIndex((it) => !listOf(before).some((one) => sameJson(one, it)))
    return index < 0 ? 'taken' : { verdict: 'refused', at: `spec.schedulingGates[${index}].name` }
  },
  // The server compares what it lets pass apart from the rest, and names another path then.
  'never-in-template': ({ old }) => ({
    verdict: 'refused',
    at: isSuspended(old) ? 'spec.template.spec' : 'spec.template',
  }),
  'no-health-check': ({ before, old, now }) => {
    if (!needsHealthCheck(old) || !needsHealthCheck(now)) return 'taken'
    return before === undefined ? 'unknown' : 'refused'
  },
  'no-load-balancer': ({ old, now }) =>
    inside(old, 'spec', 'type') === 'LoadBalancer' && inside(now, 'spec', 'type') === 'LoadBalancer'
      ? 'refused'
      : 'taken',
  'not-deleting': ({ before, after, old }) => {
    if (inside(old, 'metadata', 'deletionTimestamp') === undefined) return 'taken'
    return listOf(after).every((it) => listOf(before).includes(it)) ? 'taken' : 'refused'
  },
  'not-frozen': ({ old }) => (inside(old, 'immutable') === true ? 'refused' : 'taken'),
  'not-stored': ({ before, old, now }) => {
    const name = inside(before, 'name')
    const versions = listOf(inside(now, 'spec', 'versions'))
    if (name === undefined || versions.some((it) => inside(it, 'name') === name)) return 'taken'
    const stored = inside(old, 'status', 'storedVersions')
    // Whatever else was stored before, what is stored now has been.
    if (!isList(stored)) return inside(before, 'storage') === true ? refusedVersion(0) : 'unknown'
    const index = stored.indexOf(name)
    return index < 0 ? 'taken' : refusedVersion(index)
  },
  'same-resource-version': ({ before, after }) => (before === undefined || after === undefined ? 'unknown' : 'refused'),
  suspended: ({ old }) => (isSuspended(old) ? 'taken' : 'refused'),
  'suspended-labels': ({ before, after, old }) => {
    if (!isSuspended(old)) return 'refused'
    const lost = GENERATED.find((key) => {
      const label = inside(before, 'labels', key)
      return label !== undefined && inside(after, 'labels', key) !== label
    })
    return lost === undefined ? 'taken' : { verdict: 'refused', at: `spec.template.metadata.labels[${lost}]` }
  },
}

/** The server gives them to the pods of a job, and finds the pods by them. */
const GENERATED = ['controller-uid', 'job-name', 'batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name']

function isSuspended(job: Json): boolean {
  if (inside(job, 'spec', 'suspend') !== true) return false
  const status = inside(job, 'status')
  if (Number(inside(status, 'active') ?? 0) > 0) return false
  if (inside(status, 'startTime') === undefined) return true
  return listOf(inside(status, 'conditions')).some(
    (it) => inside(it, 'type') === 'Suspended' && inside(it, 'status') === 'True',
  )
}

function refusedVersion(index: number): Verdict {
  return { verdict: 'refused', at: `status.storedVersions[${index}]` }
}

function either(old: Json, now: Json, type: string): boolean {
  return inside(old, 'spec', 'type') === type || inside(now, 'spec', 'type') === type
}

function needsHealthCheck(service: Json): boolean {
  const spec = inside(service, 'spec')
  return inside(spec, 'type') === 'LoadBalancer' && inside(spec, 'externalTrafficPolicy') === 'Local'
}

/** A bundle without certificates; whether one that looks well holds what it should is left to the server. */
function loads(bundle: Json | undefined): boolean {
  if (bundle === undefined || bundle === '') return true
  if (typeof bundle !== 'string') return false
  try {
    const text = atob(bundle)
    const block = /-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/.exec(text)?.[1]
    // DER starts with a sequence.
    return block !== undefined && atob(block.replace(/\s/g, '')).startsWith('\x30')
  } catch {
    return false
  }
}

/** Quantities are whole billionths here. The class may forbid what the claim allows; that the manifest does not tell. */
function claimGrows({ path, before, after, old }: Question): Verdict {
  if (path.at(-1) !== 'storage') return 'refused'
  const phase = inside(old, 'status', 'phase')
  if (phase !== undefined && phase !== 'Bound') return 'refused'
  const [from, to] = [amount(before), amount(after)]
  const smaller: Refusal = { verdict: 'doubtful', at: phase === undefined ? 'spec' : 'spec.resources.requests.storage' }
  if (from === undefined) return 'unknown'
  if (to === undefined) return { ...smaller, verdict: 'refused' }
  if (to >= from) return phase === undefined ? 'unknown' : 'taken'
  const capacity = amount(inside(old, 'status', 'capacity', 'storage'))
  if (capacity === undefined) return smaller
  return to > capacity ? 'taken' : { ...smaller, verdict: 'refused' }
}

function amount(value: Json | undefined): bigint | undefined {
  return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : undefined
}

function isGated(pod: Json): boolean {
  return listOf(inside(pod, 'spec', 'schedulingGates')).length > 0
}

/** What is preferred may change at will; what is required may only get narrower. */
function gatedNodeAffinity({ before, after, old }: Question): Verdict {
  if (!isGated(old)) return 'refused'
  const required = 'requiredDuringSchedulingIgnoredDuringExecution'
  const [was, is] = [before, after].map((it) => inside(it, required))
  if (was === undefined) return 'taken'
  const [oldTerms, terms] = [was, is].map((it) => listOf(inside(it, 'nodeSelectorTerms')))
  const at = `spec.affinity.nodeAffinity.${required}.nodeSelectorTerms`
  if (terms?.length !== oldTerms?.length) return { verdict: 'refused', at, cause: 'invalid' }
  const wider = (oldTerms ?? []).findIndex(
    (term, i) =>
      !['matchExpressions', 'matchFields'].every((part) => {
        const has = listOf(inside(terms?.[i], part))
        return listOf(inside(term, part)).every((it, position) => sameJson(it, has[position]))
      }),
  )
  return wider < 0 ? 'taken' : { verdict: 'refused', at: `${at}[${wider}]`, cause: 'invalid' }
}

function listOf(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : []
}
