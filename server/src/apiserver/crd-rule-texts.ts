import { type At, field, isSet, listAt, textAt } from './at.ts'
import { isClean } from './crd-clean.ts'
import { additionalIn, propertyIn, schemasIn } from './crd-schema-tree.ts'
import { change } from './fixes.ts'
import type { Say } from './row.ts'

/** What a rule in a schema says about itself; `crd-rules.ts` compiles it. */
export function checkRuleTexts(schema: At, say: Say): void {
  for (const it of listAt(schema, 'x-kubernetes-validations')) {
    const rule = textAt(it, 'rule') ?? (isSet(field(it, 'rule')) ? undefined : '')
    const message = textAt(it, 'message') ?? ''
    const at = field(it, 'message')
    if (rule?.trim() === '') say.required(field(it, 'rule'), 'a rule needs its expression')
    else if (message !== '' && message.trim() === '') say.invalid(at, '`message` is blank: leave it out')
    else if (BREAK.test(message.trim())) say.invalid(at, '`message` must be one line')
    else if (rule && BREAK.test(rule.trim()) && message === '')
      say.required(at, 'a rule of several lines needs a `message`: nobody could read it in an error')
    const expression = textAt(it, 'messageExpression') ?? ''
    if (expression !== '' && expression.trim() === '')
      say.required(field(it, 'messageExpression'), '`messageExpression` is blank: leave it out')
    checkFieldPath(schema, it, say)
    const reason = textAt(it, 'reason')
    if (reason && !REASONS.has(reason))
      say.unsupported(field(it, 'reason'), `\`${reason}\` is no reason: ${[...REASONS].join(', ')}`, {
        fixes: change(it, 'reason', ...REASONS),
      })
  }
  for (const it of schemasIn(schema)) if (!isClean(it)) checkRuleTexts(it, say)
}

const REASONS: ReadonlySet<string> = new Set(
  ['Duplicate', 'Forbidden', 'Invalid', 'Required'].map((it) => `FieldValue${it}`),
)

const BREAK = /[\n\r]/

function checkFieldPath(schema: At, rule: At, say: Say): void {
  const at = field(rule, 'fieldPath')
  const path = textAt(rule, 'fieldPath') ?? ''
  if (path === '') return
  if (path.trim() === '') say.invalid(at, '`fieldPath` is blank: leave it out')
  else if (BREAK.test(path)) say.invalid(at, '`fieldPath` must be one line')
  else if (!schemaAt(schema, path)) say.invalid(at, `\`${path}\` leads to no field of this schema, as \`.name\` would`)
}

/** The schema of a field, by a path such as `.spec.name` or `.spec['a-b']`. */
export function schemaAt(schema: At, path: string, mayIndex = true): At | undefined {
  const steps = stepsOf(path)
  if (!steps || steps.length === 0) return undefined
  let here: At | undefined = schema
  for (const { name, isQuoted } of steps) {
    if (!here) return undefined
    const next: At | undefined = propertyIn(here, name) ?? additionalIn(here)
    if (isQuoted && !mayIndex) return undefined
    here = next
  }
  return here
}

function stepsOf(path: string): readonly { readonly name: string; readonly isQuoted: boolean }[] | undefined {
  const steps: { name: string; isQuoted: boolean }[] = []
  const step = /\.([^.[\]]+)|\['((?:[^'\\]|\\.)*)'\]/y
  let at = 0
  while (at < path.length) {
    step.lastIndex = at
    const found = step.exec(path)
    if (!found) return undefined
    steps.push({ name: found[1] ?? (found[2] ?? '').replace(/\\(.)/g, '$1'), isQuoted: found[1] === undefined })
    at += found[0].length
  }
  return steps
}
