import type { Severity } from '../problem.ts'
import type { Checked, Row } from './checked.ts'
import { rows } from './report.ts'

/**
 * JUnit's XML: a suite for each file, a case for each of its problems, or one that passed. Problems that do not fail the
 * run are cases that pass and say something.
 */
export function junitReport(
  checked: readonly Checked[],
  failures: readonly string[],
  fails: (severity: Severity) => boolean,
): string {
  const suites = checked.map((it) => suite(it.shown, rows([it]), fails))
  if (failures.length > 0) suites.push(broken(failures))
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="purser">\n${suites.join('')}</testsuites>\n`
}

function suite(file: string, found: readonly Row[], fails: (severity: Severity) => boolean): string {
  const failed = found.filter((it) => fails(it.severity)).length
  const cases = found.length === 0 ? [`    <testcase${attributes({ name: file, classname: file })}/>\n`] : []
  for (const it of found) cases.push(testCase(it, fails(it.severity)))
  const counts = attributes({ name: file, tests: String(cases.length), failures: String(failed), errors: '0' })
  return `  <testsuite${counts}>\n${cases.join('')}  </testsuite>\n`
}

function testCase({ file, line, column, rule, severity, message, kind, name }: Row, failed: boolean): string {
  const object = [kind, name].filter((it) => it !== null).join('/')
  const title = [`${file}:${line}:${column}`, rule, object].filter((it) => it !== '').join(' ')
  const text = `${severity}: ${message}`
  const inner = failed
    ? `<failure${attributes({ type: severity, message })}>${escaped(`${file}:${line}:${column}: ${text}`)}</failure>`
    : `<system-out>${escaped(text)}</system-out>`
  return `    <testcase${attributes({ name: title, classname: rule, file, line: String(line) })}>${inner}</testcase>\n`
}

/** What could not be checked. */
function broken(failures: readonly string[]): string {
  const size = String(failures.length)
  const cases = failures.map((it) => {
    const error = `<error${attributes({ type: 'unchecked', message: it })}/>`
    return `    <testcase${attributes({ name: it, classname: 'purser' })}>${error}</testcase>\n`
  })
  const counts = attributes({ name: 'purser', tests: size, failures: '0', errors: size })
  return `  <testsuite${counts}>\n${cases.join('')}  </testsuite>\n`
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(value).replaceAll('\t', '&#9;').replaceAll('\n', '&#10;')}"`)
    .join('')
}

/** XML 1.0 has no way to write most control characters, nor half a character. */
function escaped(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n]|\p{Cs}|[\ufffe\uffff]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
