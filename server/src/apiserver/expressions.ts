import { scalar } from '../syntax/node.ts'
import { type At, field, isSet, listAt, textAt } from './at.ts'
import { admissionScope } from './cel/admission.ts'
import type { Scope } from './cel/check.ts'
import { compile } from './cel/compile.ts'
import { DYN, label, type Type } from './cel/types.ts'
import { qualifiedName } from './names.ts'
import type { Say } from './row.ts'

/** An expression in CEL must compile, and give what is `wanted`; the type of it, if that is known. */
export function checkExpression(
  at: At,
  text: string,
  scope: Scope,
  wanted: Wanted | undefined,
  say: Say,
): Type | undefined {
  const compiled = compile(text, scope)
  if ('fault' in compiled) {
    say.invalid(at, compiled.fault, markIn(at, text, compiled.from))
    return undefined
  }
  if (!wanted?.accepts(compiled.type)) {
    if (wanted) say.invalid(at, `the expression gives ${label(compiled.type)}; ${wanted.label} is needed`)
  }
  return compiled.type
}

/** The server does not take a type that it cannot know for one that it needs. */
export interface Wanted {
  readonly label: string
  readonly accepts: (type: Type) => boolean
}

export const CONDITION: Wanted = { label: '`true` or `false`', accepts: ({ is }) => is === 'bool' }
export const TEXT: Wanted = { label: 'a text', accepts: ({ is }) => is === 'string' }
export const TEXT_OR_NULL: Wanted = {
  label: 'a text or null',
  accepts: ({ is }) => is === 'string' || is === 'null_type',
}

/** Within a plain or quoted text of one line the place in it can be pointed at. */
export function markIn(at: At, text: string, from: number) {
  const { node } = at
  if (node?.tree.type !== 'scalar') return {}
  const written = node.document.text.slice(node.from, node.to)
  const start = written === text ? 0 : written === `"${text}"` || written === `'${text}'` ? 1 : undefined
  if (start === undefined || text.includes('\n')) return {}
  const first = node.from + start + Math.min(from, Math.max(text.length - 1, 0))
  return { mark: { from: first, to: Math.max(node.from + start + text.length, first + 1) } }
}

/** A field with an expression that is needed: a blank one is missing. Of what is not there at all the schema knows. */
export function requiredExpression(
  owner: At,
  name: string,
  scope: Scope,
  wanted: Wanted | undefined,
  say: Say,
): Type | undefined {
  const text = expressionText(owner, name)
  if (text === undefined || text === '') return undefined
  if (text.trim() !== '') return checkExpression(field(owner, name), text, scope, wanted, say) ?? DYN
  say.required(field(owner, name), `\`${name}\` is blank; it needs an expression`)
  return undefined
}

/** `undefined` for what is no text. */
export function expressionText(owner: At, name: string): string | undefined {
  const at = field(owner, name)
  return isSet(at) ? (typeof scalar(at.node) === 'string' ? textAt(owner, name) : undefined) : ''
}

/** The conditions under which a webhook or a policy is asked at all. */
export function checkMatchConditions(owner: At, params: boolean, say: Say): void {
  const conditions = listAt(owner, 'matchConditions')
  const at = field(owner, 'matchConditions')
  if (conditions.length > 64) say['too-many'](at, `${conditions.length} conditions; 64 are the most`)
  const scope = admissionScope({ params, variables: undefined })
  for (const it of conditions) {
    const text = expressionText(it, 'expression')
    if (text !== undefined && text.trim() !== '') checkExpression(field(it, 'expression'), text, scope, CONDITION, say)
    else if (text !== undefined && text !== '')
      say.required(field(it, 'expression'), 'the condition needs an expression')
    const name = textAt(it, 'name')
    const fault = name ? qualifiedName(name) : undefined
    if (fault !== undefined) say.invalid(field(it, 'name'), `\`${name}\` ${fault}`)
  }
}
