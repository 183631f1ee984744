import { entries, isNull, items, type Node, resolved, scalar } from '../syntax/node.ts'
import { type At, booleanAt, field, isSet, itemText, listAt, numberAt } from './at.ts'
import { isClean } from './crd-clean.ts'
import { additionalIn, isTrue, itemsIn, propertiesIn, propertyIn, typeIn } from './crd-schema-tree.ts'
import type { Say } from './row.ts'

/** Defaults must be what their schema asks for. */
export function checkDefaults(schema: At, say: Say): void {
  const given = field(schema, 'default')
  if (isSet(given)) checkDefault(given, schema, given, say)
  for (const it of propertiesIn(schema)) if (!isClean(it)) checkDefaults(it, say)
  const inside = [itemsIn(schema), additionalIn(schema)]
  for (const it of inside) if (it && !isClean(it)) checkDefaults(it, say)
}

function checkDefault(value: At, schema: At, whole: At, say: Say): void {
  const { node } = value
  if (!node) return
  const type = typeIn(schema)
  if (isTrue(schema, 'x-kubernetes-int-or-string')) return
  const actual = typeOfValue(node)
  if (actual === undefined || type === '') return
  if (type !== actual && !(type === 'number' && actual === 'integer')) {
    say.invalid(value, `the default is ${actual}, the field ${type}`)
    return
  }
  checkEnum(value, node, schema, say)
  checkNumber(value, node, schema, say)
  if (type === 'array') {
    const of = itemsIn(schema)
    items(node).forEach((it, i) => {
      if (of) checkDefault(itemAt(value, it.value, i), of, whole, say)
    })
    checkCount(value, items(node).length, schema, ['minItems', 'maxItems'], 'items', say)
  }
  if (type === 'string')
    checkCount(value, [...String(scalar(node))].length, schema, ['minLength', 'maxLength'], 'characters', say)
  if (type === 'object') checkObject(value, node, schema, whole, say)
}

function checkObject(value: At, node: Node, schema: At, whole: At, say: Say): void {
  const additional = additionalIn(schema)
  const isOpen = isTrue(schema, 'x-kubernetes-preserve-unknown-fields') || booleanAt(schema, 'additionalProperties')
  for (const it of entries(node)) {
    const of = propertyIn(schema, it.name) ?? additional
    const at = field(value, it.name)
    if (of) checkDefault(at, of, whole, say)
    else if (!isOpen && !isTrue(schema, 'x-kubernetes-embedded-resource'))
      say.invalid(at, `the schema has no field \`${it.name}\``, { path: whole.path })
  }
  for (const it of listAt(schema, 'required')) {
    const name = itemText(it)
    if (name === undefined || isSet(field(value, name))) continue
    const of = propertyIn(schema, name)
    if (of && isSet(field(of, 'default'))) continue
    say.required(field(value, name), `the default lacks \`${name}\`, which the schema requires`)
  }
}

function itemAt(list: At, node: Node | undefined, index: number): At {
  return { ...list, node: isNull(node) ? undefined : node, key: undefined, path: `${list.path}[${index}]` }
}

function typeOfValue(node: Node): string | undefined {
  const tree = resolved(node)?.tree
  if (tree?.type === 'mapping') return 'object'
  if (tree?.type === 'sequence') return 'array'
  const value = scalar(node)
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return value === undefined || value === null ? undefined : typeof value
}

function checkEnum(value: At, node: Node, schema: At, say: Say): void {
  const allowed = listAt(schema, 'enum')
  const given = scalar(node)
  if (allowed.length === 0 || given === undefined) return
  const known = allowed.map((it) => (it.node ? scalar(it.node) : null))
  if (known.includes(undefined) || known.includes(given)) return
  say.unsupported(value, `the default \`${given}\` is not among the values of \`enum\``)
}

function checkNumber(value: At, node: Node, schema: At, say: Say): void {
  const given = scalar(node)
  if (typeof given !== 'number') return
  const least = numberAt(schema, 'minimum')
  const most = numberAt(schema, 'maximum')
  if (least !== undefined && (given < least || (given === least && isTrue(schema, 'exclusiveMinimum'))))
    say.invalid(value, `the default ${given} is below the \`minimum\` ${least}`)
  if (most !== undefined && (given > most || (given === most && isTrue(schema, 'exclusiveMaximum'))))
    say.invalid(value, `the default ${given} is above the \`maximum\` ${most}`)
}

function checkCount(
  value: At,
  count: number,
  schema: At,
  [low, high]: readonly [string, string],
  what: string,
  say: Say,
): void {
  const least = numberAt(schema, low)
  const most = numberAt(schema, high)
  if (least !== undefined && count < least)
    say.invalid(value, `the default has ${count} ${what}; \`${low}\` is ${least}`)
  if (most !== undefined && count > most)
    say[what === 'items' ? 'too-many' : 'too-long'](value, `the default has ${count} ${what}; \`${high}\` is ${most}`)
}
