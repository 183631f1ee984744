import type { ErrorObject } from 'ajv'

import { isObject } from './json-schema-prepare.ts'

/** An error worth telling. With `wanted`, one that stands for several: the kinds of value that alternatives take. */
export interface Chosen extends Omit<ErrorObject, 'keyword'> {
  readonly keyword: string
  readonly wanted?: string
}

/**
 * Of a value that fits none of several alternatives, the validator tells what is wrong with it by every one of them.
 * People want to hear only of the one that they meant: most likely the one with the fewest faults that takes such a
 * value at all.
 */
export function choose(errors: readonly ErrorObject[]): readonly Chosen[] {
  const out: Chosen[] = []
  for (const error of errors) {
    const alternatives = error.keyword === 'anyOf' || error.keyword === 'oneOf'
    if (!alternatives || error.params.passingSchemas) out.push(error)
    else out.push(...best(error, takeBranchErrors(out, error)))
  }
  return out
}

/** The errors of the alternatives stand right before the error that none fits. Takes them off `out`. */
function takeBranchErrors(out: Chosen[], error: ErrorObject): readonly Chosen[] {
  const { instancePath, schemaPath } = error
  const parent = schemaPath.slice(0, schemaPath.lastIndexOf('/'))
  let first = out.length
  while (first > 0) {
    const it = out[first - 1] as Chosen
    const below = it.instancePath.startsWith(`${instancePath}/`)
    const sibling = it.schemaPath === `${parent}/${it.keyword}`
    if (!below && (it.instancePath !== instancePath || sibling)) break
    first--
  }
  return out.splice(first)
}

function best(error: ErrorObject, errors: readonly Chosen[]): readonly Chosen[] {
  const branches = byBranch(error, errors)
  const fitting = branches.filter((branch) => !branch.some((it) => isOfOtherShape(it, error.instancePath)))
  if (fitting.length === 0) {
    const own = errors.filter((it) => it.instancePath === error.instancePath)
    return own.length > 0 ? [{ ...error, keyword: 'wanted', wanted: wantedBy(own) }] : [error]
  }
  const ranked = fitting.map((branch) => ({ branch, cost: cost(branch, error.instancePath) }))
  return ranked.reduce((a, b) => (b.cost < a.cost ? b : a)).branch
}

function byBranch(error: ErrorObject, errors: readonly Chosen[]): readonly (readonly Chosen[])[] {
  const schemas: readonly unknown[] = Array.isArray(error.schema) ? error.schema : []
  const prefixes = schemas.map((it, i) => {
    const reference = isObject(it) && typeof it.$ref === 'string' ? it.$ref : undefined
    return [`${error.schemaPath}/${i}/`, ...(reference === undefined ? [] : [`${reference}/`])]
  })
  const branches: Chosen[][] = schemas.map(() => [])
  let current = 0
  for (const it of errors) {
    const own = prefixes.findIndex((list, i) => i >= current && list.some((prefix) => it.schemaPath.startsWith(prefix)))
    if (own >= 0) current = own
    branches[current]?.push(it)
  }
  return branches.filter((it) => it.length > 0)
}

function isOfOtherShape({ keyword, instancePath }: Chosen, at: string): boolean {
  return (
    instancePath === at && (keyword === 'type' || keyword === 'enum' || keyword === 'const' || keyword === 'wanted')
  )
}

/** A field that says which alternative is meant (`type: a`) counts more than all the rest. */
function cost(branch: readonly Chosen[], at: string): number {
  const depth = at.split('/').length
  const weights = branch.map((it): number => {
    const tells = it.keyword === 'const' || it.keyword === 'enum'
    return tells && it.instancePath.split('/').length === depth + 1 ? 100 : 1
  })
  return weights.reduce((sum, it) => sum + it, 0)
}

function wantedBy(errors: readonly Chosen[]): string {
  const all = errors.flatMap((it): readonly string[] => {
    if (it.wanted !== undefined) return [it.wanted]
    if (it.keyword === 'type') return (Array.isArray(it.schema) ? it.schema : [it.schema]).map(typeName)
    const values: readonly unknown[] =
      it.keyword === 'enum' && Array.isArray(it.schema) ? it.schema : it.keyword === 'const' ? [it.schema] : []
    return values.map((value) => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``)
  })
  return alternatives([...new Set(all)])
}

/** One or several JSON types in plain words: `text or a number`. */
export function typeNames(types: unknown): string {
  return alternatives((Array.isArray(types) ? types : [types]).map(typeName))
}

function typeName(type: unknown): string {
  return TYPES[String(type)] ?? String(type)
}

function alternatives(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: '`true` or `false`',
  object: 'an object',
  array: 'a list',
  null: 'nothing',
}
