/**
 * Looks whether `generated/` is whole. Prints the kinds by package; each fault is a line, and the exit code says if there was one.
 *
 * @import { Facts } from './facts.mjs'
 * @typedef {{ t: string, doc?: number, req?: 1, until?: string, enum?: unknown[], limits?: { pattern?: string } }} Field
 * @typedef {{ name: string, id?: string, doc?: number, fields: { [name: string]: Field },
 *   open?: true, unions?: string[][] }} Definition
 * @typedef {{ definition?: number, from: string, plural?: string, namespaced?: boolean, removed?: string,
 *   replacement?: string }} Kind
 * @typedef {{ kubernetes: string, kinds: { [gvk: string]: Kind }, packages: { [name: string]: string } }} Index
 */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { readFacts } from './facts.mjs'

const folder = dirname(fileURLToPath(import.meta.url))

const typeName =
  /^(?:\[\]|map\[\])*(?:string|boolean|int32|int64|double|bytes|time|microtime|quantity|int-or-string|number|raw|json|object|(?:schema-or-(?:bool|array|strings))?#\d+)$/

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { counts, faults } = checkSchemas(folder)
  for (const [from, count] of Object.entries(counts)) console.log(`${String(count).padStart(4)} ${from}`)
  for (const fault of faults) console.error(fault)
  process.exitCode = faults.length > 0 ? 1 : 0
}

/** @param {string} generator the folder of the generator */
export function checkSchemas(generator) {
  const output = join(generator, 'generated')
  const { facts, history } = readFacts(generator)
  /** @type {Index} */
  const index = JSON.parse(readFileSync(join(output, 'index.json'), 'utf8'))
  /** @type {Definition[]} */
  const definitions = readLines(join(output, 'definitions.jsonl'))
  /** @type {string[]} */
  const descriptions = readLines(join(output, 'descriptions.jsonl'))
  const faults = [
    ...checkKinds(index, definitions, facts, Object.keys(history.kinds)),
    ...checkFacts(definitions, facts),
    ...definitions.flatMap((definition, line) => checkDefinition(definition, line, definitions, descriptions)),
  ]
  /** @type {{ [from: string]: number }} */
  const counts = {}
  for (const { from } of Object.values(index.kinds)) counts[from] = (counts[from] ?? 0) + 1
  return { counts, faults }
}

/** @param {string} path */
function readLines(path) {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** @param {Index} index @param {Definition[]} definitions @param {Facts} facts @param {string[]} remembered */
function checkKinds({ kinds, packages }, definitions, facts, remembered) {
  const faults = []
  for (const [gvk, { type }] of Object.entries(facts.kinds)) {
    const line = kinds[gvk]?.definition
    if (line === undefined || definitions[line]?.id !== type) faults.push(`${gvk}: served, but without its definition`)
  }
  for (const gvk of remembered) if (!(gvk in kinds)) faults.push(`${gvk}: in the history, but not in the index`)
  for (const [gvk, { from, definition, replacement }] of Object.entries(kinds)) {
    if (from !== 'kubernetes' && !(from in packages)) faults.push(`${gvk}: no package ${from}`)
    if (definition !== undefined && !definitions[definition]) faults.push(`${gvk}: no line ${definition}`)
    if (replacement && (!kinds[replacement] || isGone(kinds[replacement], facts))) {
      faults.push(`${gvk}: its replacement ${replacement} is not served`)
    }
  }
  for (const name of Object.keys(packages)) {
    const isBase = ['kubernetes-models', 'apimachinery', '@kubernetes/client-node'].includes(name)
    if (!isBase && !Object.values(kinds).some(({ from }) => from === name)) faults.push(`${name}: gave no kind`)
  }
  return faults
}

/** @param {Kind | undefined} kind @param {Facts} facts */
function isGone(kind, facts) {
  const minor = (/** @type {string} */ version) => Number(version.split('.')[1])
  return kind?.removed !== undefined && minor(kind.removed) <= minor(facts.kubernetes)
}

/** What the API server told is there to the letter. @param {Definition[]} definitions @param {Facts} facts */
function checkFacts(definitions, facts) {
  const faults = []
  for (const { id, fields } of definitions) {
    const facing = id === undefined ? undefined : facts.types[id]
    if (!facing) continue
    for (const [name, fact] of Object.entries(facing.fields)) {
      const field = fields[name]
      const closed = fact.enum ?? fact.closed
      if (!field) faults.push(`${id}: ${name} is missing`)
      else if (Boolean(fact.req) !== Boolean(field.req)) faults.push(`${id}: ${name} differs in req`)
      else if (JSON.stringify(closed) !== JSON.stringify(field.enum))
        faults.push(`${id}: ${name} differs in its values`)
    }
    for (const [name, { until }] of Object.entries(fields)) {
      if (!(name in facing.fields) && until === undefined) faults.push(`${id}: ${name} is not known to the API server`)
    }
  }
  return faults
}

/** @param {Definition} definition @param {number} line @param {Definition[]} definitions @param {string[]} descriptions */
function checkDefinition({ name, id, doc, fields, open, unions }, line, definitions, descriptions) {
  const faults = []
  const isText = (/** @type {number | undefined} */ at) => at === undefined || typeof descriptions[at] === 'string'
  if (!isText(doc)) faults.push('its description is missing')
  // Kubernetes has a few types that are empty on purpose.
  if (Object.keys(fields).length === 0 && !id && !open) faults.push('it has no fields')
  for (const [field, { t, doc: text, limits }] of Object.entries(fields)) {
    const target = /#(\d+)$/.exec(t)?.[1]
    if (!typeName.test(t)) faults.push(`${field}: strange type ${t}`)
    if (target !== undefined && !definitions[Number(target)]) faults.push(`${field}: no line ${target}`)
    if (!isText(text)) faults.push(`${field}: its description is missing`)
    if (limits?.pattern !== undefined && !isPattern(limits.pattern)) faults.push(`${field}: bad pattern`)
  }
  for (const field of (unions ?? []).flat()) if (!(field in fields)) faults.push(`union of an unknown field ${field}`)
  return faults.map((fault) => `line ${line}, ${name}: ${fault}`)
}

/** @param {string} pattern */
function isPattern(pattern) {
  try {
    return new RegExp(pattern, 'u') !== undefined
  } catch {
    return false
  }
}
