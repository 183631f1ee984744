import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import Mocha from 'mocha'

/** Filled in by build-suite.mjs. */
declare const TEST_FILES: readonly string[]

/**
 * VS Code calls this. The host drops console output, so the report goes to a file, line by line; its closing line proves that
 * the suite came to its end.
 */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true)
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, reporter: Mocha.reporters.Base })
  const pattern = process.env.SUITE_PATTERN
  if (pattern) mocha.fgrep(pattern)
  for (const file of TEST_FILES) mocha.addFile(join(__dirname, file))
  await mocha.loadFilesAsync()
  await new Promise<void>((resolve, reject) => {
    let passed = 0
    let failed = 0
    const runner = mocha.run(() => {
      report(`\n${passed} passed, ${failed} failed`)
      if (failed > 0) reject(new Error(`${failed} failed`))
      else resolve()
    })
    runner.on('suite', (suite) => {
      if (suite.title) report(suite.fullTitle())
    })
    runner.on('pass', (test) => {
      passed++
      report(`  ok ${test.title} (${test.duration} ms)`)
    })
    runner.on('fail', (test, error) => {
      failed++
      report(`  FAIL ${test.fullTitle()}\n${(error.stack ?? String(error)).replace(/^/gm, '    ')}`)
    })
  })
}

function report(line: string): void {
  const path = process.env.SUITE_REPORT
  if (path) appendFileSync(path, `${line}\n`)
}
