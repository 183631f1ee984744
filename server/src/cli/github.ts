import type { Severity } from '../problem.ts'
import { harmless } from '../text/harmless.ts'
import type { Row } from './checked.ts'

/** Commands that GitHub Actions turns into annotations of the lines of a pull request. */
export function githubReport(rows: readonly Row[]): string {
  return rows.map((it) => `${command(it)}\n`).join('')
}

function command({ file, line, column, endLine, endColumn, rule, severity, message }: Row): string {
  const place: Record<string, string | number> = { file, line, endLine, title: rule }
  // GitHub takes columns only within one line.
  if (line === endLine) Object.assign(place, { col: column, endColumn })
  const properties = Object.entries(place).map(([name, value]) => `${name}=${property(String(value))}`)
  return `::${COMMANDS[severity]} ${properties.join(',')}::${data(message)}`
}

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
}

function data(text: string): string {
  const escaped = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  return harmless(escaped)
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
