import { entries, isNull } from '../syntax/node.ts'
import { type At, field, isSet, listAt, textAt } from './at.ts'
import { isClean } from './crd-clean.ts'
import { additionalIn, hasEntries, isTrue, itemsIn, propertiesIn, propertyIn, typeIn } from './crd-schema-tree.ts'
import { removal } from './fixes.ts'
import { goPatternFault } from './go-pattern.ts'
import type { Say } from './row.ts'

type Level = 'root' | 'item' | 'field'

/**
 * A schema is structural: it says of each field what type it has, outside of `allOf` and its like, so that the server knows
 * which fields to keep. https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export function checkStructure(schema: At, say: Say, level: Level = 'root'): void {
  const type = typeIn(schema)
  const isEmbedded = isTrue(schema, EMBEDDED)
  if (type === 'array' && !isSet(field(schema, 'items')))
    say.required(field(schema, 'items'), '`type: array` needs `items`: the schema of its items')
  const items = itemsIn(schema)
  if (items && !isClean(items)) checkStructure(items, say, 'item')
  for (const it of propertiesIn(schema)) if (!isClean(it)) checkStructure(it, say, 'field')
  const additional = field(schema, 'additionalProperties')
  if (isSet(additional)) {
    if (level === 'root') say.forbidden(additional, '`additionalProperties` cannot stand at the root')
    if (isEmbedded) say.forbidden(additional, `\`additionalProperties\` cannot stand beside \`${EMBEDDED}\``)
    const inside = additionalIn(schema)
    if (inside && !isClean(inside)) checkStructure(inside, say, 'field')
  }
  checkExtensions(schema, say)
  checkValues(schema, say)
  checkType(schema, level, say)
  if (level === 'root' || isEmbedded) checkHead(schema, say)
  const metadata = propertyIn(schema, 'metadata')
  if (metadata && level === 'root') checkMetadata(metadata, say)
  if (isEmbedded && !isTrue(schema, PRESERVE) && !hasEntries(schema, 'properties'))
    say.required(field(schema, 'properties'), `\`${EMBEDDED}\` needs \`properties\` or \`${PRESERVE}: true\``)
}

const EMBEDDED = 'x-kubernetes-embedded-resource'
const PRESERVE = 'x-kubernetes-preserve-unknown-fields'
const INT_OR_STRING = 'x-kubernetes-int-or-string'

function checkType(schema: At, level: Level, say: Say): void {
  const type = typeIn(schema)
  const at = field(schema, 'type')
  if (isTrue(schema, EMBEDDED) && type !== 'object') {
    const message = `\`${EMBEDDED}\` needs \`type: object\``
    if (type === '') say.required(at, message)
    else say.invalid(at, message)
  } else if (type === '' && !isTrue(schema, INT_OR_STRING) && !isTrue(schema, PRESERVE)) {
    const what = level === 'root' ? 'the root' : level === 'item' ? 'the items of a list' : 'a field'
    say.required(at, `${what} needs a \`type\``)
  }
  if (level === 'root' && type !== '' && type !== 'object') say.invalid(at, 'the root is of `type: object`')
}

/** What every resource has is of the type that it always has. */
function checkHead(schema: At, say: Say): void {
  for (const [name, type] of [
    ['kind', 'string'],
    ['apiVersion', 'string'],
    ['metadata', 'object'],
  ] as const) {
    const found = propertyIn(schema, name)
    if (found && typeIn(found) !== type) say.invalid(field(found, 'type'), `\`${name}\` is of \`type: ${type}\``)
  }
}

function checkMetadata(metadata: At, say: Say): void {
  const names = propertiesIn(metadata).map((it) => it.name)
  const isPlain = entries(metadata.node).every(({ name, value }) => METADATA_MAY.has(name) || isNull(value))
  if (names.every((it) => it === 'name' || it === 'generateName') && isPlain) return
  say.forbidden(metadata, 'of metadata a schema can say something about `name` and `generateName` only')
}

/** What the server sets aside before it looks for more. */
const METADATA_MAY: ReadonlySet<string> = new Set(['type', 'properties', 'default'])

function checkExtensions(schema: At, say: Say): void {
  if (!isTrue(schema, INT_OR_STRING)) return
  for (const it of [PRESERVE, EMBEDDED])
    if (isTrue(schema, it)) say.invalid(field(schema, it), `\`${it}\` does not go with \`${INT_OR_STRING}\``)
}

/** The parts that only ask something of a value. */
function checkValues(schema: At, say: Say, mayType: 'anyOf' | 'both' | 'none' = 'both'): void {
  const anyOf = listAt(schema, 'anyOf')
  if (mayType === 'none' || !isIntOrString(anyOf)) for (const it of anyOf) checkNested(it, say)
  listAt(schema, 'allOf').forEach((it, i) => {
    checkNested(it, say, i === 0 && mayType === 'both' ? 'anyOf' : 'none')
  })
  for (const it of listAt(schema, 'oneOf')) checkNested(it, say)
  const not = field(schema, 'not')
  if (isSet(not)) checkNested(not, say)
  const pattern = textAt(schema, 'pattern')
  const fault = pattern ? goPatternFault(pattern) : undefined
  if (fault !== undefined) say.invalid(field(schema, 'pattern'), `the pattern ${fault}`)
}

/** An int or a string may be written as `anyOf` of the two. */
function isIntOrString(anyOf: readonly At[]): boolean {
  return (
    anyOf.length === 2 &&
    anyOf.every((it, i) => entries(it.node).length === 1 && typeIn(it) === (i === 0 ? 'integer' : 'string'))
  )
}

function checkNested(schema: At, say: Say, mayType: 'anyOf' | 'none' = 'none'): void {
  checkValues(schema, say, mayType)
  const items = itemsIn(schema)
  if (items) checkNested(items, say)
  for (const it of propertiesIn(schema)) checkNested(it, say)
  for (const name of OUTSIDE) {
    const at = field(schema, name)
    if (!isSet(at) || isZero(schema, name)) continue
    say.forbidden(at, `\`${name}\` belongs outside of \`allOf\`, \`anyOf\`, \`oneOf\` and \`not\`, beside them`, {
      fixes: removal(schema, name),
    })
  }
  const metadata = propertyIn(schema, 'metadata')
  if (metadata) say.forbidden(metadata, 'nothing more can be asked of `metadata` here')
}

/** What makes a schema structural says so once, at its own place. */
const OUTSIDE = [
  'type',
  'additionalProperties',
  'default',
  'title',
  'description',
  'nullable',
  'externalDocs',
  PRESERVE,
  EMBEDDED,
  INT_OR_STRING,
  'x-kubernetes-list-map-keys',
  'x-kubernetes-list-type',
  'x-kubernetes-map-type',
  'x-kubernetes-validations',
]

/** Empty texts and lists and false count as nothing, where the server cannot tell them from it. */
function isZero(schema: At, name: string): boolean {
  if (TEXTS.has(name)) return textAt(schema, name) === ''
  if (FLAGS.has(name)) return !isTrue(schema, name)
  return LISTS.has(name) && listAt(schema, name).length === 0
}

const TEXTS: ReadonlySet<string> = new Set(['type', 'title', 'description'])
const FLAGS: ReadonlySet<string> = new Set(['nullable', PRESERVE, EMBEDDED, INT_OR_STRING])
const LISTS: ReadonlySet<string> = new Set(['x-kubernetes-list-map-keys', 'x-kubernetes-validations'])
