import type { Fix, Problem } from '../problem.ts'
import { quote, replaceNode } from '../syntax/edits.ts'
import { type Entry, entries, isNull, items, type Node, resolved, scalar } from '../syntax/node.ts'
import { type Around, forgetting, isWorthwhile, type Report, remembering, withFixes } from '../syntax/remember.ts'
import type { Span } from '../text/edit.ts'
import { listed } from '../text/nearest.ts'
import { type Catalogue, fieldOf, type Type, typeLabel } from './catalogue.ts'
import { changesTo, isBare } from './change-to.ts'
import type { Definition, Field } from './definition.ts'
import { mismatch } from './formats.ts'
import { checkAge } from './history.ts'
import { checkLimits } from './limits.ts'
import { repeatedItems } from './list-keys.ts'
import { type Gap, missingField } from './missing-field.ts'
import { unknownField } from './unknown-field.ts'
import { actual, nameOf, scalarLabel, shapeOf, source } from './wording.ts'

export interface Subject {
  readonly catalogue: Catalogue
  /** The node of the resource: the root of a document, or an item of a List. */
  readonly node: Node
  readonly type: Type
  readonly kind: string
  /** Of Kubernetes itself, which refuses unknown fields; packaged custom resources may be newer than we know. */
  readonly builtIn: boolean
}

/**
 * Walks a resource beside its type and says what the API server's decoder and its checks for required fields would
 * refuse. `null` is absent; see schemas/README.md for the facts behind `req`, `lax`, `need` and `zero`.
 * Problems come in no particular order.
 */
export function check(subject: Subject): readonly Problem[] {
  return withFixes(checkWith(subject, byTree), () => checkWith(subject, forgetting))
}

const byTree = remembering<Question>('checkedTrees')

function checkWith({ node, type, ...rest }: Subject, around: Around<Question>): readonly Problem[] {
  const problems: Problem[] = []
  const walk: Walk = { ...rest, root: type, around, report: (problem) => problems.push(problem) }
  visit(walk, node, type, '', undefined)
  return problems
}

/** What a walk knows wherever it is, and where its problems go. */
export interface Walk extends Omit<Subject, 'node' | 'type'> {
  /** The type of the resource. */
  readonly root: Type
  readonly report: Report
  readonly around: Around<Question>
}

/** What is asked about a node. All of it may show in a message. */
interface Question extends Omit<Walk, 'report' | 'around'> {
  readonly type: Type
  readonly path: string
  /** Which holds the node. */
  readonly field: Field | undefined
}

/** How deep absent structs are followed for the fields that they would need. */
const MAX_ABSENT_DEPTH = 16

function visit(walk: Walk, node: Node, type: Type, path: string, field: Field | undefined): void {
  if (type.kind === 'scalar' || type.kind === 'any' || !isWorthwhile(node)) {
    look(walk, node, type, path, field)
    return
  }
  const { catalogue, kind, builtIn, root, around, report } = walk
  around(node, { catalogue, kind, builtIn, root, type, path, field }, report, (inside) =>
    look({ ...walk, report: inside }, node, type, path, field),
  )
}

function look(walk: Walk, node: Node, type: Type, path: string, field: Field | undefined): void {
  const target = resolved(node)
  if (!target || scalar(target) === null) return
  switch (type.kind) {
    case 'struct':
      if (target.tree.type === 'mapping') visitStruct(walk, node, type.definition, path)
      else wrongType(walk, node, path, `an object (${type.definition.name})`)
      return
    case 'list':
      if (target.tree.type === 'sequence') visitList(walk, node, type, path, field)
      else wrongType(walk, node, path, `a list of ${typeLabel(type.items)}`)
      return
    case 'map':
      if (target.tree.type !== 'mapping')
        wrongType(walk, node, path, `a mapping from names to ${typeLabel(type.values)}`)
      else
        for (const { name, value } of entries(target))
          if (value) visit(walk, value, type.values, `${path}[${name}]`, undefined)
      return
    case 'object':
      if (target.tree.type !== 'mapping') wrongType(walk, node, path, 'an object')
      return
    case 'either':
      if (target.tree.type === 'mapping') visitStruct(walk, node, type.definition, path)
      return
    case 'scalar':
      visitScalar(walk, node, type, path, field)
      return
    case 'any':
      return
  }
}

function visitStruct(walk: Walk, node: Node, definition: Definition, path: string): void {
  const present = new Map<string, Entry>()
  for (const it of entries(node)) {
    const field = fieldOf(definition, it.name)
    if (!field) {
      if (!definition.open) walk.report(unknownField(walk, node, definition, it, join(path, it.name)))
      continue
    }
    present.set(it.name, it)
    checkAge(walk, definition, field, it, join(path, it.name))
    if (!it.value) continue
    const inside = field.off || field.dropped ? decodedOnly(walk) : walk
    visit(inside, it.value, walk.catalogue.type(field.t), join(path, it.name), field)
    checkValue(inside, it.value, field, join(path, it.name))
    if (field.keys) repeatedItems(walk, it.value, definition, it.name, field, join(path, it.name))
  }
  for (const [name, field] of Object.entries(definition.fields)) {
    const entry = present.get(name)
    if (entry && !isUnset(entry.value, field)) continue
    absentField(walk, definition, name, field, path, { place: entry?.key ?? node, parent: node, below: [] })
  }
}

