/**
 * `node test/vscode/run.mjs [PATTERN]`: the suite inside a real VS Code, in one launch, on a copy of `examples/`.
 *
 * In VS Code's server and a headless browser, both installed when missing; with PURSER_VSCODE_DESKTOP=1 in the desktop VS Code
 * that @vscode/test-electron fetches. Expects a built extension. PATTERN: only tests whose title holds it.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { runTests } from '@vscode/test-electron'
import { buildSuite } from './build-suite.mjs'
import { installBrowser } from './install-browser.mjs'
import { installHost } from './install-host.mjs'

const repository = resolve(import.meta.dirname, '../..')
const isDesktop = Boolean(process.env.PURSER_VSCODE_DESKTOP) || process.platform !== 'linux'

const { passed, failed } = await runSuite().catch((error) => {
  console.error(error.message)
  return { passed: 0, failed: 1 }
})
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

async function runSuite() {
  if (!isDesktop) {
    installHost()
    installBrowser()
  }
  const suite = await buildSuite()
  const folder = mkdtempSync(join(tmpdir(), 'purser-suite-'))
  const report = join(folder, 'report.txt')
  const workspace = join(folder, 'examples')
  cpSync(join(repository, 'examples'), workspace, { recursive: true })
  // VS Code keeps what it remembers of the workspace elsewhere; the copy may change at will.
  mkdirSync(join(workspace, '.vscode'), { recursive: true })
  if (!existsSync(join(workspace, '.vscode', 'settings.json'))) {
    writeFileSync(join(workspace, '.vscode', 'settings.json'), '{}\n')
  }

  // VS Code's watcher (inotify) may overlook what happens in a folder that came with its content, so this one is there first.
  mkdirSync(join(workspace, '.purser', 'notes'), { recursive: true })

  const exitCode = await runTests({
    ...(isDesktop ? {} : { vscodeExecutablePath: join(import.meta.dirname, 'code-host') }),
    extensionDevelopmentPath: repository,
    extensionTestsPath: suite,
    launchArgs: [workspace, '--disable-extensions'],
    extensionTestsEnv: { SUITE_REPORT: report, SUITE_PATTERN: process.argv[2] ?? '' },
  }).catch((error) => {
    console.error(error.message)
    return 1
  })
  const counts = readReport(report)
  rmSync(folder, { recursive: true, force: true })
  // A failure that no test has reported is one of its own.
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/**
 * VS Code reports exit code 0 when its extension host dies half-way: only the suite's own closing line proves that it came to
 * its end.
 */
function readReport(path) {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(text) ?? []
  console.log(text.replace(/\n\d+ passed, \d+ failed\n$/, ''))
  if (passed !== undefined && failed !== undefined) {
    if (passed === '0' && failed === '0') console.log('FAIL the suite has no tests')
    return { passed: Number(passed), failed: passed === '0' ? Math.max(1, Number(failed)) : Number(failed) }
  }
  console.log('FAIL the suite did not come to its end')
  return {
    passed: text.match(/^ {2}ok /gm)?.length ?? 0,
    failed: (text.match(/^ {2}FAIL /gm)?.length ?? 0) + 1,
  }
}
