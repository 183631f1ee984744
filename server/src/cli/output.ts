import type { Notes } from '../notes/notes.ts'
import type { Severity } from '../problem.ts'
import { harmless } from '../text/harmless.ts'
import type { HeldBack } from './baseline.ts'
import { githubReport } from './github.ts'
import type { Io } from './io.ts'
import { junitReport } from './junit.ts'
import type { LintOptions } from './options.ts'
import { count, rows, summary, textReport } from './report.ts'
import { sarifReport } from './sarif.ts'
import { stylesFor } from './terminal.ts'

/** All that a run of `lint` found out. */
export interface Outcome extends HeldBack {
  readonly failures: readonly string[]
  /** What was put right, a line each. */
  readonly fixes: readonly string[]
  /** The baseline as people see it. */
  readonly baseline: string | undefined
}

/** Writes the report in the format that was asked for; gives the exit code. Only `text` and `github` mix it with words for people. */
export function writeReport(
  outcome: Outcome,
  options: LintOptions,
  io: Io,
  { version, notes }: { readonly version: string; readonly notes: () => Notes },
): number {
  const { checked, failures, fixes } = outcome
  const { format } = options
  for (const it of failures) io.error(`purser: ${harmless(it)}\n`)
  const styles = stylesFor(options.colours ?? io.terminal.colours)
  const nothing = checked.length === 0
  if (nothing && failures.length === 0) io.error('purser: nothing to lint: no .yaml, .yml or .json file there\n')
  const fails = (severity: Severity) => RANK[severity] > RANK[options.maxSeverity]
  const forPeople = format === 'text' || format === 'github'
  const say = forPeople ? io.out : io.error
  for (const it of fixes) say(`${harmless(it)}\n`)
  if (format === 'json') io.out(`${JSON.stringify(rows(checked), undefined, 2)}\n`)
  else if (format === 'sarif') io.out(sarifReport(checked, { version, notes: notes(), failures }))
  else if (format === 'junit') io.out(junitReport(checked, failures, fails))
  else io.out(format === 'github' ? githubReport(rows(checked)) : textReport(checked, styles))
  if (forPeople && !nothing) io.out(`${styles.bold(summary(checked, options.fix))}\n`)
  const known = knownProblems(outcome)
  if (known !== undefined) say(known)
  if (failures.length > 0 || nothing) return 2
  return rows(checked).some((it) => fails(it.severity)) ? 1 : 0
}

const RANK: Readonly<Record<Severity, number>> = { hint: 0, info: 1, warning: 2, error: 3 }

function knownProblems({ held, gone, baseline }: Outcome): string | undefined {
  if (baseline === undefined || held + gone === 0) return undefined
  const name = harmless(baseline)
  const more = held === 0 ? '' : `${count(held, 'known problem')} held back by ${name}`
  const less = gone === 0 ? '' : `${held === 0 ? `${name}: ` : '; '}${gone} of its problems are gone: write it anew`
  return `${more}${less}\n`
}
