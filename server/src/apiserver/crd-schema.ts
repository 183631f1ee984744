import { scalar } from '../syntax/node.ts'
import { type At, booleanAt, field, isSet, itemText, listAt, textAt } from './at.ts'
import { isClean } from './crd-clean.ts'
import { hasEntries, isItemList, isTrue, itemsIn, propertyIn, schemasIn, typeIn } from './crd-schema-tree.ts'
import { change, removal } from './fixes.ts'
import type { Say } from './row.ts'

/**
 * What the API server does not take in the schema of a custom resource, wherever it stands in it; `crd-structural.ts`
 * has what hangs on the place. https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
 */
export function checkSchema(schema: At, say: Say): void {
  checkUnsupported(schema, say)
  const additional = field(schema, 'additionalProperties')
  if (isSet(additional) && hasEntries(schema, 'properties') && scalar(additional.node) !== true)
    say.forbidden(additional, '`additionalProperties` cannot stand beside `properties`: unknown fields are dropped')
  if (isTrue(schema, 'uniqueItems'))
    say.forbidden(
      field(schema, 'uniqueItems'),
      '`uniqueItems` takes too long to check: use `x-kubernetes-list-type: set`',
      { fixes: removal(schema, 'uniqueItems') },
    )
  if (booleanAt(schema, PRESERVE) === false)
    say.invalid(field(schema, PRESERVE), `\`${PRESERVE}\` can only be true: leave it out`, {
      fixes: removal(schema, PRESERVE),
    })
  for (const it of schemasIn(schema)) if (!isClean(it)) checkSchema(it, say)
}

/** How lists and maps are merged, and that metadata has no defaults. */
export function checkMerging(schema: At, say: Say, inMetadata = false, isRoot = true): void {
  if (inMetadata && isSet(field(schema, 'default')))
    say.forbidden(field(schema, 'default'), 'metadata cannot have a default')
  checkMapType(schema, say)
  checkListType(schema, say)
  const isResource = isRoot || isTrue(schema, 'x-kubernetes-embedded-resource')
  const metadata = isResource ? propertyIn(schema, 'metadata')?.path : undefined
  for (const it of schemasIn(schema)) {
    const isOfMetadata = inMetadata || it.path === metadata
    if (isOfMetadata || !isClean(it)) checkMerging(it, say, isOfMetadata, false)
  }
}

const PRESERVE = 'x-kubernetes-preserve-unknown-fields'

/** Whether the server can make anything of a schema at all: else it says no more about it than what it does not support. */
export function isConvertible(schema: At): boolean {
  const isPlain =
    !UNSUPPORTED.some((it) => isUsed(schema, it)) && !isItemList(schema) && (textAt(schema, '$schema') ?? '') === ''
  return isPlain && schemasIn(schema).every((it) => isClean(it) || isConvertible(it))
}

const UNSUPPORTED = ['id', 'additionalItems', 'patternProperties', 'definitions', 'dependencies', '$ref']

function isUsed(schema: At, name: string): boolean {
  if (name === 'patternProperties' || name === 'definitions') return hasEntries(schema, name)
  return name === 'id' ? (textAt(schema, name) ?? '') !== '' : isSet(field(schema, name))
}

function checkUnsupported(schema: At, say: Say): void {
  for (const it of UNSUPPORTED)
    if (isUsed(schema, it))
      say.forbidden(field(schema, it), `\`${it}\` cannot be used in the schema of a custom resource`)
  const type = typeIn(schema)
  const at = field(schema, 'type')
  if (type !== '' && !TYPES.has(type))
    say.unsupported(at, `\`${type}\` is no type: array, boolean, integer, number, object or string`, {
      fixes: change(schema, 'type', ...(ALIASES[type.toLowerCase()] ?? TYPES)),
    })
  if (type === 'null') say.forbidden(at, 'a type cannot be `null`: say `nullable: true`')
  if (isItemList(schema) && listAt(schema, 'items').length > 0)
    say.forbidden(field(schema, 'items'), '`items` is one schema for all items, not a list of them')
}

