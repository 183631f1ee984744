/**
 * What the bench runs beside the servers, bundled as the extension is, into `.bench/`: sources with names of their own would make the
 * floor start slower, and the parser run slower, than what is shipped.
 */
import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

const repository = resolve(import.meta.dirname, '..', '..')
export const folder = join(repository, '.bench')

/** @returns {Promise<string>} the server that does nothing */
export function buildFloor() {
  return bundle('floor.cjs', 'test/bench/floor.mjs', { minify: true })
}

/** @returns {Promise<string>} the program that times parsers */
export function buildParse() {
  return bundle('parse.cjs', 'test/bench/parse.mjs', { minify: true })
}

/** Our server with readable names, for a profile. @returns {Promise<string>} */
export async function buildNamed() {
  const path = await bundle('server.cjs', 'server/src/main/node.ts', {})
  for (const name of ['schemas', 'knowledge.jsonl']) {
    if (!existsSync(join(folder, name))) symlinkSync(join('..', 'dist', name), join(folder, name))
  }
  return path
}

/** @param {string} name @param {string} entry @param {import('esbuild').BuildOptions} options */
async function bundle(name, entry, options) {
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, name)
  await build({
    absWorkingDir: repository,
    bundle: true,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    format: 'cjs',
    define: {
      'import.meta.url': 'moduleUrl',
      'import.meta.dirname': '__dirname',
      'import.meta.filename': '__filename',
    },
    banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'warning',
    entryPoints: [entry],
    outfile,
    ...options,
  })
  return outfile
}
