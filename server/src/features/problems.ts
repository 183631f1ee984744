import { attached, count, isSame, memo, memoLast } from '../memo.ts'
import type { Earlier } from '../model/earlier.ts'
import { isManifest } from '../model/resource.ts'
import { validate } from '../model/validate.ts'
import { isAsWritten, type View } from '../model/view.ts'
import { inputFilesOf, patchFilesOf, viewOf, type Workspace } from '../model/workspace.ts'
import { distinct, type Fix, type Problem } from '../problem.ts'
import { choiceFor } from '../rules/choice.ts'
import { isStillSilent, type Linted, lint, lintAmong, SILENT } from '../rules/lint.ts'
import { type Suppression, suppressionsOf } from '../rules/suppress.ts'
import type { Catalogue } from '../schema/catalogue.ts'
import type { Policy } from '../settings.ts'
import { isBlownUp } from '../syntax/aliasing.ts'
import type { File, Part } from '../syntax/file.ts'
import type { Document } from '../syntax/tree.ts'
import { problemsSince } from '../updates/problems.ts'
import { byCode, holdersOf } from './holders.ts'
import { isMissing, isOfPatch, judge } from './judge.ts'
import { missingSeparators } from './missing-separator.ts'
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
  found.sort((a, b) => a.from - b.from || a.to - b.to)
  // The API server names some faults at two paths; people want to hear of each once.
  return policy.profile === 'apiserver' ? found : distinct(found)
}

/** What threw while a file was looked at: bugs, for the log. */
export function failuresOf(workspace: Workspace, uri: string, policy: Policy): Linted['failures'] {
  return speakingParts(workspace, uri, policy).flatMap((it) => it.judged.failures)
}

/** The documents of which something is to be said: of a thousand most often none. */
function speakingParts(workspace: Workspace, uri: string, policy: Policy): readonly SpeakingPart[] {
  const { catalogue, index, files, earlier } = workspace
  const file = files.get(uri)
  if (!file) return []
  if (inputFilesOf(index).has(uri)) return []
  const isPatch = patchFilesOf(index).has(uri)
  const view = viewOf(index, uri)
  const question = { catalogue, view, isPatch, isSettled: isAsWritten(view), policy, earlier, uri: earlier && uri }
  return spoken(file, question, () => {
    const last = lastJudged(index)
    const before = last.get(uri)
    const known = before && isSame(before.question, question) ? before : undefined
    const { documents, starts } = file
    const judged = documents.map((document, i) =>
      document === known?.documents[i] ? (known.judged[i] ?? QUIET) : judgedBy(question, document, i),
    )
    last.set(uri, { question, documents, judged })
    const speaking: SpeakingPart[] = []
    for (const [i, it] of judged.entries()) {
      const document = it === QUIET ? undefined : documents[i]
      if (document) speaking.push({ start: starts[i] ?? 0, document, judged: it })
    }
    return speaking
  })
}

