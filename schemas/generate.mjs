/**
 * Writes `generated/`: the types of Kubernetes and of the packaged custom resources in the compact form that
 * `server/src/schema/definition.ts` describes. See README.md.
 *
 * Does nothing when nothing it depends on has changed, so every build may call it.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const folder = dirname(fileURLToPath(import.meta.url))
const output = join(folder, 'generated')
const files = ['index.json', 'definitions.jsonl', 'descriptions.jsonl', 'licences.md']

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const hash = hashInputs()
  const mark = join(output, '.hash')
  const isThere = files.every((name) => existsSync(join(output, name)))
  if (!isThere || readIfThere(mark) !== hash) {
    installPackages()
    // Only now, as it needs what has just been installed.
    const { makeSchemas } = await import('./schemas.mjs')
    const { texts, summary } = makeSchemas(folder)
    mkdirSync(output, { recursive: true })
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(output, name), text)
    writeFileSync(mark, hash)
    console.log(`schemas: ${summary}`)
  }
}

function hashInputs() {
  const hash = createHash('sha256')
  const sources = readdirSync(folder).filter((name) => name.endsWith('.mjs') && name !== 'check.mjs')
  const facts = readdirSync(join(folder, 'facts')).map((name) => join('facts', name))
  for (const name of [...sources, ...facts, 'package.json', 'package-lock.json'].sort()) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(folder, name)))
      .update('\0')
  }
  return hash.digest('hex')
}

/** Installs what the lockfile says, unless that is what is there. */
function installPackages() {
  const hash = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex')
  const mark = join(folder, 'node_modules', '.installed')
  if (readIfThere(mark) === hash) return
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const options = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  const { status, error } = spawnSync(npm, ['ci', ...options], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`npm ci in schemas/ failed${error ? `: ${error.message}` : ''}`)
  writeFileSync(mark, hash)
}

/** @param {string} path */
function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
