import { memoByTree, type Node } from '../syntax/node.ts'
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
export function isClean({ node }: At): boolean {
  return node !== undefined && !node.tree.aliases && isCleanTree(node)
}

const isCleanTree = memoByTree('cleanSchemas', (node: Node): boolean => {
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
