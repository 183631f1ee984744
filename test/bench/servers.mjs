/**
 * The servers: ours as it is shipped, one that does nothing, and yaml-language-server with its own way to Kubernetes' schemas, off line.
 *
 * @import { Definition } from './client.mjs'
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { arch } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { peerSchemas } from './peer-schema.mjs'

const repository = resolve(import.meta.dirname, '..', '..')
const folder = join(import.meta.dirname, 'peer')
/** Where what is measured beside ours is installed. */
export const modules = join(folder, 'node_modules')

/** @param {string} node @returns {Definition} */
export function ours(node) {
  const bundle = join(repository, 'dist', 'server.cjs')
  return { name: 'Purser', command: [node, bundle, '--stdio'], configuration: { purser: {} } }
}

/** @param {string} node @param {string} program @returns {Definition} */
export function floor(node, program) {
  return { name: 'floor', command: [node, program, '--stdio'], configuration: {} }
}

/**
 * Its `kubernetes` setting leads to addresses on the web. As its client for VS Code does, we offer to fetch what they hold, and
 * then hand over what is here: so it takes its best path, one schema for each kind.
 *
 * @param {string} node @returns {Definition}
 */
export function peer(node) {
  const schemas = peerSchemas(pathToFileURL(join(repository, 'schemas', 'generated', '/')))
  const program = join(modules, 'yaml-language-server', 'bin', 'yaml-language-server')
  return {
    name: `yaml-language-server ${readManifest(modules, 'yaml-language-server').version}`,
    command: [node, program, '--stdio'],
    configuration: {
      yaml: {
        validate: true,
        hover: true,
        completion: true,
        schemas: { kubernetes: ['*.yaml'] },
        schemaStore: { enable: false },
        // This is also what makes it choose the schema by `apiVersion` and `kind`.
        kubernetesCRDStore: { enable: true },
      },
    },
    notifications: ['yaml/registerContentRequest'],
    content(uri) {
      const name = /\/((?:all|_definitions)\.json)/.exec(uri)?.[1]
      const text = name && schemas[name]
      if (!text) throw new Error(`not here: ${uri}`)
      return text
    },
  }
}

/** Installs the other server and the Node that it asks for, once; says what is missing if that fails. */
export function installPeer() {
  const wanted = Object.entries(readManifest(folder, '.').dependencies)
  if (
    wanted.every(
      ([name, version]) => existsSync(join(modules, name)) && readManifest(modules, name).version === version,
    )
  )
    return undefined
  console.error('Installing yaml-language-server into test/bench/peer (once) ...')
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { status, error } = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  return status === 0 ? undefined : `npm ci in test/bench/peer failed${error ? `: ${error.message}` : ''}`
}

/** The Node for both: this one if the other server runs on it, otherwise the one that was installed with it. */
export function nodeForBoth() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 13)) return process.execPath
  const own = join(modules, `node-linux-${arch()}`, 'bin', 'node')
  return existsSync(own) ? own : undefined
}

/** @param {string} at @param {string} name */
function readManifest(at, name) {
  return JSON.parse(readFileSync(join(at, name, 'package.json'), 'utf8'))
}