/** What the server drops it decodes all the same, but does not judge. */
function decodedOnly(walk: Walk): Walk {
  return { ...walk, report: (it) => (it.cause === 'decode' || it.cause === 'unknown' ? walk.report(it) : undefined) }
}

/** A field that is not there: reported if the server needs it, or looked into if the server takes it for `{}`. */
function absentField(walk: Walk, definition: Definition, name: string, field: Field, path: string, gap: Gap): void {
  // The server sets the status aside when an object is made, so nothing in it is missed.
  if (path === 'status' || (path === '' && name === 'status') || path.startsWith('status.')) return
  const type = walk.catalogue.type(field.t)
  if (field.zero && type.kind === 'struct') {
    const below = [...gap.below, name]
    if (below.length <= MAX_ABSENT_DEPTH) absentStruct(walk, type.definition, join(path, name), { ...gap, below })
    return
  }
  if ((field.req && !field.lax) || field.need) walk.report(missingField(walk, definition, name, field, path, gap))
}

function absentStruct(walk: Walk, definition: Definition, path: string, gap: Gap): void {
  for (const [name, field] of Object.entries(definition.fields)) absentField(walk, definition, name, field, path, gap)
}

function visitList(
  walk: Walk,
  node: Node,
  type: Type & { kind: 'list' },
  path: string,
  field: Field | undefined,
): void {
  for (const { index, value, from } of items(node)) {
    const inside = `${path}[${index}]`
    if (value && !isNull(value)) visit(walk, value, type.items, inside, undefined)
    else if (type.items.kind === 'struct')
      emptyItem(walk, node, type.items.definition, inside, value ?? { from, to: from + 1 })
    const limits = field?.itemLimits
    if (value && limits && !isOfOtherType(value, type.items)) checkLimits(walk, value, limits, inside)
  }
}

/** A scalar of another type: that is said already. */
function isOfOtherType(node: Node, type: Type): boolean {
  const value = scalar(node)
  return type.kind === 'scalar' && value !== undefined && mismatch(type.scalar, value)?.kind === 'type'
}

/** A lone `-`, and a null, is an object without fields. */
function emptyItem(walk: Walk, list: Node, definition: Definition, path: string, { from, to }: Span): void {
  const place = { ...list, from, to }
  absentStruct(walk, definition, path, { place, parent: place, below: [] })
}

function visitScalar(
  walk: Walk,
  node: Node,
  type: Type & { kind: 'scalar' },
  path: string,
  field: Field | undefined,
): void {
  const value = scalar(node)
  if (value === undefined) {
    wrongType(walk, node, path, type.scalar === 'quantity' ? AMOUNT : scalarLabel(type.scalar, field))
    return
  }
  const wrong = mismatch(type.scalar, value)
  if (!wrong || (wrong.kind === 'format' && isSecretData(walk, path))) return
  const text = source(node)
  const ofType = wrong.kind === 'type'
  const fixes = ofType ? retype(node, type, value) : undefined
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

const AMOUNT = 'a quantity such as `500m` or `256Mi`'

/** Closed sets and, for custom resources, the limits of their schema. */
function checkValue(walk: Walk, node: Node, field: Field, path: string): void {
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
  if ((value === '' && (field.blank || field.default !== undefined)) || mismatch(type.scalar, value)) return
  const same = allowed.find((it) => String(it).toLowerCase() === String(value).toLowerCase())
  walk.report({
    ...span(node),
    code: 'unsupported-value',
    severity: 'error',
    message: `\`${nameOf(path)}\` cannot be \`${value}\`; it takes ${listed(allowed)}`,
    path,
    cause: 'unsupported',
    fixes: () => changesTo(node, same === undefined ? allowed : [same], same !== undefined),
  })
}

function wrongType(walk: Walk, node: Node, path: string, expected: string): void {
  walk.report({
    ...firstLine(node),
    code: 'wrong-type',
    severity: 'error',
    message: `\`${nameOf(path)}\` takes ${expected}, not ${shapeOf(node)}`,
    path,
    cause: 'decode',
  })
}

export function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

export function span({ from, to }: Span): Span {
  return { from, to: Math.max(to, from + 1) }
}

/** A collection is pointed at by its first line: nobody wants a page underlined. */
export function firstLine(node: Node): Span {
  const { text } = node.document
  const end = text.slice(node.from, node.to).search(/[\r\n]/)
  return span({ from: node.from, to: end < 0 ? node.to : node.from + end })
}

/** To the server a required text that is empty is not there. */
function isUnset(value: Node | undefined, field: Field): boolean {
  if (isNull(value)) return true
  return (
    field.t === 'string' && scalar(value) === '' && !field.blank && !field.enum && (field.need === 1 || field.req === 1)
  )
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
