import type { Severity } from '../problem.ts'
import { harmless } from '../text/harmless.ts'
import type { Checked, Row, Told } from './checked.ts'
import type { Styles } from './terminal.ts'

/** The formats of the report. */
export const FORMATS = ['text', 'json', 'sarif', 'github', 'junit'] as const
export type Format = (typeof FORMATS)[number]

export function rows(checked: readonly Checked[]): readonly Row[] {
  return checked.flatMap((it) => it.problems.map(({ row }) => row))
}

/** Problems for people: each with its line and carets below what is meant; after fixing with the fixes that are left. */
export function textReport(checked: readonly Checked[], styles: Styles): string {
  return checked.flatMap((it) => it.problems.map((told) => problemReport(told, styles))).join('')
}

function problemReport({ row, excerpt, choices }: Told, styles: Styles): string {
  const place = `${styles.bold(harmless(row.file))}:${row.line}:${row.column}`
  const severity = colourOf(row.severity, styles)
  const head = `${place}  ${severity(row.severity)}  ${harmless(row.message)}  ${styles.dim(`[${row.rule}]`)}\n`
  const marked = excerpt ? `    ${excerpt.line}\n    ${severity(excerpt.carets)}\n` : ''
  return `${head}${marked}${choicesText(choices)}`
}

/** They stand below the problem; the editor applies them, at its light bulb. */
function choicesText(titles: readonly string[] = []): string {
  const [only] = titles
  if (only === undefined) return ''
  if (titles.length === 1) return `    not applied, for it changes what the manifest means: ${harmless(only)}\n`
  return `    not applied, for there is a choice:\n${titles.map((it) => `      - ${harmless(it)}\n`).join('')}`
}

function colourOf(severity: Severity, { red, yellow, blue, cyan }: Styles): (text: string) => string {
  return { error: red, warning: yellow, info: blue, hint: cyan }[severity]
}

/** `12 problems (3 errors, 9 warnings) in 4 of 17 files; 5 can be fixed with --fix` */
export function summary(checked: readonly Checked[], fixing: boolean): string {
  const problems = rows(checked)
  const files = checked.length
  if (problems.length === 0) {
    const manifests = checked.reduce((sum, it) => sum + it.manifests, 0)
    if (manifests === 0) return `No Kubernetes manifest in ${count(files, 'file')}`
    return `No problems in ${count(manifests, 'manifest')} in ${count(files, 'file')}`
  }
  const bySeverity = (['error', 'warning', 'info', 'hint'] as const).flatMap((severity) => {
    const found = problems.filter((it) => it.severity === severity).length
    return found === 0 ? [] : [count(found, severity)]
  })
  const touched = checked.filter((it) => it.problems.length > 0).length
  const hint = fixing ? choicesLeft(checked) : fixableOf(problems)
  return `${count(problems.length, 'problem')} (${bySeverity.join(', ')}) in ${touched} of ${count(files, 'file')}${hint}`
}

function fixableOf(problems: readonly Row[]): string {
  const fixable = problems.filter((it) => it.fixable).length
  return fixable === 0 ? '' : `; ${fixable} can be fixed with --fix`
}

function choicesLeft(checked: readonly Checked[]): string {
  const left = checked.flatMap((it) => it.problems).filter((it) => it.choices).length
  return left === 0 ? '' : `; for ${left} there is a fix that somebody has to choose`
}

export function count(number: number, name: string): string {
  return `${number} ${name}${number === 1 ? '' : 's'}`
}
