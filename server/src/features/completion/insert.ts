import type { Catalogue, Type } from '../../schema/catalogue.ts'
import type { Definition, Field } from '../../schema/definition.ts'
import { minorOf } from '../../schema/version.ts'
import { scalarText } from '../../syntax/edits.ts'
import { isRequired } from '../facts.ts'
import { escaped } from './item.ts'
import { commonRank, usualFields } from './order.ts'

/** How this document is written. */
export interface Layout {
  /** Where the entry stands in its line. */
  readonly column: number
  /** How many columns a level takes. */
  readonly unit: number
  /** Dashes of a list stand below the key, not deeper. */
  readonly indentless: boolean
  readonly flow: boolean
  readonly minor: number
}

export interface Insertion {
  readonly text: string
  readonly snippet: boolean
}

/** A new entry for a field with all that the server will ask for inside. Further lines are indented. */
export function entryInsertion(
  catalogue: Catalogue,
  owner: Definition,
  name: string,
  field: Field,
  layout: Layout,
): Insertion {
  const type = catalogue.type(field.t)
  if (layout.flow) return flowEntry(name, type)
  if (type.kind === 'scalar' || type.kind === 'any') return { text: `${name}: `, snippet: false }
  const writer = writerOf(catalogue, layout)
  return { text: joined(entryLines(writer, owner, name, field, 0), layout.column), snippet: true }
}

/** All that a new object of a list needs, without its dash; `undefined` where that is nothing. */
export function itemInsertion(catalogue: Catalogue, owner: Definition, layout: Layout): Insertion | undefined {
  const writer = writerOf(catalogue, layout)
  const lines = structLines(writer, owner, owner.name, 0)
  return lines.length === 0 ? undefined : { text: joined(lines, layout.column), snippet: true }
}

/** Whether a Kubernetes of this minor has the field. */
export function isAvailable({ since, until, dropped }: Field, minor: number): boolean {
  return !dropped && (minorOf(since) ?? 0) <= minor && (minorOf(until) ?? Number.POSITIVE_INFINITY) >= minor
}

/** The fields without which the server refuses an object, also those that it misses inside of absent ones. */
export function neededNames(catalogue: Catalogue, { fields }: Definition, minor: number, depth = 0): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (!isAvailable(field, minor) || name === 'status' || (field.zero && name === 'metadata')) return []
    if (!field.zero) return isRequired(field) ? name : []
    const type = catalogue.type(field.t)
    const inside =
      type.kind === 'struct' && depth < MAX_DEPTH && neededNames(catalogue, type.definition, minor, depth + 1)
    return inside && inside.length > 0 ? name : []
  })
}

const MAX_DEPTH = 6

interface Writer extends Layout {
  readonly catalogue: Catalogue
  readonly stop: (inner?: string) => string
}

function writerOf(catalogue: Catalogue, layout: Layout): Writer {
  let stops = 0
  return {
    ...layout,
    catalogue,
    stop: (inner = '') => {
      stops++
      return inner === '' ? `$${stops}` : `\${${stops}${inner}}`
    },
  }
}

/** The lines of one entry, from the column of its key. */
function entryLines(writer: Writer, owner: Definition, name: string, field: Field, depth: number): readonly string[] {
  const type = writer.catalogue.type(field.t)
  if (type.kind === 'scalar' || type.kind === 'any') return [`${name}: ${scalarStop(writer, field, type)}`]
  const inner = valueLines(writer, type, `${owner.name}.${name}`, field, depth)
  const pad = type.kind === 'list' && writer.indentless ? '' : ' '.repeat(writer.unit)
  return [`${name}:`, ...inner.map((it) => pad + it)]
}

function valueLines(writer: Writer, type: Type, place: string, field: Field, depth: number): readonly string[] {
  if (type.kind === 'list') {
    const [first = '', ...rest] = valueLines(writer, type.items, place, field, depth + 1)
    return [`- ${first}`, ...rest.map((it) => `  ${it}`)]
  }
  if (type.kind === 'scalar') return [scalarStop(writer, field, type)]
  if (type.kind !== 'struct' || depth > MAX_DEPTH) return [writer.stop()]
  const lines = structLines(writer, type.definition, place, depth + 1)
  return lines.length === 0 ? [writer.stop()] : lines
}

function structLines(writer: Writer, definition: Definition, place: string, depth: number): readonly string[] {
  const usual = usualFields(place, definition.name)
  const needed = neededNames(writer.catalogue, definition, writer.minor)
  const names = new Set([...usual, ...[...needed].sort((a, b) => rank(a) - rank(b))])
  return [...names].flatMap((name) => {
    const field = definition.fields[name]
    return field ? entryLines(writer, definition, name, field, depth) : []
  })

  function rank(name: string): number {
    return commonRank(definition.name, name, false) ?? 100
  }
}

function scalarStop(writer: Writer, field: Field, type: Type): string {
  const choices =
    field.enum?.filter((it) => it !== '') ??
    (type.kind === 'scalar' && type.scalar === 'boolean' ? [true, false] : undefined)
  if (choices && choices.length > 1) {
    const ordered = [...choices].sort((a, b) => Number(b === field.default) - Number(a === field.default))
    return writer.stop(`|${ordered.map((it) => choice(String(it))).join(',')}|`)
  }
  const only = choices?.[0] ?? (typeof field.default === 'object' ? undefined : field.default)
  return only === undefined
    ? writer.stop()
    : writer.stop(`:${escaped(typeof only === 'string' ? scalarText(only) : String(only))}`)
}

function choice(text: string): string {
  return text.replace(/[\\$}|,]/g, '\\$&')
}

function flowEntry(name: string, type: Type): Insertion {
  if (type.kind === 'scalar' || type.kind === 'any') return { text: `${name}: `, snippet: false }
  return { text: `${name}: ${type.kind === 'list' ? '[$1]' : '{ $1 }'}`, snippet: true }
}

function joined(lines: readonly string[], column: number): string {
  return lines.join(`\n${' '.repeat(column)}`)
}
