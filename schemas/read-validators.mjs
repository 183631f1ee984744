/**
 * Turns the compiled validators of the kubernetes-models family back into the JSON schema they came from.
 *
 * One function is one schema. Each fault it can report is an object `{ schemaPath, keyword, params }`, and each call
 * `validateN(data.x, …)` is a schema inside. What is left out in the packages themselves (defaults, `x-kubernetes-*`) stays lost.
 *
 * @typedef {{ type?: string | string[], format?: string, enum?: (string | number | boolean)[], pattern?: string,
 *   required?: string[], properties?: Map<string, Schema>, items?: Schema, values?: Schema, not?: Schema,
 *   oneOf?: Schema[], anyOf?: Schema[], limits: { [keyword: string]: number } }} Schema
 */
import { parse } from 'acorn'

/** @typedef {any} Node The tree of acorn: read by shape. */

const limitKeywords = new Set(
  'minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength minItems maxItems minProperties maxProperties'.split(
    ' ',
  ),
)

/**
 * @param {string} text the source of a module that exports `validate`
 * @returns {Schema}
 */
export function readValidator(text) {
  const module = readModule(text)
  return readFunction(module.entry, module, new Map())
}

/** @typedef {{ functions: Map<string, Node>, constants: Map<string, Node>, imported: Set<string>, entry: string }} Module */

/** @param {string} text @returns {Module} */
function readModule(text) {
  /** @type {Module} */
  const module = { functions: new Map(), constants: new Map(), imported: new Set(), entry: 'validate' }
  const tree = /** @type {Node} */ (parse(text, { ecmaVersion: 2022, sourceType: 'module' }))
  for (const statement of tree.body) {
    if (statement.type === 'ImportDeclaration') {
      for (const { local, imported } of statement.specifiers) {
        if (imported?.name === 'validate') module.imported.add(local.name)
      }
      continue
    }
    const declaration = statement.declaration ?? statement
    if (declaration.type === 'FunctionDeclaration') module.functions.set(declaration.id.name, declaration)
    for (const { id, init } of declaration.declarations ?? []) {
      if (id.name === 'validate' && init?.type === 'Identifier') module.entry = init.name
      if (init) module.constants.set(id.name, init)
    }
  }
  return module
}

/** @param {string} name @param {Module} module @param {Map<string, Schema>} done @returns {Schema} */
function readFunction(name, module, done) {
  const known = done.get(name)
  if (known) return known
  /** @type {Schema} */
  const schema = { limits: {} }
  done.set(name, schema)
  const source = module.functions.get(name)
  if (!source) return schema
  /** @type {Schema[]} */
  const branches = []
  /** @type {Set<string>} */
  const choices = new Set()
  visit(source.body, (node) => {
    if (node.type === 'ObjectExpression') return readFault(node, schema, choices, module)
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return false
    const called = node.callee.name
    if (!module.functions.has(called) && !module.imported.has(called)) return false
    const inner = module.imported.has(called) ? { limits: {} } : readFunction(called, module, done)
    place(inner, node.arguments[0], schema, branches)
    return true
  })
  settle(schema, branches, choices)
  return schema
}

/** Calls `see` for each node, and goes into it unless that returns true. @param {Node} node @param {(node: Node) => boolean} see */
function visit(node, see) {
  if (!node || typeof node.type !== 'string' || see(node)) return
  for (const key of Object.keys(node)) {
    const part = node[key]
    if (Array.isArray(part)) for (const one of part) visit(one, see)
    else if (part && typeof part === 'object') visit(part, see)
  }
}

/** @param {Node} node @param {Schema} schema @param {Set<string>} choices @param {Module} module */
function readFault(node, schema, choices, module) {
  const fault = readLiteral(node, module)
  if (typeof fault?.schemaPath !== 'string') return false
  const { keyword, params } = fault
  // Deeper paths exist only inside JSONSchemaProps, whose shape comes from elsewhere.
  if (fault.schemaPath !== `#/${keyword}`) return true
  if (keyword === 'type') schema.type = params.type
  else if (keyword === 'format') schema.format = params.format
  else if (keyword === 'enum') schema.enum = params.allowedValues
  else if (keyword === 'pattern') schema.pattern = params.pattern
  else if (keyword === 'required') schema.required = [...(schema.required ?? []), params.missingProperty]
  else if (keyword === 'oneOf' || keyword === 'anyOf' || keyword === 'not') choices.add(keyword)
  else if (limitKeywords.has(keyword)) schema.limits[keyword] = params.limit
  else throw new Error(`unknown keyword ${keyword}`)
  return true
}

/** @param {Node} node @param {Module} module @returns {any} */
function readLiteral(node, module) {
  if (node.type === 'Literal') return node.value
  if (node.type === 'TemplateLiteral') return node.expressions.length === 0 ? node.quasis[0].value.cooked : undefined
  if (node.type === 'ArrayExpression') return node.elements.map((/** @type {Node} */ item) => readLiteral(item, module))
  if (node.type === 'UnaryExpression' && node.operator === '-') return -readLiteral(node.argument, module)
  if (node.type === 'UnaryExpression' && node.operator === '!') return !readLiteral(node.argument, module)
  if (node.type === 'Identifier') {
    const constant = module.constants.get(node.name)
    return constant && readLiteral(constant, module)
  }
  if (node.type !== 'ObjectExpression') return undefined
  const entries = node.properties.map((/** @type {Node} */ p) => [
    p.key.name ?? p.key.value,
    readLiteral(p.value, module),
  ])
  return Object.fromEntries(entries)
}

/** Where the schema inside belongs, to be seen from what is handed to it. @param {Schema} inner @param {Node} argument @param {Schema} schema @param {Schema[]} branches */
function place(inner, argument, schema, branches) {
  if (argument.type === 'Identifier') {
    branches.push(inner)
    return
  }
  const { property, computed } = argument
  const name = !computed ? property.name : property.type === 'Literal' ? String(property.value) : undefined
  if (name !== undefined) {
    schema.properties ??= new Map()
    schema.properties.set(name, inner)
  } else if (property.name?.startsWith('key')) schema.values = inner
  else schema.items = inner
}

/** What schemas of the same value mean: a choice, a ban, or simply more of the same. @param {Schema} schema @param {Schema[]} branches @param {Set<string>} choices */
function settle(schema, branches, choices) {
  if (choices.has('not')) schema.not = branches[0]
  else if (choices.has('oneOf')) schema.oneOf = branches
  else if (choices.has('anyOf')) schema.anyOf = branches
  else {
    for (const branch of branches) {
      const limits = { ...branch.limits, ...schema.limits }
      Object.assign(schema, branch, schema, { limits })
    }
  }
}
