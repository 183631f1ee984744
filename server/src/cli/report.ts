import { resourceAround } from '../model/resource.ts'
import { type Problem, type Severity, safeFix } from '../problem.ts'
import { type File, partAt, positionAt, textOf } from '../syntax/file.ts'
import { harmless } from '../text/harmless.ts'
import { lineStarts } from '../text/lines.ts'
import { choicesOf, choicesText } from './choices.ts'
import { excerpt } from './excerpt.ts'
import type { Styles } from './terminal.ts'

/** A file that was looked at. Offsets count from the start of the file. */
export interface Checked {
  /** Its name as people see it. */
  readonly shown: string
  readonly file: File
  readonly problems: readonly Problem[]
}

/** One problem for programs: these keys, always all of them, null where there is nothing to say. From 1. */
export interface Row {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly rule: string
  readonly severity: Severity
  readonly message: string
  readonly path: string | null
  /** Of what the API server refuses, or warns of: its type of error, and our name of its rule, where it has one. */
  readonly cause: string | null
  readonly serverRule: string | null
  readonly apiVersion: string | null
  readonly kind: string | null
  readonly namespace: string | null
  readonly name: string | null
  /** `--fix` puts it right. */
  readonly fixable: boolean
}

/** The formats of the report. */
export const FORMATS = ['text', 'json', 'sarif', 'github', 'junit'] as const
export type Format = (typeof FORMATS)[number]

export function rows(checked: readonly Checked[]): readonly Row[] {
  return checked.flatMap(({ shown, file, problems }) => problems.map((it) => row(shown, file, it)))
}

function row(shown: string, file: File, problem: Problem): Row {
  const part = partAt(file, problem.from)
  const resource = part && resourceAround(part.document, problem.from - part.start)
  const start = positionAt(file, problem.from)
  const end = positionAt(file, problem.to)
  return {
    file: shown,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
    rule: problem.code,
    severity: problem.severity,
    message: problem.message,
    path: problem.path || null,
    cause: problem.cause ?? null,
    serverRule: problem.server?.row ?? null,
    apiVersion: resource?.apiVersion ?? null,
    kind: resource?.kind ?? null,
    namespace: resource?.namespace ?? null,
    name: resource?.name ?? null,
    fixable: isFixable(problem),
  }
}

/** A fix that fails to be made is none. */
export function isFixable(problem: Problem): boolean {
  try {
    return safeFix(problem) !== undefined
  } catch {
    return false
  }
}

/** Problems for people: each with its line and carets below what is meant; after fixing with the fixes that are left. */
export function textReport(checked: readonly Checked[], styles: Styles, fixing: boolean): string {
  return checked
    .filter((it) => it.problems.length > 0)
    .map((it) => fileReport(it, styles, fixing))
    .join('')
}

function fileReport({ shown, file, problems }: Checked, styles: Styles, fixing: boolean): string {
  const text = textOf(file)
  const starts = lineStarts(text)
  return problems
    .map((problem) => {
      const { line, character } = positionAt(file, problem.from)
      const start = starts[line] ?? 0
      const source = text.slice(start, lineEnd(text, starts[line + 1]))
      const shownLine = excerpt(source, { from: problem.from - start, to: problem.to - start })
      const place = `${styles.bold(harmless(shown))}:${line + 1}:${character + 1}`
      const severity = colourOf(problem.severity, styles)
      const head = `${place}  ${severity(problem.severity)}  ${harmless(problem.message)}  ${styles.dim(`[${problem.code}]`)}`
      // An empty line says nothing that the position does not say.
      const choices = fixing ? choicesText(problem) : ''
      if (source.trim() === '') return `${head}\n${choices}`
      return `${head}\n    ${shownLine.line}\n    ${severity(shownLine.carets)}\n${choices}`
    })
    .join('')
}

/** A line may be megabytes long and have thousands of problems: nothing here may look at all of it. */
function lineEnd(text: string, next = text.length): number {
  let end = next
  while (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--
  return end
}

function colourOf(severity: Severity, { red, yellow, blue, cyan }: Styles): (text: string) => string {
  return { error: red, warning: yellow, info: blue, hint: cyan }[severity]
}

/** `12 problems (3 errors, 9 warnings) in 4 of 17 files; 5 can be fixed with --fix` */
export function summary(checked: readonly Checked[], manifests: number, fixing: boolean): string {
  const problems = checked.flatMap((it) => it.problems)
  const files = checked.length
  if (problems.length === 0) {
    if (manifests === 0) return `No Kubernetes manifest in ${count(files, 'file')}`
    return `No problems in ${count(manifests, 'manifest')} in ${count(files, 'file')}`
  }
  const bySeverity = (['error', 'warning', 'info', 'hint'] as const).flatMap((severity) => {
    const found = problems.filter((it) => it.severity === severity).length
    return found === 0 ? [] : [count(found, severity)]
  })
  const touched = checked.filter((it) => it.problems.length > 0).length
  const hint = fixing ? choicesLeft(problems) : fixableOf(problems)
  return `${count(problems.length, 'problem')} (${bySeverity.join(', ')}) in ${touched} of ${count(files, 'file')}${hint}`
}

function fixableOf(problems: readonly Problem[]): string {
  const fixable = problems.filter(isFixable).length
  return fixable === 0 ? '' : `; ${fixable} can be fixed with --fix`
}

function choicesLeft(problems: readonly Problem[]): string {
  const left = problems.filter((it) => choicesOf(it).length > 0).length
  return left === 0 ? '' : `; for ${left} there is a fix that somebody has to choose`
}

export function count(number: number, name: string): string {
  return `${number} ${name}${number === 1 ? '' : 's'}`
}
