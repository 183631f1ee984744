/**
 * code-host [FOLDER | FILE.code-workspace] --extensionDevelopmentPath=FOLDER --extensionTestsPath=FILE
 *
 * Runs the tests in the real VS Code server, seen through a headless browser, and ends with their exit code. Other flags are
 * ignored. 70: the page crashed, 71: no result in time, 73: no browser.
 */
import { createWriteStream, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { format } from 'node:util'
import { startBrowser, startServer } from './host.mjs'
import { installBrowser } from './install-browser.mjs'

const LIMIT = Number(process.env.PURSER_VSCODE_LIMIT ?? 300) * 1000

const args = process.argv.slice(2)
const valuesOf = (name) => args.flatMap((it) => (it.startsWith(`${name}=`) ? [it.slice(name.length + 1)] : []))
const workspace = args.find((it) => !it.startsWith('-') && existsSync(it))

try {
  installBrowser()
} catch (error) {
  console.error(error.message)
  process.exit(73)
}

const output = mkdtempSync(join(tmpdir(), 'purser-code-host-'))
const log = createWriteStream(join(output, 'workbench.log'))
// What VS Code has written is worth keeping when the run itself fails, not when a test does.
let hasBroken = true
const server = await startServer({ smokeDriver: true })
try {
  const browser = await startBrowser()
  try {
    const { code, reason } = await run(browser.page)
    process.exitCode = code
    hasBroken = reason !== undefined
    if (hasBroken) {
      await browser.page.screenshot({ path: join(output, 'end.png') }).catch(() => undefined)
      console.error(`code-host: ${reason}; see ${output} and ${server.log}`)
    }
  } finally {
    await browser.stop()
  }
} finally {
  await server.stop({ keep: hasBroken })
  await new Promise((done) => log.end(done))
  if (!hasBroken) rmSync(output, { recursive: true, force: true })
}

async function run(page) {
  let timer
  const result = new Promise((done) => {
    timer = setTimeout(() => done({ code: 71, reason: `no result within ${LIMIT / 1000} s` }), LIMIT)
    page.exposeFunction('codeAutomationLog', (type, messages) => log.write(`[${type}] ${format(...messages)}\n`))
    page.exposeFunction('codeAutomationExit', (code) => done({ code }))
    page.on('crash', () => done({ code: 70, reason: 'the page crashed' }))
    page.on('pageerror', (error) => log.write(`[pageerror] ${error.stack}\n`))
    page.on('console', (message) => log.write(`[${message.type()}] ${message.text()}\n`))
  })
  const remote = (path) => server.remoteUri(resolve(path))
  await page.goto(
    server.url(resolve(workspace ?? output), [
      ...valuesOf('--extensionDevelopmentPath').map((path) => ['extensionDevelopmentPath', remote(path)]),
      ...valuesOf('--extensionTestsPath').map((path) => ['extensionTestsPath', remote(path)]),
      ['enableProposedApi', ''],
    ]),
  )
  const outcome = await result
  clearTimeout(timer)
  return outcome
}
