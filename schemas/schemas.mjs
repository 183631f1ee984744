/**
 * All of it put together: from packages and facts to the texts of `generated/`.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineBuiltins, withTypeMeta } from './builtins.mjs'
import { defineCustomResources } from './custom.mjs'
import { readFacts } from './facts.mjs'
import { writeLicences } from './licences.mjs'
import { readPackage } from './read-package.mjs'
import { numberDefinitions } from './table.mjs'

/** @import { KindDraft } from './facts.mjs' */
/** @import { Models } from './read-package.mjs' */
/** @import { Drafts } from './table.mjs' */

const scope = '@kubernetes-models/'
const builtinPackages = ['kubernetes-models', `${scope}apimachinery`]

/** @param {string} folder that of the generator */
export function makeSchemas(folder) {
  const root = join(folder, 'node_modules')
  const { facts, history, byHand } = readFacts(folder)
  const versions = readVersions(folder)
  const families = Object.keys(versions).filter((name) => name.startsWith(scope) && !builtinPackages.includes(name))

  /** @type {Models} */
  const models = new Map(builtinPackages.flatMap((name) => [...readPackage(root, name)]))
  /** @type {Drafts} */
  const drafts = new Map()
  const { kinds, surplus, conversion, typeMeta } = defineBuiltins({ root, models, facts, history, byHand, drafts })

  const packages = families.map((name) => ({ from: name.slice(scope.length), models: readPackage(root, name) }))
  // A family may use the types of another, so all are known before the first is converted.
  for (const { models: own } of packages) for (const [file, model] of own) models.set(file, model)
  for (const { from, models: own } of packages) {
    const orderFields = (/** @type {import('./table.mjs').Draft['fields']} */ fields) => withTypeMeta(fields, typeMeta)
    for (const [gvk, kind] of defineCustomResources({ from, models: own, conversion, byHand, orderFields })) {
      if (!kinds.has(gvk)) kinds.set(gvk, kind)
    }
  }

  const roots = [...kinds.values()].flatMap(({ key }) => (key === undefined ? [] : [key]))
  const { definitions, descriptions, lineOf } = numberDefinitions(drafts, roots)
  const index = {
    kubernetes: facts.kubernetes.split('.').slice(0, 2).join('.'),
    oldest: history.range[0],
    packages: Object.fromEntries(Object.entries(versions).map(([name, version]) => [name.replace(scope, ''), version])),
    kinds: Object.fromEntries([...kinds].sort(byName).map(([gvk, kind]) => [gvk, finishKind(kind, lineOf)])),
  }
  const texts = {
    'index.json': `${JSON.stringify(index)}\n`,
    'definitions.jsonl': toLines(definitions),
    'descriptions.jsonl': toLines(descriptions),
    'licences.md': writeLicences(root, Object.keys(versions)),
  }
  return { texts, surplus, summary: summarise(kinds, definitions, texts, surplus) }
}

/** The packages whose content ends up in the output, and their versions. @param {string} folder */
function readVersions(folder) {
  const { devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const { acorn: _, ...versions } = devDependencies
  return /** @type {{ [name: string]: string }} */ (versions)
}

/** @param {[string, unknown]} a @param {[string, unknown]} b */
function byName([a], [b]) {
  return a < b ? -1 : a > b ? 1 : 0
}

/** @param {KindDraft} kind @param {(key: string) => number} lineOf */
function finishKind({ key, from = 'kubernetes', ...rest }, lineOf) {
  return { ...(key !== undefined && { definition: lineOf(key) }), from, ...rest }
}

/** @param {readonly unknown[]} values */
function toLines(values) {
  return values.map((value) => `${ascii(JSON.stringify(value))}\n`).join('')
}

/** @param {Map<string, KindDraft>} kinds @param {{ fields: object }[]} definitions @param {{ [name: string]: string }} texts @param {string[]} surplus */
function summarise(kinds, definitions, texts, surplus) {
  const fields = definitions.flatMap((definition) => Object.values(definition.fields))
  const described = fields.filter((field) => 'doc' in field)
  const sizes = Object.entries(texts).map(([name, text]) => `${name} ${Math.ceil(Buffer.byteLength(text) / 1024)} KB`)
  const unknown = surplus.length > 0 ? `; in npm but not in facts: ${surplus.join(', ')}` : ''
  return (
    `${kinds.size} kinds, ${definitions.length} definitions, ${fields.length} fields, ` +
    `${described.length} described; ${sizes.join(', ')}${unknown}`
  )
}

/** One character beyond Latin 1 makes a text twice as large in memory. @param {string} json */
function ascii(json) {
  return json.replace(/[\u0080-\uffff]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
