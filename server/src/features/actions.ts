import type { Workspace } from '../model/workspace.ts'
import { withFile } from '../model/workspace.ts'
import { type Fix, type Problem, safeFix } from '../problem.ts'
import { codesById } from '../rules/codes.ts'
import type { Policy } from '../settings.ts'
import { type File, parseFile, partAt, textOf } from '../syntax/file.ts'
import { applyEdits, type Edit, type Span } from '../text/edit.ts'
import { problemsOf } from './problems.ts'

/** Something the light bulb offers. Offsets count from the start of the file. */
export interface Action {
  readonly title: string
  readonly problem: Problem
  readonly edits: readonly Edit[]
  readonly preferred: boolean
  /** Turns the rule off in the settings of the workspace, which an edit cannot do. */
  readonly disable?: string
}

/** The fixes for problems that touch `span`, then the ways to hold each of them back. */
export function actions(workspace: Workspace, uri: string, span: Span, policy: Policy): readonly Action[] {
  const file = workspace.files.get(uri)
  if (!file) return []
  const touched = problemsOf(workspace, uri, policy).filter((it) => it.from <= span.to && span.from <= it.to)
  const fixes = touched.flatMap((problem) =>
    (problem.fixes?.() ?? []).map(
      ({ title, edits }, i): Action => ({ title, problem, edits, preferred: i === 0 && touched.length === 1 }),
    ),
  )
  const seen = new Set<string>()
  // Two that find the same fault may put it right in the same way.
  const offered = new Set<string>()
  const isNew = ({ title, edits }: Action) => {
    const key = JSON.stringify([title, edits])
    return !offered.has(key) && offered.add(key)
  }
  const holds = touched.flatMap((problem) => {
    if (seen.has(problem.code) || !canHoldBack(problem.code)) return []
    seen.add(problem.code)
    return suppressions(file, uri, problem)
  })
  return [...fixes.filter(isNew), ...holds]
}

/**
 * All safe fixes of a file at once, as edits of its text: fixes that touch each other wait for another round, until
 * nothing is left to fix.
 */
export function fixAll(
  workspace: Workspace,
  uri: string,
  policy: Policy,
): { readonly edits: readonly Edit[]; readonly fixed: number } {
  const file = workspace.files.get(uri)
  if (!file) return { edits: [], fixed: 0 }
  const before = textOf(file)
  let text = before
  let fixed = 0
  let current = workspace
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const fixes = apart(problemsOf(current, uri, policy).flatMap((it) => safeFix(it) ?? []))
    if (fixes.length === 0) break
    text = applyEdits(
      text,
      fixes.flatMap((it) => it.edits),
    )
    fixed += fixes.length
    current = withFile(current, uri, parseFile(text))
  }
  return { edits: text === before ? [] : [difference(before, text)], fixed }
}

const MAX_ROUNDS = 10

/** Those fixes whose edits keep clear of the edits of the ones before. */
function apart(fixes: readonly Fix[]): readonly Fix[] {
  const taken: Edit[] = []
  return fixes.filter(({ edits }) => {
    if (edits.some((a) => taken.some((b) => a.from <= b.to && b.from <= a.to))) return false
    taken.push(...edits)
    return true
  })
}

/** One edit from the first to the last difference, so that cursors and folds elsewhere stay. */
function difference(before: string, after: string): Edit {
  let from = 0
  while (from < before.length && from < after.length && before[from] === after[from]) from++
  let tail = 0
  const most = Math.min(before.length, after.length) - from
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) }
}

function canHoldBack(code: string): boolean {
  return codesById.has(code) && !code.includes('suppression') && !code.startsWith('yaml-') && code !== 'schema'
}

/** Comments need a place that YAML has and JSON has not; the settings are always there. */
function suppressions(file: File, uri: string, problem: Problem): readonly Action[] {
  const { code } = problem
  const whole: Action = {
    title: `Disable ${code} in this workspace`,
    problem,
    preferred: false,
    edits: [],
    disable: code,
  }
  const part = partAt(file, problem.from)
  if (!part || /\.jsonc?$/i.test(uri)) return [whole]
  const { text } = part.document
  const line = text.lastIndexOf('\n', problem.from - part.start - 1) + 1
  const indent = /^[ \t]*/.exec(text.slice(line, problem.from - part.start))?.[0] ?? ''
  const top = file.parts[0]?.document.text.startsWith('\uFEFF') ? 1 : 0
  const here = Math.max(part.start + line, top)
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n'
  const comment = (form: string) => `# purser:${form} ${code} -- ${eol}`
  return [
    {
      title: `Disable ${code} here`,
      problem,
      preferred: false,
      edits: [{ from: here, to: here, insert: indent + comment('ignore') }],
    },
    {
      title: `Disable ${code} in this file`,
      problem,
      preferred: false,
      edits: [{ from: top, to: top, insert: comment('ignore-file') }],
    },
    whole,
  ]
}
