import { memo } from '../memo.ts'
import { hasPlaceholder } from '../model/placeholders.ts'
import { containersOf } from '../model/pods.ts'
import { resourceAround } from '../model/resource.ts'
import { holdsFor, type Problem } from '../problem.ts'
import { type CodeInfo, codesById } from '../rules/codes.ts'
import { type Policy, type PolicyObject, PROFILES, profileHas } from '../settings.ts'
import { stringAt } from '../syntax/node.ts'
import type { Document } from '../syntax/tree.ts'

/** The problem as the settings want it; `undefined` if they do not want it at all. */
export function judge(problem: Problem, policy: Policy, document: Document): Problem | undefined {
  const { code } = problem
  if (!holdsFor(problem, policy.minor)) return undefined
  if (policy.only && !policy.only.has(code)) return undefined
  if (policy.complement && GIVEN_BY_OTHERS.has(code)) return undefined
  if (problem.absent && policy.isExternal?.(problem.absent)) return undefined
  if (isAboutPlaceholder(problem, document)) return undefined
  const severity = severityFor(problem, policy, document)
  if (severity === 'off' || (problem.server?.isEcho && policy.profile !== 'apiserver')) return undefined
  if (severity === undefined) {
    if (PROFILES[policy.profile].extent === 'server') return isOfServer(problem) ? problem : undefined
    const info: Partial<CodeInfo> = codesById.get(code) ?? {}
    if (!policy.only && !profileHas(policy.profile, info)) return undefined
    const isGrave = !info.optional && info.profiles?.includes(policy.profile) && MILD.has(problem.severity)
    return isGrave ? { ...problem, severity: 'warning' } : problem
  }
  return severity === problem.severity ? problem : { ...problem, severity }
}

/**
 * Whether something is said of a value that is not there yet: a tool will put it in. In quotes it stays a text, whatever that is; and how
 * the YAML is written stays as it is.
 */
function isAboutPlaceholder({ code, from, to, path = '' }: Problem, document: Document): boolean {
  if (to - from > LONGEST_VALUE || code.startsWith('yaml-')) return false
  const value = document.text.slice(from, to)
  if (value.includes('\n')) return false
  if ((value === 'sops' || /^["']?ENC\[/.test(value)) && isEncrypted(document)) return true
  if (!hasPlaceholder(value) && !(value.includes('$(') && OF_KUSTOMIZE.test(path))) return false
  return code !== 'wrong-type' || !/^["']/.test(value)
}

/** By SOPS, which is decrypted before it is applied, and its own block with it: https://getsops.io/docs/ */
const isEncrypted = memo(
  'isEncrypted',
  ({ text }: Document): boolean => /^["']?sops["']?:/m.test(text) && /\bmac["']?: ["']?ENC\[/.test(text),
)

/** Where `$(NAME)` is a variable of kustomize: Kubernetes puts nothing in there. */
const OF_KUSTOMIZE = /(?:[lL]abels|[sS]elector|annotations|metadata\.name(?:space)?$)/

/** In characters; what is longer is no name and no number. */
const LONGEST_VALUE = 500

const MILD: ReadonlySet<string> = new Set(['info', 'hint'])

/** What the settings say of it: for its object, or for all. */
function severityFor({ code, from }: Problem, { severities, overrides }: Policy, document: Document) {
  const override = overrides?.findLast(
    (it) => Object.hasOwn(it.severities, code) && it.means(objectAround(document, from)),
  )
  if (override) return override.severities[code]
  return Object.hasOwn(severities, code) ? severities[code] : undefined
}

function objectAround(document: Document, from: number): PolicyObject | undefined {
  const resource = resourceAround(document, from)
  if (!resource) return undefined
  const { group, kind, namespace, name } = resource
  const container = () => {
    const around = containersOf(resource).find(({ node }) => node.from <= from && from < node.to)
    return around && stringAt(around.node, 'name')
  }
  return { group, kind, namespace, name, container }
}

/** Whether the API server itself would say it: errors are kept for what it refuses. */
function isOfServer({ code, severity, cause }: Problem): boolean {
  const isError = severity === 'error' && code !== 'schema' && !codesById.get(code)?.beyondServer
  return isError || code === 'update-refused' || cause === 'warning' || code === 'api-deprecated'
}

/** A patch leaves out what the patched object has, and says what to do with lists by keys that start with a dollar. */
export function isOfPatch({ cause, path, code, server }: Problem): boolean {
  return (
    cause === 'required' ||
    code === 'missing-required' ||
    cause === 'not-found' ||
    server?.ofWhole === true ||
    WHOLE.has(code) ||
    (cause === 'unknown' && /(^|\.)\$[^.]*$/.test(path ?? ''))
  )
}

/** What a kustomization that changes an object may add: by patches, by labels for all, by its namespace. */
export function isMissing({ cause, code }: Problem): boolean {
  return cause === 'required' || code === 'missing-required' || code === 'volume-mount-undefined'
}

/** Rules that look for something in the object, which the patched one may have. */
const WHOLE: ReadonlySet<string> = new Set([
  'allow-privilege-escalation',
  'automount-sa-token',
  'capabilities-not-dropped',
  'cpu-limit-missing',
  'cron-concurrency-unset',
  'cron-no-deadline',
  'host-network-dns-policy',
  'hpa-min-replicas-low',
  'image-pull-policy-not-always',
  'ingress-no-tls',
  'job-no-limits',
  'job-ttl-unset',
  'memory-limit-missing',
  'missing-liveness-probe',
  'missing-readiness-probe',
  'missing-resource-requests',
  'missing-spread',
  'pdb-missing',
  'pdb-no-policy',
  'pdb-unhealthy-policy',
  'prestop-missing',
  'priority-class-unset',
  'probe-port-unknown',
  'read-only-root-fs',
  'recommended-labels',
  'replicas-too-low',
  'run-as-non-root-unset',
  'seccomp-unset',
  'selector-template-mismatch',
  'statefulset-headless-service',
  'volume-mount-undefined',
  'volume-no-source',
])

/** What any YAML extension with a Kubernetes schema says too. */
const GIVEN_BY_OTHERS: ReadonlySet<string> = new Set([
  'yaml-syntax',
  'yaml-duplicate-key',
  'unknown-field',
  'wrong-type',
  'missing-required',
  'unsupported-value',
  'schema',
])
