import { goPatternFault } from '../go-pattern.ts'
import { overloadsOf } from './functions.ts'
import { macroOf } from './macros.ts'
import { type Expression, nameOf } from './parse.ts'
import { Fault } from './tokens.ts'
import { type Bound, DYN, filled, isAssignable, joined, label, listOf, mapOf, type Type } from './types.ts'

/** What an expression may speak of. */
export interface Scope {
  readonly variable: (name: string) => Type | undefined
  /** A type of which an expression makes objects, `JSONPatch{op: 'add'}`. */
  readonly struct?: (name: string) => Type | undefined
}

/** The type of an expression. Throws a `Fault` where the server's compiler would refuse it. */
export function typeOf(expression: Expression, scope: Scope): Type {
  switch (expression.type) {
    case 'literal':
      return { is: expression.of }
    case 'name':
      return typeOfName(expression.name, expression.from, scope)
    case 'field': {
      const qualified = nameOf(expression)
      const whole = qualified === undefined ? undefined : scope.variable(qualified)
      if (whole) return whole
      const of = typeOf(expression.of, scope)
      const found = typeOfField(of, expression.name, expression.from)
      return expression.maybe && found.is !== 'optional' ? { is: 'optional', of: found } : found
    }
    case 'list':
      return listOf(typeOfItems(expression.items, scope))
    case 'map': {
      const keys = expression.entries.map(([key]) => key)
      const values = expression.entries.map(([, value]) => value)
      return mapOf(typeOfItems(values, scope), typeOfItems(keys, scope))
    }
    case 'struct':
      return typeOfStruct(expression, scope)
    case 'call':
      return typeOfCall(expression, scope)
  }
}

/** Whether a value may serve as a condition and the like; else a Fault. */
export function expectType(wanted: Type, expression: Expression, scope: Scope): void {
  const given = typeOf(expression, scope)
  if (isAssignable(wanted, given, new Map())) return
  throw new Fault(`gives ${label(given)} where ${label(wanted)} is needed`, expression.from)
}

function typeOfName(name: string, from: number, scope: Scope): Type {
  const found = scope.variable(name)
  if (found) return found
  if (TYPES.has(name)) return { is: 'type' }
  throw new Fault(`there is no \`${name}\` here`, from)
}

const TYPES: ReadonlySet<string> = new Set(
  'bool int uint double string bytes list map null_type type google optional_type'.split(' '),
)

function typeOfField(of: Type, name: string, from: number): Type {
  switch (of.is) {
    case 'map':
      return of.of
    case 'optional':
      return { is: 'optional', of: typeOfField(of.of, name, from) }
    case 'object': {
      const found = of.field(name)
      if (!found) throw new Fault(`there is no field \`${name}\``, from)
      return found
    }
    case 'dyn':
    case 'any':
    // `google.protobuf.Timestamp`
    case 'type':
      return of.is === 'type' ? of : DYN
    default:
      throw new Fault(`${label(of)} has no fields, so no \`${name}\``, from)
  }
}

/** What the items have in common. The server does not let numbers stand beside texts and the like. */
function typeOfItems(items: readonly Expression[], scope: Scope): Type {
  let common: Type | undefined
  for (const it of items) {
    const type = typeOf(it, scope)
    if (common && !isAlike(common, type))
      throw new Fault(`${label(type)} stands beside ${label(common)}; all must be of one type`, it.from)
    common = common ? joined(common, type) : type
  }
  return common ?? DYN
}

function isAlike(one: Type, other: Type): boolean {
  if (one.is !== other.is) return !SIMPLE.has(one.is) && !SIMPLE.has(other.is) && one.is !== 'duration'
  return isAssignable(one, other, new Map()) || isAssignable(other, one, new Map())
}

const SIMPLE: ReadonlySet<string> = new Set('dyn null_type bool int uint double string bytes'.split(' '))

