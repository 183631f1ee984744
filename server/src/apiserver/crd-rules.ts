import { type At, booleanAt, field, isSet, listAt, textAt } from './at.ts'
import type { Scope } from './cel/check.ts'
import { compile, speaksOf } from './cel/compile.ts'
import { label, type Type } from './cel/types.ts'
import { hasRules } from './crd-clean.ts'
import { additionalIn, itemsIn, propertiesIn } from './crd-schema-tree.ts'
import { typeOfSchema } from './crd-types.ts'
import { markIn } from './expressions.ts'
import type { Say } from './row.ts'

/**
 * Compiles the rules of a schema that is in order otherwise. `isLoose`: within a list whose items have no identity, so
 * that nobody knows which the old one was.
 */
export function checkRules(schema: At, say: Say, isRoot = true, isLoose = false): void {
  if (!hasRules(schema)) return
  const rules = listAt(schema, 'x-kubernetes-validations')
  const self = rules.length > 0 ? typeOfSchema(schema, isRoot || undefined) : undefined
  if (self) for (const it of rules) checkRule(it, self, isLoose, say)
  const isAtomic = textAt(schema, 'x-kubernetes-map-type') === 'atomic'
  for (const it of propertiesIn(schema)) checkRules(it, say, false, isLoose || isAtomic)
  const additional = additionalIn(schema)
  if (additional) checkRules(additional, say, false, isLoose || isAtomic)
  const items = itemsIn(schema)
  if (items) checkRules(items, say, false, isLoose || textAt(schema, 'x-kubernetes-list-type') !== 'map')
}

function checkRule(rule: At, self: Type, isLoose: boolean, say: Say): void {
  const text = textAt(rule, 'rule')
  if (!text || text.trim() === '') return
  const at = field(rule, 'rule')
  const old: Type = booleanAt(rule, 'optionalOldSelf') === true ? { is: 'optional', of: self } : self
  const scope: Scope = { variable: (name) => (name === 'self' ? self : name === 'oldSelf' ? old : undefined) }
  const compiled = compile(text, scope)
  if ('fault' in compiled) say.invalid(at, compiled.fault, markIn(at, text, compiled.from))
  else if (compiled.type.is !== 'bool')
    say.invalid(at, `the rule gives ${label(compiled.type)}; it must be true or false`)
  else if (!speaksOf(text, 'oldSelf')) {
    const optional = field(rule, 'optionalOldSelf')
    if (isSet(optional)) say.invalid(optional, '`optionalOldSelf` is for rules that use `oldSelf`')
  } else if (isLoose)
    say.invalid(at, 'of this part nobody knows which the old one was: `oldSelf` needs a list of type `map`')
  checkMessage(rule, scope, say)
}

function checkMessage(rule: At, scope: Scope, say: Say): void {
  const text = textAt(rule, 'messageExpression')
  if (!text || text.trim() === '') return
  const at = field(rule, 'messageExpression')
  const compiled = compile(text, scope)
  if ('fault' in compiled) say.invalid(at, compiled.fault, markIn(at, text, compiled.from))
  else if (compiled.type.is !== 'string')
    say.invalid(at, `the expression gives ${label(compiled.type)}; a text is needed`)
}
