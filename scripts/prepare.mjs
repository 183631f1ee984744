/**
 * Makes a fresh clone ready: installs packages, generates schemas, bundles. Runs before `npm start`, `npm test` and the like,
 * and does only what is missing. Needs nothing but Node.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = dirname(dirname(fileURLToPath(import.meta.url)))
const OLDEST_NODE = [20, 19]

if (!isRecent(process.versions.node)) {
  fail(`Purser needs Node ${OLDEST_NODE.join('.')} or newer to build; this is Node ${process.versions.node}.`)
}
if (!isInstalled()) {
  console.log('Packages: installing (npm ci) ...')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
  // `npm ci` wants a lockfile that names the packages of all platforms, which npm cannot write where a registry lacks some.
  if (!succeeds(npm, ['ci', ...quiet])) {
    console.log('Packages: that failed; trying again with npm install ...')
    run(npm, ['install', '--no-save', ...quiet], 'Is the npm registry in reach?')
  }
}
if (!existsSync(join(repository, 'schemas', 'generated', 'index.json'))) {
  console.log('Schemas: generating (once, about a minute) ...')
}
run(process.execPath, ['schemas/generate.mjs'], 'Without it there are no schemas. Is the npm registry in reach?')
run(process.execPath, ['esbuild.mjs'], 'The sources do not build.')

/** @param {string} version */
function isRecent(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
}

/** Whether node_modules holds what the lockfile says. npm writes down there what it has installed, as its last act. */
function isInstalled() {
  const installed = packagesOf(join('node_modules', '.package-lock.json'))
  const wanted = packagesOf('package-lock.json')
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  )
}

/** @param {string} lockfile */
function packagesOf(lockfile) {
  const path = join(repository, lockfile)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {}
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} advice
 */
function run(command, args, advice) {
  if (!succeeds(command, args)) fail(`\`${command} ${args.join(' ')}\` failed. ${advice}`)
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function succeeds(command, args) {
  // npm is a script on Windows, and scripts need a shell there.
  const shell = command.endsWith('.cmd')
  const stdout = command === process.execPath ? 'inherit' : 'ignore'
  const { status, error } = spawnSync(command, args, { cwd: repository, stdio: ['ignore', stdout, 'inherit'], shell })
  if (error !== undefined) console.error(error.message)
  return status === 0
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message)
  process.exit(1)
}