/** What other languages call them. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  bool: ['boolean'],
  int: ['integer'],
  int32: ['integer'],
  int64: ['integer'],
  float: ['number'],
  double: ['number'],
  list: ['array'],
  map: ['object'],
  text: ['string'],
}

const TYPES: ReadonlySet<string> = new Set(['array', 'boolean', 'integer', 'number', 'object', 'string'])

function checkMapType(schema: At, say: Say): void {
  const name = 'x-kubernetes-map-type'
  const kind = textAt(schema, name)
  if (kind === undefined) return
  mustBe(schema, 'object', name, say)
  if (kind !== 'atomic' && kind !== 'granular')
    say.unsupported(field(schema, name), `\`${kind}\` is no such type: \`atomic\` or \`granular\``, {
      fixes: change(schema, name, 'atomic', 'granular'),
    })
}

function mustBe(schema: At, wanted: 'object' | 'array', name: string, say: Say): void {
  const type = typeIn(schema)
  const message = `\`${name}\` needs \`type: ${wanted}\``
  if (type === '') say.required(field(schema, 'type'), message)
  else if (type !== wanted) say.invalid(field(schema, 'type'), message)
}

function checkListType(schema: At, say: Say): void {
  const name = 'x-kubernetes-list-type'
  const kind = textAt(schema, name)
  const at = field(schema, name)
  const keys = listAt(schema, KEYS)
  if (kind !== undefined) {
    mustBe(schema, 'array', name, say)
    if (!['atomic', 'set', 'map'].includes(kind))
      say.unsupported(at, `\`${kind}\` is no such type: \`atomic\`, \`set\` or \`map\``, {
        fixes: change(schema, name, 'atomic', 'set', 'map'),
      })
  }
  if (keys.length > 0 && kind !== 'map') {
    const message = `\`${KEYS}\` needs \`${name}: map\``
    if (kind === undefined) say.required(at, message)
    else say.invalid(at, message)
  }
  if (kind === 'map') checkListMap(schema, keys, say)
  if (kind === 'set') checkSet(schema, say)
}

const KEYS = 'x-kubernetes-list-map-keys'

function checkListMap(schema: At, keys: readonly At[], say: Say): void {
  const list = field(schema, KEYS)
  if (keys.length === 0)
    say.required(list, `a list of type \`map\` needs \`${KEYS}\`: by what its items are told apart`)
  const items = itemsIn(schema)
  if (!items) {
    if (!isSet(field(schema, 'items'))) say.required(field(schema, 'items'), 'a list of type `map` needs `items`')
    else if (isItemList(schema))
      say.invalid(field(schema, 'items'), 'a list of type `map` has one schema for all items')
    return
  }
  if (typeIn(items) !== 'object') {
    say.invalid(field(items, 'type'), 'the items of a list of type `map` are objects')
    return
  }
  const required = new Set(listAt(items, 'required').map(itemText))
  const seen = new Set<string>()
  for (const it of keys) {
    const key = itemText(it)
    if (key === undefined) continue
    if (seen.has(key)) say.invalid(list, `\`${key}\` is here twice`)
    const isFirst = !seen.has(key)
    seen.add(key)
    const property = propertyIn(items, key)
    if (!property) {
      say.invalid(list, `the items have no property \`${key}\``)
      continue
    }
    if (!isFirst) continue
    const type = typeIn(property)
    if (type === 'object' || type === 'array')
      say.invalid(field(property, 'type'), `\`${key}\` tells the items apart, so it cannot be of type \`${type}\``)
    if (!required.has(key) && !isSet(field(property, 'default')))
      say.required(
        field(property, 'default'),
        `\`${key}\` tells the items apart: make it required or give it a default`,
      )
    if (isTrue(property, 'nullable'))
      say.forbidden(field(property, 'nullable'), `\`${key}\` tells the items apart, so it cannot be null`)
  }
}

function checkSet(schema: At, say: Say): void {
  const items = itemsIn(schema)
  if (!items) return
  if (isTrue(items, 'nullable')) say.forbidden(field(items, 'nullable'), 'the items of a set cannot be null')
  const [name, isNeeded] =
    typeIn(items) === 'object' ? ['x-kubernetes-map-type', true] : ['x-kubernetes-list-type', false]
  const kind = textAt(items, name)
  if (typeIn(items) !== 'object' && typeIn(items) !== 'array') return
  if (kind === 'atomic' || (kind === undefined && !isNeeded)) return
  say.invalid(field(items, name), `the items of a set are compared as a whole: say \`${name}: atomic\``)
}

/** Whether a schema has a default anywhere. */
export function hasDefault(schema: At): boolean {
  return isSet(field(schema, 'default')) || schemasIn(schema).some(hasDefault)
}
