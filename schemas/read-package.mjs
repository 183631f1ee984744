/**
 * Reads a package of the kubernetes-models family: what its `.d.ts` files declare (names, order, descriptions, what is
 * optional) beside the validators in `_schemas/` (formats, bounds, integers).
 *
 * @import { Declaration } from './read-types.mjs'
 * @import { Schema } from './read-validators.mjs'
 * @typedef {{ file: string, declaration: Declaration, fullName?: string, schema: () => Schema | undefined,
 *   apiVersion?: string, kind?: string }} Model `file` is the path without ending from the folder of all packages, as others import it.
 * @typedef {Map<string, Model>} Models
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDeclaration } from './read-types.mjs'
import { readValidator } from './read-validators.mjs'

/**
 * @param {string} root the folder of all packages
 * @param {string} name
 * @returns {Models}
 */
export function readPackage(root, name) {
  /** @type {Models} */
  const models = new Map()
  for (const file of listFiles(root, name)) {
    const declaration = readDeclaration(readFileSync(join(root, `${file}.d.ts`), 'utf8'))
    if (!declaration) continue
    const code = readFileSync(join(root, `${file}.js`), 'utf8')
    const validator = /_schemas\/(\w+)\.js"/.exec(code)?.[1]
    const fullName = declaration.alias ?? validator
    models.set(file, {
      file,
      declaration,
      fullName,
      schema: once(() => readSchema(join(root, name, '_schemas', `${validator ?? fullName}.js`))),
      apiVersion: /this\.apiVersion="([^"]*)"/.exec(code)?.[1],
      kind: /this\.kind="([^"]*)"/.exec(code)?.[1],
    })
  }
  return models
}

/** @param {string} root @param {string} folder @returns {string[]} */
function listFiles(root, folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory())
      return entry.name === '_schemas' || entry.name === 'node_modules' ? [] : listFiles(root, path)
    return entry.name.endsWith('.d.ts') && entry.name !== 'index.d.ts' ? [path.slice(0, -'.d.ts'.length)] : []
  })
}

/** @param {string} path */
function readSchema(path) {
  return existsSync(path) ? readValidator(readFileSync(path, 'utf8')) : undefined
}

/** @template T @param {() => T} compute @returns {() => T} */
function once(compute) {
  /** @type {{ value: T } | undefined} */
  let result
  return () => {
    result ??= { value: compute() }
    return result.value
  }
}
