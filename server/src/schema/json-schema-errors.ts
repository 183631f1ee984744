import type { ErrorObject } from 'ajv'

import type { Fix, Problem } from '../problem.ts'
import { replaceScalar } from '../syntax/edits.ts'
import { entry, type Item, items, type Node } from '../syntax/node.ts'
import type { Span } from '../text/edit.ts'
import { listed, nearest } from '../text/nearest.ts'
import { changesTo } from './change-to.ts'
import { type Chosen, choose, typeNames } from './json-schema-choose.ts'
import { isObject } from './json-schema-prepare.ts'
import { firstLine, span } from './place.ts'

/** What the validator found wrong with the value of `root`, at the places of the text and in plain words. */
export function problemsFrom(errors: readonly ErrorObject[], root: Node): readonly Problem[] {
  const problems = choose(errors).flatMap((it) => problemFrom(it, root) ?? [])
  const seen = new Set<string>()
  return problems.filter((it) => {
    const key = `${it.from} ${it.to} ${it.message}`
    return !seen.has(key) && seen.add(key)
  })
}

function problemFrom(error: Chosen, root: Node): Problem | undefined {
  const steps = error.instancePath
    .split('/')
    .slice(1)
    .map((it) => it.replaceAll('~1', '/').replaceAll('~0', '~'))
  const place = placeOf(root, steps)
  const name = nameFor(steps)
  const said = say(error, name, place.node)
  if (!said) return undefined
  const custom = customMessage(error)
  const at = said.key === undefined ? undefined : entry(place.node, said.key)?.key
  const path = said.key === undefined ? steps : [...steps, said.key]
  return {
    ...(at ? span(at) : place.span),
    code: 'schema',
    severity: 'error',
    message: custom ?? said.message,
    path: pathText(path),
    ...(said.fixes ? { fixes: said.fixes } : {}),
  }
}

interface Place {
  readonly node: Node | undefined
  readonly span: Span
}

/** A collection is pointed at by its key, an empty value too. */
function placeOf(root: Node, steps: readonly string[]): Place {
  let node: Node | undefined = root
  let place = firstLine(root)
  for (const step of steps) {
    const found = entry(node, step)
    const item: Item | undefined = found ? undefined : items(node)[Number(step)]
    node = found?.value ?? item?.value
    const isLeaf = node?.tree.type === 'scalar' || node?.tree.type === 'alias'
    if (node && isLeaf) place = node.from < node.to ? firstLine(node) : place
    else if (found) place = span(found.key)
    else if (item) place = node ? firstLine(node) : { from: item.from, to: item.from + 1 }
  }
  return { node, span: place }
}

interface Said {
  readonly message: string
  /** What is wrong is this key of the object. */
  readonly key?: string
  readonly fixes?: () => readonly Fix[]
}

function say(error: Chosen, name: string, node: Node | undefined): Said | undefined {
  const { keyword, params, schema, data, parentSchema } = error
  switch (keyword) {
    case 'wanted':
      return { message: `${name} takes ${error.wanted}, not ${shapeOf(data)}` }
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return unknownKey(params.additionalProperty ?? params.unevaluatedProperty, knownKeys(parentSchema), node)
    case 'required':
      return { message: `${name} needs \`${params.missingProperty}\`` }
    case 'dependencies':
    case 'dependentRequired':
      return {
        message: `\`${params.property}\` also needs \`${params.missingProperty}\``,
        key: String(params.property),
      }
    case 'type':
      return { message: `${name} takes ${typeNames(schema)}, not ${shapeOf(data)}` }
    case 'enum':
      return error.propertyName === undefined
        ? {
            message: `${name} cannot be ${shown(data)}; it takes ${words(schema)}`,
            fixes: () => valueFixes(node, data, schema),
          }
        : unknownKey(error.propertyName, values(schema).map(String), node)
    case 'const':
      return { message: `${name} must be ${shown(schema)}`, fixes: () => valueFixes(node, data, [schema]) }
    case 'pattern':
      if (error.propertyName !== undefined)
        return {
          message: `\`${error.propertyName}\` is no name that is allowed here: it must match \`${schema}\``,
          key: error.propertyName,
        }
      return { message: `${name} must match the pattern \`${schema}\`` }
    case 'false schema':
      return { message: `${name} is not allowed here` }
    case 'not':
      return { message: `${name} has a value that the schema forbids` }
    case 'oneOf':
      return { message: `${name} fits more than one of the forms of which it may fit only one` }
    case 'anyOf':
      return { message: `${name} fits none of the forms that it may have` }
    case 'uniqueItems':
      return {
        message: `items ${Math.min(params.i, params.j)} and ${Math.max(params.i, params.j)} of ${name} are equal (counted from zero)`,
      }
    case 'items':
    case 'additionalItems':
    case 'unevaluatedItems':
      return { message: `${name} takes at most ${params.limit ?? params.len} items` }
    case 'contains':
      return { message: `${name} lacks an item that the schema asks for` }
    case 'multipleOf':
      return { message: `${name} must be a multiple of ${schema}` }
    // What is inside them was said.
    case 'if':
    case 'propertyNames':
    case '$ref':
      return undefined
    default:
      return { message: bound(keyword, name, schema) ?? `${name} ${error.message ?? 'does not fit the schema'}` }
  }
}