function typeOfStruct(expression: Expression & { type: 'struct' }, scope: Scope): Type {
  const made = expression.name.startsWith('google.') ? DYN : scope.struct?.(expression.name)
  if (!made) throw new Fault(`there is no type \`${expression.name}\` here`, expression.from)
  for (const { name, value, from } of expression.fields) {
    const given = typeOf(value, scope)
    const wanted = typeOfField(made, name, from)
    if (!isAssignable(wanted, given, new Map()))
      throw new Fault(`\`${name}\` is to be ${label(wanted)}, not ${label(given)}`, from)
  }
  return made
}

function typeOfCall(call: Expression & { type: 'call' }, scope: Scope): Type {
  const macro = macroOf(call, scope)
  if (macro) return macro()
  const { on, name, args, from } = call
  const outer = on && nameOf(on)
  const root = outer?.split('.')[0] ?? ''
  if (outer !== undefined && !scope.variable(root)) {
    const qualified = overloadsOf(`${outer}.${name}`)
    if (qualified && (root !== 'jsonpatch' || scope.struct))
      return resolve(`${outer}.${name}`, qualified, argTypes(args, scope), false, from)
    if (root === 'google') return DYN
  }
  const overloads = overloadsOf(name)
  if (!overloads) throw new Fault(`there is no function \`${name}\``, from)
  const given = name === 'format' ? argsOfFormat(on, args, scope) : argTypes(on ? [on, ...args] : args, scope)
  const result = resolve(name, overloads, given, on !== undefined, from)
  checkLiterals(call)
  return result
}

function argTypes(args: readonly Expression[], scope: Scope): readonly Type[] {
  return args.map((it) => typeOf(it, scope))
}

/** What is put into a text may be of all types. */
function argsOfFormat(on: Expression | undefined, args: readonly Expression[], scope: Scope): readonly Type[] {
  const types = args.map((it): Type => {
    if (it.type !== 'list') return typeOf(it, scope)
    for (const one of it.items) typeOf(one, scope)
    return listOf(DYN)
  })
  return on ? [typeOf(on, scope), ...types] : types
}

function resolve(
  name: string,
  overloads: NonNullable<ReturnType<typeof overloadsOf>>,
  given: readonly Type[],
  isMember: boolean,
  from: number,
): Type {
  let result: Type | undefined
  for (const it of overloads) {
    if (it.isMember !== isMember || it.args.length !== given.length) continue
    const bound: Bound = new Map()
    if (!it.args.every((wanted, i) => isAssignable(wanted, given[i] ?? DYN, bound))) continue
    const found = filled(it.result, bound)
    // Which one it is only shows when it runs.
    result = result && label(result) !== label(found) ? DYN : found
  }
  if (result) return result
  const types = given.map(label).join(', ')
  throw new Fault(`${shown(name)} cannot be used with ${types === '' ? 'nothing' : types}`, from)
}

function shown(name: string): string {
  if (name === '_?_:_') return '`? :`'
  return name.includes('_') && !/[a-z]{2,}_/.test(name) ? `\`${name.replaceAll('_', '')}\`` : `\`${name}()\``
}

/** Patterns, durations and times that are written out are read when the expression is compiled. */
function checkLiterals({ on, name, args }: Expression & { type: 'call' }): void {
  const last = args.at(-1)
  if (last?.type !== 'literal' || last.of !== 'string') return
  const { text, from } = last
  if (name === 'matches' && args.length === (on ? 1 : 2)) {
    const fault = goPatternFault(text)
    if (fault !== undefined) throw new Fault(`the pattern \`${text}\` ${fault}`, from)
  }
  if (on || args.length !== 1) return
  if (name === 'duration' && !DURATION.test(text))
    throw new Fault(`\`${text}\` is no duration; write it as \`1h30m\``, from)
  if (name === 'timestamp' && !TIME.test(text))
    throw new Fault(`\`${text}\` is no time; write it as \`2026-01-31T12:00:00Z\``, from)
}

const DURATION = /^[-+]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/
const TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/
