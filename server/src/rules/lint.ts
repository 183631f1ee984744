import { forOlderServers } from '../apiserver/older-servers.ts'
import { attached, count, memoLast } from '../memo.ts'
import { fieldPath } from '../model/field-path.ts'
import { type Resource, resourcesOf } from '../model/resource.ts'
import { seenFrom, type View } from '../model/view.ts'
import type { Problem } from '../problem.ts'
import { forgetting, type Report, remembering, withFixes } from '../syntax/remember.ts'
import type { Document } from '../syntax/tree.ts'
import { type Among, rememberingAmong, wasSilent } from './among.ts'
import { type Choice, EVERY, rulesFor } from './choice.ts'
import type { Found, Rule } from './rule.ts'

/**
 * What rules say about one document taken alone, once per document and choice of rules: what settings make of the answer has no part
 * in it. A rule that throws is left out, and its error is reported.
 */
export function lint(document: Document, choice: Choice = EVERY): Linted {
  return aloneLast(document, choice, () => {
    const { failures, runOn } = runner()
    const gather = (around: typeof aloneByTree) =>
      gathered(document, (resource, report) =>
        around(resource.node, choice, report, (inner) =>
          runOn(choice.alone, resource, inner, (rule, add) => rule.check?.(resource, add)),
        ),
      )
    return { problems: withFixes(gather(aloneByTree), () => gather(forgetting)), failures }
  })
}

const aloneLast = memoLast<Document, Choice, Linted>('lint')
const aloneByTree = remembering<Choice>('lintedTrees')

/**
 * What rules say about a document among the others; `part` is its position in its file. Every name that changes asks it of every document, and mostly it is
 * nothing.
 */
export function lintAmong(document: Document, around: View, part: number, choice: Choice = EVERY): Linted {
  if (isStillSilent(document, around, part, choice)) return SILENT
  const known = saidAmong.get(document)
  if (known?.around === around && known.part === part && known.choice === choice) return known.said
  count('lintAmong')
  const said = lookAmong(document, { around, part, choice })
  // Who has nothing to say shall not hold on to the view.
  saidAmong.set(document, said === SILENT ? NOTHING_SAID : { around, part, choice, said })
  return said
}

/** Whether nothing was found in a document among others, and nothing has changed about that. */
export function isStillSilent(document: Document, around: View, part: number, choice: Choice): boolean {
  for (const { node } of resourcesOf(document)) if (!wasSilent(node, around, part, choice)) return false
  return true
}

function lookAmong(document: Document, among: Among): Linted {
  const { around, part, choice } = among
  const { failures, runOn } = runner()
  const look = (resource: Resource, view: View, report: Report) =>
    runOn(choice.among, resource, report, (rule, add) => rule.checkAmong?.(resource, view, add))
  const problems = gathered(document, (resource, report) =>
    rememberingAmong(resource.node, among, report, (heard, inner) => look(resource, heard, inner)),
  )
  if (problems.length === 0 && failures.length === 0) return SILENT
  const afresh = () => gathered(document, (resource, report) => look(resource, seenFrom(around, part), report))
  return { problems: withFixes(problems, afresh), failures }
}

interface Said extends Partial<Among> {
  readonly said: Linted
}

const saidAmong = attached<Document, Said>()

/** What is said of most documents. */
export const SILENT: Linted = { problems: [], failures: [] }

const NOTHING_SAID: Said = { said: SILENT }

export interface Linted {
  readonly problems: readonly Problem[]
  /** Bugs of rules: worth a line in the log, no more. */
  readonly failures: readonly { readonly rule: string; readonly error: unknown }[]
}

function gathered(document: Document, look: (resource: Resource, report: Report) => void): readonly Problem[] {
  const problems: Problem[] = []
  for (const resource of resourcesOf(document)) look(resource, (it) => problems.push(it))
  return problems
}

/** Runs the rules that are for a resource, and keeps the errors that they throw. */
function runner() {
  const failures: Linted['failures'][number][] = []
  const runOn = (
    known: Choice['alone'],
    resource: Resource,
    report: Report,
    check: (rule: Rule, add: (found: Found) => void) => void,
  ) => {
    for (const { rule, runs } of rulesFor(known, `${resource.group}/${resource.kind}`)) {
      runs.times++
      try {
        check(rule, (found) => {
          for (const it of forOlderServers(resource, problemOf(rule, resource, found))) report(it)
        })
      } catch (error) {
        failures.push({ rule: rule.id, error })
      }
    }
  }
  return { failures, runOn }
}

function problemOf(rule: Rule, resource: Resource, found: Found): Problem {
  const { at, message } = found
  const path = found.path ?? ('tree' in at ? fieldPath(at, resource) : '')
  const problem: { -readonly [K in keyof Problem]: Problem[K] } = {
    from: at.from,
    to: Math.max(at.to, at.from + 1),
    code: rule.id,
    severity: found.severity ?? rule.severity,
    message,
    path,
  }
  // One by one: a spread takes longer than most rules.
  if (found.fixes) problem.fixes = found.fixes
  if (found.related) problem.related = found.related
  if (found.tag) problem.tag = found.tag
  if (found.versions) problem.versions = found.versions
  if (found.cause) problem.cause = found.cause
  if (found.absent) problem.absent = found.absent
  if (found.insteadOf) problem.insteadOf = found.insteadOf
  return problem
}
