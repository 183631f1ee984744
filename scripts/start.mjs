/**
 * `npm start`: what Purser finds in `examples/`, in the terminal, then `examples/` in VS Code with the extension.
 *
 * `--no-open`: the terminal part only. `--browser`: VS Code in the browser even where there is a desktop one.
 */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'

const repository = resolve(import.meta.dirname, '..')
const examples = join(repository, 'examples')
const options = new Set(process.argv.slice(2))

// Its exit code says that there are problems, which is what the examples are for.
const lint = spawnSync(process.execPath, [join('dist', 'cli.mjs'), 'lint', 'examples'], {
  cwd: repository,
  stdio: ['ignore', 'inherit', 'inherit'],
})
if (lint.error !== undefined || lint.status === null || lint.status > 1) {
  console.error(`\nThe command line did not come to its end${lint.error ? `: ${lint.error.message}` : ''}`)
  process.exitCode = 1
}

if (!options.has('--no-open')) {
  try {
    if (options.has('--browser') || !openDesktop()) await serveBrowser()
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}

/** False where there is no desktop VS Code that would start. */
function openDesktop() {
  const hasScreen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  const command = hasScreen ? ['code', 'code-insiders'].map(onPath).find((it) => it !== undefined) : undefined
  if (command === undefined) return false
  console.log(`\nOpening examples/ with the extension: ${command}`)
  const shell = process.platform === 'win32'
  const quote = (/** @type {string} */ text) => (shell ? `"${text}"` : text)
  const args = ['--new-window', `--extensionDevelopmentPath=${repository}`, examples].map(quote)
  const { status } = spawnSync(quote(command), args, { stdio: ['ignore', 'inherit', 'inherit'], shell })
  if (status !== 0) console.log('That did not start; trying VS Code in the browser.')
  return status === 0
}

/** VS Code's own server with the packaged extension, until Ctrl+C. */
async function serveBrowser() {
  console.log('\nNo desktop VS Code here (`code` on the PATH, and a screen), so VS Code in the browser:')
  const { installHost } = await import('../test/vscode/install-host.mjs')
  installHost()
  const { packageExtension } = await import('./package.mjs')
  const { startServer } = await import('../test/vscode/host.mjs')
  const server = await startWithExtension(packageExtension, startServer)
  const readme = server.remoteUri(join(examples, 'README.md'))
  console.log(`\n  ${server.url(examples, [['openFile', readme]])}\n\nCtrl+C ends it.`)
  await server.exit
  throw new Error(`The VS Code server has ended, see ${server.log}`)
}

async function startWithExtension(packageExtension, startServer) {
  const folder = mkdtempSync(join(tmpdir(), 'purser-start-'))
  try {
    const vsix = join(folder, 'purser.vsix')
    packageExtension(vsix)
    // Whoever may talk to this server may run programs, so it asks for a secret.
    return await startServer({ vsix: [vsix], token: randomBytes(16).toString('hex') })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {string} name */
function onPath(name) {
  const names = process.platform === 'win32' ? [`${name}.cmd`] : [name]
  const paths = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((it) => join(folder, it)))
  return paths.find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