/** Authors may say it themselves, as VS Code's own JSON schemas do. */
function customMessage({ keyword, parentSchema }: Chosen): string | undefined {
  if (!isObject(parentSchema)) return undefined
  const own =
    keyword === 'pattern' ? (parentSchema.patternErrorMessage ?? parentSchema.errorMessage) : parentSchema.errorMessage
  return typeof own === 'string' && own !== '' ? own : undefined
}

function unknownKey(key: unknown, known: readonly string[], node: Node | undefined): Said {
  const similar = nearest(String(key), known)
  const hint =
    similar.length > 0
      ? `; did you mean ${listed(similar)}?`
      : known.length > 0 && known.length <= 12
        ? `; there is ${listed(known)}`
        : ''
  return {
    message: `there is no \`${key}\` here${hint}`,
    key: String(key),
    fixes: () => {
      const at = entry(node, String(key))
      if (!at || at.merged) return []
      return similar.map((it) => ({
        title: `Change to ${it}`,
        safe: false,
        edits: [replaceScalar(at.key, it)],
      }))
    },
  }
}

function valueFixes(node: Node | undefined, data: unknown, allowed: unknown): readonly Fix[] {
  if (node?.tree.type !== 'scalar') return []
  const plain = values(allowed).filter(
    (it) => typeof it === 'string' || typeof it === 'number' || typeof it === 'boolean',
  )
  const similar = new Set(nearest(String(data), plain.map(String)))
  const best = plain.filter((it) => similar.has(String(it)))
  return changesTo(node, best.length > 0 ? best : plain)
}

function bound(keyword: string, name: string, limit: unknown): string | undefined {
  const plural = limit === 1 ? '' : 's'
  switch (keyword) {
    case 'minimum':
      return `${name} must be at least ${limit}`
    case 'maximum':
      return `${name} must be at most ${limit}`
    case 'exclusiveMinimum':
      return `${name} must be more than ${limit}`
    case 'exclusiveMaximum':
      return `${name} must be less than ${limit}`
    case 'minLength':
      return `${name} needs at least ${limit} character${plural}`
    case 'maxLength':
      return `${name} takes at most ${limit} character${plural}`
    case 'minItems':
      return `${name} needs at least ${limit} item${plural}`
    case 'maxItems':
      return `${name} takes at most ${limit} item${plural}`
    case 'minProperties':
      return `${name} needs at least ${limit} key${plural}`
    case 'maxProperties':
      return `${name} takes at most ${limit} key${plural}`
    default:
      return undefined
  }
}

function knownKeys(schema: unknown): readonly string[] {
  return isObject(schema) && isObject(schema.properties) ? Object.keys(schema.properties) : []
}

function nameFor(steps: readonly string[]): string {
  const last = steps.findLast((it) => !/^\d+$/.test(it))
  if (last === undefined) return 'this file'
  const positions = steps.slice(steps.lastIndexOf(last) + 1)
  return `\`${last}${positions.map((it) => `[${it}]`).join('')}\``
}

function pathText(steps: readonly string[]): string {
  return steps.reduce((text, it) => {
    if (/^\d+$/.test(it)) return `${text}[${it}]`
    if (!/^[\w-]+$/.test(it)) return `${text}["${it}"]`
    return text === '' ? it : `${text}.${it}`
  }, '')
}

function shapeOf(data: unknown): string {
  if (data === null || data === undefined) return 'nothing'
  if (Array.isArray(data)) return 'a list'
  if (typeof data === 'object') return 'an object'
  if (typeof data === 'string') return data === '' ? 'empty text' : 'text'
  return `the ${typeof data === 'number' ? 'number' : 'boolean'} \`${data}\``
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')
  return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\``
}

function words(allowed: unknown): string {
  return listed(values(allowed).map((it) => (typeof it === 'string' ? it : (JSON.stringify(it) ?? ''))))
}

function values(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
