import type { Fix } from '../problem.ts'
import { quote, replaceNode } from '../syntax/edits.ts'
import { items, type Node, resolved, scalar } from '../syntax/node.ts'
import { listed } from '../text/nearest.ts'
import type { Type } from './catalogue.ts'
import { changesTo, isBare } from './change-to.ts'
import type { Walk } from './check.ts'
import type { Definition, Field } from './definition.ts'
import { mismatch } from './formats.ts'
import { checkLimits } from './limits.ts'
import { firstLine, span } from './place.ts'
import { amountsMeant, numbersMeant } from './values-meant.ts'
import { actual, nameOf, scalarLabel, shapeOf, source } from './wording.ts'

/** A scalar of the wrong type or in the wrong form. */
export function checkScalar(
  walk: Walk,
  node: Node,
  type: Type & { kind: 'scalar' },
  path: string,
  field: Field | undefined,
): void {
  const value = scalar(node)
  if (value === undefined) {
    if (type.scalar === 'bytes' && isListOfBytes(node)) return
    wrongType(walk, node, path, type.scalar === 'quantity' ? AMOUNT : scalarLabel(type.scalar, field))
    return
  }
  const wrong = mismatch(type.scalar, value)
  if (!wrong || (wrong.kind === 'format' && isSecretData(walk, path))) return
  const text = source(node)
  const ofType = wrong.kind === 'type'
  const fixes = (ofType ? retype(node, type, value) : undefined) ?? meantBy(node, type, String(value), nameOf(path))
  walk.report({
    ...span(node),
    code: ofType ? 'wrong-type' : 'wrong-format',
    severity: 'error',
    message: `\`${nameOf(path)}\` takes ${wrong.expected}; ${ofType ? actual(value, text) : `\`${text}\` is none`}`,
    path,
    cause: 'decode',
    ...(fixes ? { fixes } : {}),
  })
}

/** A value that says clearly enough what is meant. */
function meantBy(
  node: Node,
  type: Type & { kind: 'scalar' },
  value: string,
  name: string,
): (() => readonly Fix[]) | undefined {
  if (type.scalar === 'quantity') return () => changesTo(node, amountsMeant(value, name))
  return type.scalar.startsWith('int') ? () => changesTo(node, numbersMeant(value, name)) : undefined
}

/** Go takes bytes as a list of numbers too. */
function isListOfBytes(node: Node): boolean {
  const isByte = (it: unknown) => it === null || (typeof it === 'number' && Number.isInteger(it) && it >= 0 && it < 256)
  return (
    resolved(node)?.tree.type === 'sequence' && items(node).every((it) => isByte(it.value ? scalar(it.value) : null))
  )
}

const AMOUNT = 'a quantity such as `500m` or `256Mi`'

/** Closed sets and, for custom resources, the limits of their schema. */
export function checkValue(walk: Walk, node: Node, field: Field, path: string): void {
  if (field.limits) checkLimits(walk, node, field.limits, path)
  const type = walk.catalogue.type(field.t)
  if (!field.enum) return
  if (type.kind === 'scalar') checkChoice(walk, node, field, type, path)
  if (type.kind !== 'list' || type.items.kind !== 'scalar') return
  for (const { index, value } of items(node))
    if (value) checkChoice(walk, value, field, type.items, `${path}[${index}]`)
}

function checkChoice(walk: Walk, node: Node, field: Field, type: Type & { kind: 'scalar' }, path: string): void {
  const value = scalar(node)
  const allowed = field.enum ?? []
  if (value === undefined || value === null || allowed.includes(value as string)) return
  if ((value === '' && field.blank) || mismatch(type.scalar, value)) return
  const same = allowed.find((it) => String(it).toLowerCase() === String(value).toLowerCase())
  walk.report({
    ...span(node),
    code: 'unsupported-value',
    severity: 'error',
    message: `\`${nameOf(path)}\` cannot be \`${value}\`; it takes ${listed(allowed)}`,
    path: field.blames === 'holder' ? path.slice(0, path.lastIndexOf('.')) : path,
    cause: field.says ?? 'unsupported',
    fixes: () => changesTo(node, same === undefined ? allowed : [same], same !== undefined),
  })
}

export function wrongType(walk: Walk, node: Node, path: string, expected: string, fixes?: () => readonly Fix[]): void {
  walk.report({
    ...firstLine(node),
    code: 'wrong-type',
    severity: 'error',
    message: `\`${nameOf(path)}\` takes ${expected}, not ${shapeOf(node)}`,
    path,
    cause: 'decode',
    ...(fixes ? { fixes } : {}),
  })
}

/** A value in the place of an object that has just one field for such a value: `port: 80` for `port: {number: 80}`. */
export function wrapped({ catalogue }: Walk, node: Node, { fields }: Definition): readonly Fix[] {
  const value = scalar(node)
  if (node.tree.type !== 'scalar' || !isBare(node) || value === null || value === '') return []
  const names = Object.entries(fields).flatMap(([name, field]) => {
    const type = catalogue.type(field.t)
    return type.kind === 'scalar' && value !== undefined && !mismatch(type.scalar, value) ? [name] : []
  })
  const [name, ...others] = names
  if (name === undefined || others.length > 0) return []
  const text = node.document.text.slice(node.from, node.to)
  return [{ title: `Write { ${name}: ${text} }`, safe: false, edits: [replaceNode(node, `{ ${name}: ${text} }`)] }]
}

function isSecretData(walk: Walk, path: string): boolean {
  return walk.builtIn && walk.kind === 'Secret' && path.startsWith('data[')
}

/** Quotes where text is wanted, no quotes where a number or boolean is. Digits in quotes need not be the base64 that is meant. */
function retype(node: Node, type: Type & { kind: 'scalar' }, value: unknown): (() => readonly Fix[]) | undefined {
  if (!isBare(node)) return undefined
  if (type.scalar === 'string' || type.scalar === 'bytes') {
    const edit = quote(node)
    return edit && (() => [{ title: 'Put it in quotes', safe: type.scalar === 'string', edits: [edit] }])
  }
  if (typeof value !== 'string' || resolved(node)?.tree.type !== 'scalar' || node.tree.type !== 'scalar')
    return undefined
  if (node.tree.style === 'plain') return undefined
  // Without quotes a leading zero would make it octal.
  const number = type.scalar.startsWith('int') && /^(?:0|-?[1-9]\d{0,8})$/.test(value)
  const boolean = type.scalar === 'boolean' && /^(true|false)$/.test(value)
  if (!number && !boolean) return undefined
  return () => [{ title: 'Remove the quotes', safe: true, edits: [replaceNode(node, value)] }]
}
