import type { Cause, Problem } from '../problem.ts'

/**
 * Where the API server spells the path of a field otherwise than the manifest does, or calls a fault otherwise than the
 * schema tells: what it validates is its own, internal object. Decoding knows the fields by their names in the manifest.
 */
export function asTheServerSays(problem: Problem, kind: string): readonly Problem[] {
  const { path, cause } = problem
  if (path === undefined || cause === undefined || cause === 'decode' || cause === 'unknown') return [problem]
  if (NOT_ASKED.some((it) => it.kind === kind && it.at.test(path)) && cause === 'required') return []
  let spelt = path
  for (const [kinds, pattern, by] of PATHS) {
    if (kinds === undefined || kinds.includes(kind)) spelt = spelt.replace(pattern, by)
  }
  const called = CAUSES.find((it) => it.instead === cause && it.at.test(path) && it.kinds?.includes(kind) !== false)
  if (spelt === path && !called) return [problem]
  return [{ ...problem, path: spelt, cause: called?.cause ?? cause }]
}

const PATHS: readonly (readonly [kinds: readonly string[] | undefined, pattern: RegExp, by: string])[] = [
  [undefined, /\b(volumes\[\d+\]\.)gcePersistentDisk\./, '$1persistentDisk.'],
  [
    ['PersistentVolume', 'VolumeAttachment'],
    /^(spec\.(?:source\.inlineVolumeSpec\.)?)gcePersistentDisk\./,
    '$1persistentDisk.',
  ],
  [undefined, /\b(volumes\[\d+\]\.(?:projected\.sources\[\d+\]\.)?downwardAPI)\.items\[\d+\]/, '$1'],
  [undefined, /\b(volumes\[\d+\]\.projected)\.sources\[\d+\]\.serviceAccountToken\.path$/, '$1.path'],
  [undefined, /\b(accessModes)\[\d+\]$/, '$1'],
  [['CSIDriver'], /^(spec\.volumeLifecycleModes)\[\d+\]$/, '$1'],
  [['Node'], /^spec\.taints\b/, 'metadata.taints'],
  [['ResourceQuota'], /^(spec\.scopes)\[\d+\]$/, '$1'],
  [['ResourceQuota'], /^(spec\.scopeSelector\.matchExpressions)\[\d+\]/, '$1'],
]

/** A volume within an attachment has no capacity. */
const NOT_ASKED = [{ kind: 'VolumeAttachment', at: /^spec\.source\.inlineVolumeSpec\.capacity$/ }]

const CAUSES: readonly {
  readonly kinds?: readonly string[]
  readonly at: RegExp
  readonly instead: Cause
  readonly cause: Cause
}[] = [
  { kinds: ['ResourceQuota'], at: /^spec\.(?:scopes\[|scopeSelector\.)/, instead: 'unsupported', cause: 'invalid' },
  {
    kinds: ['ResourceQuota'],
    at: /^spec\.scopeSelector\.matchExpressions\[\d+\]\.(?:operator|scopeName)$/,
    instead: 'required',
    cause: 'invalid',
  },
  { at: /\bmatchExpressions\[\d+\]\.operator$/, instead: 'unsupported', cause: 'invalid' },
  { kinds: ['Node'], at: /^spec\.taints\[\d+\]\.key$/, instead: 'required', cause: 'invalid' },
  { kinds: ['VolumeAttachment'], at: /^spec\.nodeName$/, instead: 'required', cause: 'invalid' },
  { kinds: ['CSIStorageCapacity'], at: /^storageClassName$/, instead: 'required', cause: 'invalid' },
  { kinds: ['LimitRange'], at: /^spec\.limits\[\d+\]\.type$/, instead: 'required', cause: 'invalid' },
]
