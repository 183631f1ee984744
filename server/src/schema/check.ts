import type { Problem } from '../problem.ts'
import { entries, entry, isNull, items, type Node, resolved, scalar } from '../syntax/node.ts'
import { type Around, forgetting, isWorthwhile, type Report, remembering, withFixes } from '../syntax/remember.ts'
import type { Span } from '../text/edit.ts'
import { type Catalogue, type Type, typeLabel } from './catalogue.ts'
import { checkScalar, checkValue, wrapped, wrongType } from './check-value.ts'
import type { Definition, Field } from './definition.ts'
import { mismatch } from './formats.ts'
import { checkAge } from './history.ts'
import { knownFields } from './known-fields.ts'
import { checkLimits } from './limits.ts'
import { repeatedItems } from './list-keys.ts'
import { type Gap, isNeeded, missingField } from './missing-field.ts'
import { join } from './place.ts'
import { unknownField } from './unknown-field.ts'

export interface Subject {
  readonly catalogue: Catalogue
  /** The node of the resource: the root of a document, or an item of a List. */
  readonly node: Node
  readonly type: Type
  readonly kind: string
  readonly apiVersion: string
  /** Of Kubernetes itself, which refuses unknown fields; packaged custom resources may be newer than we know. */
  readonly builtIn: boolean
  /** What else is to be asked of an object of a type; the path tells the resource itself, at the empty one, from the rest. */
  readonly looksAt: (definition: Definition, path: string) => readonly Look[]
  /** Whether the server decodes a field of an object and judges it no further: something else about it is wrong already. */
  readonly isSetAside: (definition: Definition, name: string, node: Node, path: string, kind: string) => boolean
  /** Whether that is ever so in objects of a type. */
  readonly setsAside: (definition: Definition) => boolean
}

/** Says of an object what its fields one by one do not tell. It may look at nothing but the object and what is below. */
export interface Look {
  (place: Place): void
  /** It asks for what is found in the object, which is kept in mind for it. */
  readonly asksForFound?: boolean
}

