/** The real VS Code server and web workbench, and a real browser in front of them. */
import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { installBrowser } from './install-browser.mjs'
import { NODE, VSCODE } from './install-host.mjs'

/** Nothing that moves, asks or reaches out, so that runs are alike. */
const QUIET = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'window.commandCenter': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
}

// No server outlives this process: not when the browser fails to start, not on Ctrl+C.
const running = new Set()
process.on('exit', () => {
  for (const child of running) child.kill('SIGTERM')
})
// Whoever ends a run by hand does not want to read what the server has written.
const folders = new Set()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    for (const child of running) child.kill('SIGKILL')
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    process.exit(130)
  })
}

/**
 * Starts a server with its own user data in a temp folder.
 *
 * `vsix`: packaged extensions to install. `env`: reaches the extension host. `token`: asked of the browser, for a server that
 * stays up while other things run on the machine. `smokeDriver`: without it the workbench ignores test arguments.
 */
export async function startServer({ vsix = [], settings = {}, env = {}, port, token, smokeDriver = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'purser-vscode-'))
  folders.add(folder)
  const [user, extensions, home] = ['user', 'extensions', 'home'].map((name) => join(folder, name))
  for (const path of [join(user, 'User'), extensions, home]) mkdirSync(path, { recursive: true })
  writeFileSync(join(user, 'User', 'settings.json'), JSON.stringify({ ...QUIET, ...settings }))

  const logPath = join(folder, 'server.log')
  const log = createWriteStream(logPath)
  const launch = (...args) => {
    const fixed = ['--user-data-dir', user, '--extensions-dir', extensions, '--accept-server-license-terms']
    const child = spawn(NODE, [join(VSCODE, 'out', 'server-main.js'), ...fixed, ...args], {
      env: cleanEnvironment({ ...env, HOME: home, EXTENSIONS_GALLERY: '{}' }),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    running.add(child)
    child.once('exit', () => running.delete(child))
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => log.write(data))
    return child
  }

  for (const path of vsix) {
    const installation = launch('--install-extension', path)
    await exitOf(installation)
    if (installation.exitCode !== 0) throw new Error(`VS Code does not install ${path}, see ${logPath}`)
  }
  const chosenPort = port ?? (await freePort())
  const server = launch(
    ...['--host', '127.0.0.1', '--port', String(chosenPort), '--telemetry-level', 'off'],
    ...(token === undefined ? ['--without-connection-token'] : ['--connection-token', token]),
    // Output channels of the language client are blank from `error` on.
    ...['--log', 'info'],
    ...(smokeDriver ? ['--enable-smoke-test-driver'] : []),
  )
  const authority = `127.0.0.1:${chosenPort}`
  await untilUp(server, `http://${authority}/version`, logPath)
  return {
    authority,
    log: logPath,
    exit: exitOf(server),
    /** The address of the workbench on a folder or a `.code-workspace`. `payload`: pairs for the workbench's environment. */
    url: (path, payload = []) => {
      const query = new URLSearchParams()
      if (token !== undefined) query.set('tkn', token)
      query.set(path.endsWith('.code-workspace') ? 'workspace' : 'folder', path)
      if (payload.length > 0) query.set('payload', JSON.stringify(payload))
      return `http://${authority}/?${query}`
    },
    remoteUri: (path) => `vscode-remote://${authority}${encodeURI(path)}`,
    stop: async ({ keep = false } = {}) => {
      server.kill('SIGTERM')
      await Promise.race([exitOf(server), sleep(5000)])
      if (running.has(server)) server.kill('SIGKILL')
      if (!keep) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}

export async function startBrowser({ width = 1280, height = 800, scale = 1 } = {}) {
  const profile = mkdtempSync(join(tmpdir(), 'purser-browser-'))
  folders.add(profile)
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: installBrowser(),
    headless: true,
    viewport: { width, height },
    deviceScaleFactor: scale,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    stop: async () => {
      await context.close()
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}

/** Variables of a VS Code that we were started from would change what the server does. */
function cleanEnvironment(more) {
  const all = Object.entries({ ...process.env, ...more })
  return Object.fromEntries(all.filter(([name]) => !/^VSCODE_|^ELECTRON_RUN/.test(name)))
}

async function untilUp(server, url, logPath) {
  const deadline = Date.now() + 60_000
  for (;;) {
    if (server.exitCode !== null) throw new Error(`The VS Code server ended at once, see ${logPath}`)
    if ((await statusOf(url)) === 200) return
    if (Date.now() > deadline) throw new Error(`The VS Code server did not come up within a minute, see ${logPath}`)
    await sleep(100)
  }
}

function statusOf(url) {
  return new Promise((resolve) => {
    const request = http.get(url, { timeout: 5000 }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(undefined))
  })
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

function exitOf(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', () => resolve()))
}
