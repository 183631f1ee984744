import { isSame, memo, memoLast } from '../memo.ts'
import { containersOf } from '../model/pods.ts'
import { isManifest, resourceAround } from '../model/resource.ts'
import { validate } from '../model/validate.ts'
import type { View } from '../model/view.ts'
import { patchFilesOf, viewOf, type Workspace } from '../model/workspace.ts'
import { type Fix, holdsFor, type Problem } from '../problem.ts'
import { codesById } from '../rules/codes.ts'
import { type Linted, lint, lintAmong } from '../rules/lint.ts'
import { type Suppression, suppressionsOf } from '../rules/suppress.ts'
import type { Catalogue } from '../schema/catalogue.ts'
import { type Policy, type PolicyObject, PROFILES, profileHas } from '../settings.ts'
import { isBlownUp } from '../syntax/aliasing.ts'
import type { File, Part } from '../syntax/file.ts'
import { stringAt } from '../syntax/node.ts'
import type { Document } from '../syntax/tree.ts'
import { byCode, holdersOf } from './holders.ts'
import { suppressionProblems } from './suppression-problems.ts'

/**
 * What a person should be told about a file, in the order of the text. Offsets count from the start of the file, those
 * of fixes too. A file that is not there has no problems.
 */
export function problemsOf(workspace: Workspace, uri: string, policy: Policy): readonly Problem[] {
  const speaking = speakingParts(workspace, uri, policy)
  const fileWide = byCode(speaking.flatMap(({ judged }) => judged.suppressions.filter((it) => it.scope === 'file')))
  const used = new Set(speaking.flatMap(({ judged }) => [...judged.used]))
  const found: Problem[] = []
  for (const { start, judged } of speaking) {
    for (const { problem, held } of judged.problems) {
      const holders = fileWide.get(problem.code)
      for (const it of holders ?? []) used.add(it)
      if (!held && !holders) found.push(shift(problem, start))
    }
  }
  for (const { start, document, judged } of speaking) {
    if (judged.suppressions.length === 0) continue
    for (const problem of suppressionProblems(document, used, policy)) {
      const it = judge(problem, policy, document)
      if (it) found.push(shift(it, start))
    }
  }
  return found.sort((a, b) => a.from - b.from || a.to - b.to)
}

/** What threw while a file was looked at: bugs, for the log. */
export function failuresOf(workspace: Workspace, uri: string, policy: Policy): Linted['failures'] {
  return speakingParts(workspace, uri, policy).flatMap((it) => it.judged.failures)
}

/** The documents of which something is to be said: of a thousand most often none. */
function speakingParts({ catalogue, index, files }: Workspace, uri: string, policy: Policy): readonly SpeakingPart[] {
  const file = files.get(uri)
  if (!file) return []
  const question = { catalogue, view: viewOf(index), isPatch: patchFilesOf(index).has(uri), policy }
  return spoken(file, question, () => {
    const last = lastJudged(index)
    const before = last.get(uri)
    const known = before && isSame(before.question, question) ? before : undefined
    const judged = file.parts.map(({ document }, i) =>
      known?.parts[i]?.document === document ? (known.judged[i] ?? SILENT) : judgedBy(question, document),
    )
    last.set(uri, { question, parts: file.parts, judged })
    return judged.flatMap((it, i) => {
      const part = it === SILENT ? undefined : file.parts[i]
      return part ? [{ ...part, judged: it }] : []
    })
  })
}

interface SpeakingPart extends Part {
  readonly judged: Judged
}

/** Asked twice at every keystroke. */
const spoken = memoLast<File, Question, readonly SpeakingPart[]>('spoken')

/**
 * What each document of a file was last said to say. At a key all documents but one stand where they stood: to see that is much quicker
 * than to look up each among all that are known.
 */
