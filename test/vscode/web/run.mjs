/**
 * `node test/vscode/web/run.mjs`: a few tests in VS Code for the browser, where the extension and its server are web workers and
 * all files are virtual. Expects a built extension.
 */
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { format } from 'node:util'
import { freePort, startBrowser } from '../host.mjs'
import { installBrowser } from '../install-browser.mjs'
import { installWebHost, WEB_BUILD, WEB_MODULES } from '../install-host.mjs'
import { buildWebSuite } from './build-suite.mjs'

const LIMIT_SECONDS = 120
const repository = resolve(import.meta.dirname, '../../..')

const { passed, failed } = await runSuite().catch((error) => {
  console.error(error.message)
  return { passed: 0, failed: 1 }
})
console.log(`\n${passed} passed, ${failed} failed`)
// The server of test-web has no end of its own.
process.exit(failed === 0 ? 0 : 1)

async function runSuite() {
  installWebHost()
  installBrowser()
  const suite = await buildWebSuite()
  const { open } = createRequire(join(WEB_MODULES, 'package.json'))('@vscode/test-web')
  const port = await freePort()
  await open({
    ...WEB_BUILD,
    testRunnerDataDir: WEB_MODULES,
    browserType: 'none',
    esm: true,
    host: '127.0.0.1',
    port,
    extensionDevelopmentPath: repository,
    extensionTestsPath: suite,
    folderPath: join(repository, 'examples'),
  })
  const browser = await startBrowser()
  try {
    return await resultOf(browser.page, `http://127.0.0.1:${port}/`)
  } finally {
    await browser.stop()
  }
}

/** The suite's lines come through the console; its closing line proves that it came to its end. */
async function resultOf(page, url) {
  const log = []
  let counts
  const end = new Promise((done) => {
    const limit = setTimeout(() => done(`no result within ${LIMIT_SECONDS} s`), LIMIT_SECONDS * 1000)
    const finish = (reason) => {
      clearTimeout(limit)
      done(reason)
    }
    page.exposeFunction('codeAutomationExit', () => finish('the suite did not come to its end'))
    page.exposeFunction('codeAutomationLog', (_type, args) => {
      const line = format(...args)
      if (/^ {2}(ok|FAIL) /.test(line)) console.log(line)
      else log.push(line)
      const [, passed, failed] = /^(\d+) passed, (\d+) failed$/.exec(line) ?? []
      if (passed !== undefined) counts = { passed: Number(passed), failed: Number(failed) }
    })
    page.on('pageerror', (error) => log.push(error.message))
    page.on('crash', () => finish('the page crashed'))
  })
  await page.goto(url)
  const reason = await end
  if (counts !== undefined && counts.passed + counts.failed > 0) return counts
  console.log(log.slice(-30).join('\n'))
  console.log(`  FAIL ${reason}`)
  return { passed: 0, failed: 1 }
}