interface SpeakingPart extends Pick<Part, 'start' | 'document'> {
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
      { readonly question: Question; readonly documents: readonly Document[]; readonly judged: readonly Judged[] }
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

const QUIET: Judged = { problems: [], suppressions: [], used: new Set(), failures: [] }

/** `part` is the position of the document in its file. */
function judgedBy(question: Question, document: Document, part: number): Judged {
  const { view, policy } = question
  const choice = choiceFor(policy)
  const known = judgements.get(document)
  const isKnown = known !== undefined && isAbout(known.question, question)
  // Another view says most documents what the last one said: nothing. Of a thousand that is asked at every key in a name.
  if (isKnown && known.among === SILENT && isStillSilent(document, view, part, choice)) return known.judged
  const among = isManifest(document) ? lintAmong(document, view, part, choice) : SILENT
  if (isKnown && known.among === among) return known.judged
  count('judged')
  const judged = judgedAfresh(question, among, document)
  judgements.set(document, { question: withoutView(question), among, judged })
  return judged
}

function judgedAfresh(question: Question, among: Linted, document: Document): Judged {
  const { problems: all, failures } = documentProblems(question, among, document)
  const suppressions = suppressionsOf(document)
  const holding = holdersOf(document)
  const used = new Set<Suppression>()
  const problems = all.flatMap((it) => {
    if ((question.isPatch && isOfPatch(it)) || (!question.isSettled && isMissing(it))) return []
    const problem = judge(it, question.policy, document)
    if (!problem) return []
    const holders = holding(problem)
    for (const holder of holders) used.add(holder)
    return [{ problem, held: holders.length > 0 }]
  })
  const isSilent = problems.length === 0 && suppressions.length === 0 && failures.length === 0
  return isSilent ? QUIET : { problems: toldOnce(problems), suppressions, used, failures }
}

interface Judgement {
  readonly question: Omit<Question, 'view'>
  /** What rules said of it among others. */
  readonly among: Linted
  readonly judged: Judged
}

const judgements = attached<Document, Judgement>()

function isAbout(a: Judgement['question'], b: Judgement['question']): boolean {
  return (
    a.policy === b.policy &&
    a.catalogue === b.catalogue &&
    a.isPatch === b.isPatch &&
    a.isSettled === b.isSettled &&
    a.earlier === b.earlier &&
    a.uri === b.uri
  )
}

/** A view would hold on to all that was in view. */
function withoutView({ catalogue, isPatch, isSettled, policy, earlier, uri }: Question): Judgement['question'] {
  return { catalogue, isPatch, isSettled, policy, earlier, uri }
}

/** Without those that another one tells of knowing more. Who holds the other one back has heard of the fault. */
function toldOnce(problems: Judged['problems']): Judged['problems'] {
  const better = new Set(problems.flatMap(({ problem: it }) => (it.insteadOf ? [`${it.insteadOf} ${it.from}`] : [])))
  return better.size === 0 ? problems : problems.filter(({ problem: it }) => !better.has(`${it.code} ${it.from}`))
}

interface Question extends Pick<Workspace, 'catalogue'> {
  readonly view: View
  readonly isPatch: boolean
  /** No kustomization changes what is in the file. */
  readonly isSettled: boolean
  readonly policy: Policy
  readonly earlier: Earlier | undefined
  /** Only where it matters: beside `earlier`. */
  readonly uri: string | undefined
}

/** All that is known of a document, before settings have their say. Nothing for what is no manifest. */
function documentProblems(question: Question, among: Linted, document: Document): Linted {
  const { catalogue, policy } = question
  if (!isManifest(document)) return SILENT
  const syntax = syntaxProblems(document)
  // Of two objects in one nothing is what it seems.
  if (syntax.some((it) => it.code === 'missing-document-separator')) return { problems: syntax, failures: [] }
  const others = [
    validated(catalogue, document),
    lint(document, choiceFor(policy)),
    among,
    compared(question, document),
  ]
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

/** What an update to this version from an earlier one would meet with. A patch says too little of the object. */
function compared({ catalogue, isPatch, earlier, uri }: Question, document: Document): Linted {
  if (!earlier || uri === undefined || isPatch) return { problems: [], failures: [] }
  try {
    return { problems: problemsSince(document, { catalogue, earlier, uri }), failures: [] }
  } catch (error) {
    return { problems: [], failures: [{ rule: 'update-refused', error }] }
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
  const separators = problems.some((it) => it.code === 'yaml-duplicate-key') ? missingSeparators(document) : []
  if (separators.length > 0) return [...separators, ...problems.filter((it) => it.code !== 'yaml-duplicate-key')]
  if (!isBlownUp(document)) return problems
  const { offset: from } = document
  return [...problems, { from, to: from + 1, code: 'yaml-unsupported', severity: 'error', message: BLOWN_UP }]
})

const BLOWN_UP =
  'the aliases here copy each other over and over; the API server refuses that as excessive: write out what they stand for'

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