const lastJudged = memo(
  'lastJudged',
  (_: Workspace['index']) =>
    new Map<
      string,
      { readonly question: Question; readonly parts: readonly Part[]; readonly judged: readonly Judged[] }
    >(),
)

/** What is to be said of one document by the settings. Comments for a whole file have not had their say. */
interface Judged {
  readonly problems: readonly { readonly problem: Problem; readonly held: boolean }[]
  /** The comments that hold problems back, and those of them that do. */
  readonly suppressions: readonly Suppression[]
  readonly used: ReadonlySet<Suppression>
  readonly failures: Linted['failures']
}

const SILENT: Judged = { problems: [], suppressions: [], used: new Set(), failures: [] }

function judgedBy(question: Question, document: Document): Judged {
  return judgements(document, question, () => {
    const { problems: all, failures } = documentProblems(question, document)
    const suppressions = suppressionsOf(document)
    const holding = holdersOf(document)
    const used = new Set<Suppression>()
    const problems = all.flatMap((it) => {
      const problem = question.isPatch && isOfPatch(it) ? undefined : judge(it, question.policy, document)
      if (!problem) return []
      const holders = holding(problem)
      for (const holder of holders) used.add(holder)
      return [{ problem, held: holders.length > 0 }]
    })
    const isSilent = problems.length === 0 && suppressions.length === 0 && failures.length === 0
    return isSilent ? SILENT : { problems, suppressions, used, failures }
  })
}

interface Question extends Pick<Workspace, 'catalogue'> {
  readonly view: View
  readonly isPatch: boolean
  readonly policy: Policy
}

const judgements = memoLast<Document, Question, Judged>('judged')

/** All that is known of a document, before settings have their say. Nothing for what is no manifest. */
function documentProblems({ catalogue, view }: Question, document: Document): Linted {
  if (!isManifest(document)) return { problems: [], failures: [] }
  const syntax = syntaxProblems(document)
  const others = [validated(catalogue, document), lint(document), lintAmong(document, view)]
  const problems = others.flatMap((it) => it.problems)
  const failures = others.flatMap((it) => it.failures)
  if (syntax.length === 0) return { problems, failures }
  // A half-typed word is one fault: that it is no field either says nothing new.
  const apart = problems.filter((it) => !syntax.some((fault) => fault.from <= it.from && it.from < fault.to))
  return { problems: [...syntax, ...apart], failures }
}

/** A bug in the check of one document costs the other documents nothing. */
function validated(catalogue: Catalogue, document: Document): Linted {
  try {
    return { problems: validate(document, catalogue), failures: [] }
  } catch (error) {
    return { problems: [], failures: [{ rule: 'schema', error }] }
  }
}

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
function judge(problem: Problem, policy: Policy, document: Document): Problem | undefined {
  const { code } = problem
  if (!holdsFor(problem, policy.minor)) return undefined
  if (policy.only && !policy.only.has(code)) return undefined
  if (policy.complement && GIVEN_BY_OTHERS.has(code)) return undefined
  const severity = severityFor(problem, policy, document)
  if (severity === 'off') return undefined
  if (severity === undefined) {
    if (PROFILES[policy.profile].extent === 'server') return isOfServer(problem) ? problem : undefined
    return policy.only || profileHas(policy.profile, codesById.get(code) ?? {}) ? problem : undefined
  }
  return severity === problem.severity ? problem : { ...problem, severity }
}

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
  return (severity === 'error' && code !== 'schema') || cause === 'warning' || code === 'api-deprecated'
}

/** A patch leaves out what the patched object has, and says what to do with lists by keys that start with a dollar. */
function isOfPatch({ cause, path, code, server }: Problem): boolean {
  return (
    cause === 'required' ||
    code === 'missing-required' ||
    cause === 'not-found' ||
    server?.ofWhole === true ||
    WHOLE.has(code) ||
    (cause === 'unknown' && /(^|\.)\$[^.]*$/.test(path ?? ''))
  )
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
  if (by === 0) return problem
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