export interface Place {
  /** `undefined` for an object that is not there and that the server takes for an empty one. */
  readonly node: Node | undefined
  readonly path: string
  /** What to point at where there is nothing. */
  readonly around: Node
  readonly walk: Walk
  /** What is found in it so far, but for looks that come later; nothing unless the look asks for it. */
  readonly found: readonly Problem[]
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

function checkWith(subject: Subject, around: Around<Question>): readonly Problem[] {
  const problems: Problem[] = []
  // Written out: to spread would cost as much as all that is looked at in a small object.
  const walk: Walk = {
    catalogue: subject.catalogue,
    kind: subject.kind,
    apiVersion: subject.apiVersion,
    builtIn: subject.builtIn,
    looksAt: subject.looksAt,
    isSetAside: subject.isSetAside,
    setsAside: subject.setsAside,
    root: subject.type,
    around,
    isStatus: false,
    report: (problem) => problems.push(problem),
  }
  visit(walk, subject.node, subject.type, '', undefined)
  return problems
}

/** What a walk knows wherever it is, and where its problems go. */
export interface Walk extends Omit<Subject, 'node' | 'type'> {
  /** The type of the resource. */
  readonly root: Type
  readonly report: Report
  readonly around: Around<Question>
  /** In the status, which the server sets aside when an object is made. */
  readonly isStatus: boolean
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
  if (type.kind === 'scalar') {
    if (!isOfType(node, type)) look(walk, node, type, path, field)
    return
  }
  if (type.kind === 'any' || !isWorthwhile(node)) {
    look(walk, node, type, path, field)
    return
  }
  const { catalogue, kind, apiVersion, builtIn, looksAt, isSetAside, setsAside, root, isStatus } = walk
  const known = {
    catalogue,
    kind,
    apiVersion,
    builtIn,
    looksAt,
    isSetAside,
    setsAside,
    root,
    isStatus,
    type,
    path,
    field,
  }
  walk.around(node, known, walk.report, (inside) => look(reporting(walk, inside), node, type, path, field))
}

/** The same walk, whose problems go elsewhere. Written out: to spread is many times as dear. */
function reporting(walk: Walk, report: Report): Walk {
  const { catalogue, kind, apiVersion, builtIn, looksAt, isSetAside, setsAside, root, around, isStatus } = walk
  return { catalogue, kind, apiVersion, builtIn, looksAt, isSetAside, setsAside, root, around, isStatus, report }
}

/** A scalar as its type wants it, or null: nearly all are, and nobody has to know where. */
function isOfType(node: Node, type: Type & { kind: 'scalar' }): boolean {
  const value = scalar(node)
  return value !== undefined && !mismatch(type.scalar, value)
}

function look(walk: Walk, node: Node, type: Type, path: string, field: Field | undefined): void {
  const target = resolved(node)
  if (!target || scalar(target) === null) return
  switch (type.kind) {
    case 'struct':
      if (target.tree.type === 'mapping') visitStruct(walk, node, type.definition, path)
      else
        wrongType(walk, node, path, `an object (${type.definition.name})`, () => wrapped(walk, node, type.definition))
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
          if (value && !(type.values.kind === 'scalar' && isOfType(value, type.values)))
            visit(walk, value, type.values, `${path}[${name}]`, undefined)
      return
    case 'object':
      if (target.tree.type !== 'mapping') wrongType(walk, node, path, 'an object')
      return
    case 'either':
      if (target.tree.type === 'mapping') visitStruct(tolerant(walk), node, type.definition, path)
      return
    case 'scalar':
      checkScalar(walk, node, type, path, field)
      return
    case 'any':
      return
  }
}

function visitStruct(outer: Walk, node: Node, definition: Definition, path: string): void {
  const looks = outer.isStatus || !isLookedInto(outer, path) ? NO_LOOKS : outer.looksAt(definition, path)
  const found: Problem[] = []
  const walk = looks.some((it) => it.asksForFound) ? gathering(outer, found) : outer
  const fields = knownFields(walk.catalogue, definition)
  const setsAside = walk.builtIn && walk.setsAside(definition)
  for (const it of entries(node)) {
    const known = fields.named(it.name)
    if (!known) {
      if (!definition.open) walk.report(unknownField(walk, node, definition, it, join(path, it.name)))
      continue
    }
    const { field, type, isPlain } = known
    // Most of what people write ends here, before a path is made of which nobody hears.
    if (isPlain && !setsAside && it.value && type.kind === 'scalar' && isOfType(it.value, type)) continue
    const inside = join(path, it.name)
    if (!isPlain) checkAge(walk, definition, field, it, inside)
    if (!it.value) continue
    const isIdle =
      field.off || field.dropped || (setsAside && walk.isSetAside(definition, it.name, node, path, walk.kind))
    const within = isIdle ? decodedOnly(walk) : walk
    visit(path === '' && it.name === 'status' ? { ...within, isStatus: true } : within, it.value, type, inside, field)
    if (isPlain) continue
    checkValue(within, it.value, field, inside)
    if (field.keys) repeatedItems(walk, it.value, definition, it.name, field, inside)
  }
  for (const [name, field] of fields.demanded) {
    const written = entry(node, name)
    if (written && !isUnset(walk, written.value, field)) continue
    absentField(walk, definition, name, field, path, { place: written?.key ?? node, parent: node, below: [] })
  }
  for (const look of looks) look({ node, path, around: node, walk, found })
}

const NO_LOOKS: readonly Look[] = []

/** Below its metadata a custom resource is judged by its own schema alone, whatever types of Kubernetes it embeds. */
function isLookedInto({ builtIn }: Walk, path: string): boolean {
  return builtIn || path === '' || path === 'metadata'
}

/** Keeps in mind what is reported. */
function gathering(walk: Walk, found: Problem[]): Walk {
  return reporting(walk, (problem) => {
    found.push(problem)
    walk.report(problem)
  })
}

/** Where a schema may be something else as well the server drops unknown fields in silence, which is hardly what is meant. */
function tolerant(walk: Walk): Walk {
  return reporting(walk, ({ cause, ...it }) =>
    walk.report(cause === 'unknown' ? { ...it, severity: 'warning' } : cause ? { ...it, cause } : it),
  )
}

/** What the server drops it decodes all the same, but does not judge. */
function decodedOnly(walk: Walk): Walk {
  return reporting(walk, (it) => (it.cause === 'decode' || it.cause === 'unknown' ? walk.report(it) : undefined))
}

/** A field that is not there: reported if the server needs it, or looked into if the server takes it for `{}`. */
function absentField(walk: Walk, definition: Definition, name: string, field: Field, path: string, gap: Gap): void {
  if (walk.isStatus || (path === '' && name === 'status')) return
  const type = walk.catalogue.type(field.t)
  if (field.zero && type.kind === 'struct') {
    const below = [...gap.below, name]
    if (below.length <= MAX_ABSENT_DEPTH) absentStruct(walk, type.definition, join(path, name), { ...gap, below })
    return
  }
  if (field.told) return
  if (isNeeded(walk, definition, name, field)) walk.report(missingField(walk, definition, name, field, path, gap))
}

function absentStruct(walk: Walk, definition: Definition, path: string, gap: Gap): void {
  for (const [name, field] of knownFields(walk.catalogue, definition).demanded)
    absentField(walk, definition, name, field, path, gap)
  if (!isLookedInto(walk, path)) return
  for (const look of walk.looksAt(definition, path)) look({ node: undefined, path, around: gap.place, walk, found: [] })
}

function visitList(
  walk: Walk,
  node: Node,
  type: Type & { kind: 'list' },
  path: string,
  field: Field | undefined,
): void {
  const limits = field?.itemLimits
  for (const { index, value, from } of items(node)) {
    if (value && !limits && type.items.kind === 'scalar' && isOfType(value, type.items)) continue
    const inside = `${path}[${index}]`
    if (value && !isNull(value)) visit(walk, value, type.items, inside, undefined)
    else if (type.items.kind === 'struct')
      emptyItem(walk, node, type.items.definition, inside, value ?? { from, to: from + 1 })
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

/** To the server a required text that is empty is not there. Only a custom resource's schema tells the two apart. */
function isUnset({ builtIn }: Walk, value: Node | undefined, field: Field): boolean {
  if (isNull(value)) return true
  return (
    builtIn &&
    field.t === 'string' &&
    scalar(value) === '' &&
    !field.blank &&
    !field.enum &&
    (field.need === 1 || field.req === 1)
  )
}
