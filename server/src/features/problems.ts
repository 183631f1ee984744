import { memo } from '../memo.ts'
import { isManifest } from '../model/resource.ts'
import { validate } from '../model/validate.ts'
import { patchFilesOf, viewOf, type Workspace } from '../model/workspace.ts'
import type { Fix, Problem } from '../problem.ts'
import { codesById } from '../rules/codes.ts'
import { type Linted, lint, lintAmong } from '../rules/lint.ts'
import { type Suppression, suppressionsOf } from '../rules/suppress.ts'
import type { Policy } from '../settings.ts'
import { isBlownUp } from '../syntax/aliasing.ts'
import type { File } from '../syntax/file.ts'
import type { Document } from '../syntax/tree.ts'
import { byCode, holdersOf } from './holders.ts'
import { suppressionProblems } from './suppression-problems.ts'

/**
 * What a person should be told about a file, in the order of the text. Offsets count from the start of the file, those
 * of fixes too. A file that is not there has no problems.
 */
export function problemsOf(workspace: Workspace, uri: string, policy: Policy): readonly Problem[] {
  const file = workspace.files.get(uri)
  if (!file) return []
  const patch = patchFilesOf(workspace.index).has(uri)
  const fileWide = fileSuppressions(file)
  const used = new Set<Suppression>()
  const heldInFile = new Set<string>()
  const found: Problem[] = []
  for (const { start, document } of file.parts) {
    const holding = holdersOf(document)
    for (const problem of documentProblems(workspace, document)) {
      const judged = patch && isOfPatch(problem) ? undefined : judge(problem, policy)
      if (!judged) continue
      const holders = holding(problem)
      for (const it of holders) used.add(it)
      const isHeldInFile = fileWide.has(problem.code)
      if (isHeldInFile) heldInFile.add(problem.code)
      if (holders.length === 0 && !isHeldInFile) found.push(start === 0 ? judged : shift(judged, start))
    }
  }
  for (const code of heldInFile) for (const it of fileWide.get(code) ?? []) used.add(it)
  for (const { start, document } of file.parts) {
    for (const problem of suppressionProblems(document, used, policy)) {
      const judged = judge(problem, policy)
      if (judged) found.push(shift(judged, start))
    }
  }
  return found.sort((a, b) => a.from - b.from || a.to - b.to)
}

/** What threw while a file was looked at: bugs, for the log. */
export function failuresOf(
  workspace: Workspace,
  uri: string,
): readonly { readonly rule: string; readonly error: unknown }[] {
  const parts = workspace.files.get(uri)?.parts ?? []
  return parts.flatMap(({ document }) => [
    ...validated(workspace, document).failures,
    ...lint(document).failures,
    ...lintAmong(document, viewOf(workspace.index)).failures,
  ])
}

/** All that is known of a document, before settings have their say. Empty for what is no manifest. */
function documentProblems(workspace: Workspace, document: Document): readonly Problem[] {
  if (!isManifest(document)) return []
  const syntax = syntaxProblems(document)
  const others = [
    ...validated(workspace, document).problems,
    ...lint(document).problems,
    ...lintAmong(document, viewOf(workspace.index)).problems,
  ]
  if (syntax.length === 0) return others
  // A half-typed word is one fault: that it is no field either says nothing new.
  return [...syntax, ...others.filter((it) => !syntax.some((fault) => fault.from <= it.from && it.from < fault.to))]
}

/** A bug in the check of one document costs the other documents nothing. */
function validated({ catalogue }: Workspace, document: Document): Linted {
  try {
    return { problems: validate(document, catalogue), failures: [] }
  } catch (error) {
    return { problems: [], failures: [{ rule: 'schema', error }] }
  }
}

/** The comments that hold a code back in the whole file, by code. */
const fileSuppressions = memo('fileSuppressions', (file: File): ReadonlyMap<string, readonly Suppression[]> => {
  const all = file.parts.flatMap(({ document }) => suppressionsOf(document).filter((it) => it.scope === 'file'))
  return byCode(all)
})

const syntaxProblems = memo('syntaxProblems', (document: Document): readonly Problem[] => {
  const problems = document.problems.map(
    ({ severity, ...rest }): Problem => ({
      ...rest,
      to: Math.max(rest.to, rest.from + 1),
      severity: severity ?? (rest.code === 'yaml-too-large' ? 'warning' : 'error'),
    }),
  )
  if (!isBlownUp(document)) return problems
  const { offset: from } = document
  return [...problems, { from, to: from + 1, code: 'yaml-unsupported', severity: 'error', message: BLOWN_UP }]
})

const BLOWN_UP =
  'the aliases here copy each other over and over; the API server refuses that as excessive: write out what they stand for'

/** The problem as the settings want it; `undefined` if they do not want it at all. */
function judge(problem: Problem, policy: Policy): Problem | undefined {
  const { code, versions } = problem
  if (versions?.from !== undefined && policy.minor < versions.from) return undefined
  if (versions?.below !== undefined && policy.minor >= versions.below) return undefined
  if (policy.only && !policy.only.has(code)) return undefined
  if (policy.complement && GIVEN_BY_OTHERS.has(code)) return undefined
  const severity = Object.hasOwn(policy.severities, code) ? policy.severities[code] : undefined
  if (severity === 'off') return undefined
  if (severity === undefined) {
    const off = codesById.get(code)?.optional && policy.profile !== 'all' && !policy.only
    return off ? undefined : problem
  }
  return severity === problem.severity ? problem : { ...problem, severity }
}

/** A patch leaves out what the patched object has, and says what to do with lists by keys that start with a dollar. */
function isOfPatch({ cause, path, code }: Problem): boolean {
  return cause === 'required' || WHOLE.has(code) || (cause === 'unknown' && /(^|\.)\$[^.]*$/.test(path ?? ''))
}

/** Rules that look for something in the object, which the patched one may have. */
const WHOLE: ReadonlySet<string> = new Set([
  'missing-liveness-probe',
  'missing-readiness-probe',
  'missing-resource-requests',
  'recommended-labels',
  'selector-template-mismatch',
  'statefulset-headless-service',
  'volume-mount-undefined',
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

/** The same problem in the offsets of the file. */
function shift(problem: Problem, by: number): Problem {
  const { fixes, related } = problem
  return {
    ...problem,
    from: problem.from + by,
    to: problem.to + by,
    ...(fixes ? { fixes: () => fixes().map((it) => shiftFix(it, by)) } : {}),
    ...(related
      ? { related: related.map((it) => (it.uri === undefined ? { ...it, from: it.from + by, to: it.to + by } : it)) }
      : {}),
  }
}

function shiftFix(fix: Fix, by: number): Fix {
  return { ...fix, edits: fix.edits.map((it) => ({ ...it, from: it.from + by, to: it.to + by })) }
}
