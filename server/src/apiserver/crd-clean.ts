import { entries, type Node, scalar } from '../syntax/node.ts'
import { memoByTree } from '../syntax/remember.ts'
import type { At } from './at.ts'
import { checkDefaults } from './crd-defaults.ts'
import { checkRuleTexts } from './crd-rule-texts.ts'
import { checkMerging, checkSchema, isConvertible } from './crd-schema.ts'
import { checkStructure } from './crd-structural.ts'
import { quiet, type Say } from './row.ts'

/**
 * Whether there is nothing to say of a schema below the root, whatever stands around it. Definitions are long, and a key
 * pressed in one part leaves all others as they were.
 */
export function isClean({ node }: Pick<At, 'node'>): boolean {
  return node !== undefined && !node.tree.aliases && isCleanTree(node)
}

const isCleanTree = memoByTree('cleanSchemas', (node: Node): boolean => {
  if (isPlain(node)) return true
  const schema: At = { node, key: undefined, path: '', around: node }
  if (!isConvertible(schema)) return false
  return !finds((say) => {
    checkSchema(schema, say)
    checkStructure(schema, say, 'field')
    checkMerging(schema, say, false, false)
    checkRuleTexts(schema, say)
    checkDefaults(schema, say)
  })
})

/** Nearly all schemas say what type a field has and what is below it, and little more: then none of the checks has anything to say. */
function isPlain(node: Node): boolean {
  let type: unknown
  let wanted: unknown
  const below: string[] = []
  for (const { name, value } of entries(node)) {
    if (name === 'type') type = scalar(value)
    else if (name === 'properties') {
      if (!entries(value).every((it) => it.value && isClean({ node: it.value }))) return false
      below.push(name)
    } else if (name === 'items' || name === 'additionalProperties') {
      if (entries(value).length === 0 || !isClean({ node: value })) return false
      below.push(name)
    } else if (OF_TYPE.has(name)) {
      if (scalar(value) !== 'atomic' || wanted !== undefined) return false
      wanted = OF_TYPE.get(name)
    } else if (!PLAIN.has(name)) return false
  }
  if (typeof type !== 'string' || !PLAIN_TYPES.has(type) || (wanted !== undefined && wanted !== type)) return false
  if (type === 'array' && !below.includes('items')) return false
  return !(below.includes('properties') && below.includes('additionalProperties'))
}

/** What says how a value is merged, if not as a whole, and the type that it is for. */
const OF_TYPE: ReadonlyMap<string, string> = new Map([
  ['x-kubernetes-list-type', 'array'],
  ['x-kubernetes-map-type', 'object'],
])

const PLAIN_TYPES: ReadonlySet<string> = new Set(['array', 'boolean', 'integer', 'number', 'object', 'string'])

/** What no check looks at, but from the schema above. */
const PLAIN: ReadonlySet<string> = new Set([
  'description',
  'enum',
  'format',
  'maxItems',
  'maxLength',
  'maxProperties',
  'maximum',
  'minItems',
  'minLength',
  'minProperties',
  'minimum',
  'nullable',
  'required',
])

/** Whether a schema has rules anywhere. */
export function hasRules({ node }: At): boolean {
  if (!node) return false
  return node.tree.aliases ? true : hasRulesInTree(node)
}

const hasRulesInTree = memoByTree('schemasWithRules', (node: Node): boolean =>
  node.document.text.slice(node.from, node.to).includes('x-kubernetes-validations'),
)

export function finds(check: (say: Say) => void): boolean {
  let found = false
  check(quiet(() => (found = true)))
  return found
}
