import { expectType, type Scope, typeOf } from './check.ts'
import type { Expression } from './parse.ts'
import { Fault } from './tokens.ts'
import { BOOL, DYN, INT, label, listOf, mapOf, type Type } from './types.ts'

type Call = Expression & { readonly type: 'call' }

/** How to judge a call that is a macro: one that brings in names or looks at how its arguments are written. */
export function macroOf(call: Call, scope: Scope): (() => Type) | undefined {
  const { on, name, args, from } = call
  const [first, second, third, fourth] = args
  if (!on) return name === 'has' && args.length === 1 && first ? () => has(first, scope) : undefined
  switch (`${name}/${args.length}`) {
    case 'all/2':
    case 'exists/2':
    case 'exists_one/2':
    case 'existsOne/2':
      return () => {
        expectType(BOOL, second ?? call, within(scope, [[first, itemOf(typeOf(on, scope), from)]]))
        return BOOL
      }
    case 'all/3':
    case 'exists/3':
    case 'existsOne/3':
      return () => {
        expectType(BOOL, third ?? call, withPair(scope, first, second, typeOf(on, scope), from))
        return BOOL
      }
    case 'filter/2':
      return () => {
        const item = itemOf(typeOf(on, scope), from)
        expectType(BOOL, second ?? call, within(scope, [[first, item]]))
        return listOf(item)
      }
    case 'sortBy/2':
      return () => {
        const item = itemOf(typeOf(on, scope), from)
        typeOf(second ?? call, within(scope, [[first, item]]))
        return listOf(item)
      }
    case 'map/2':
      return () => listOf(typeOf(second ?? call, within(scope, [[first, itemOf(typeOf(on, scope), from)]])))
    case 'map/3':
      return () => {
        const inside = within(scope, [[first, itemOf(typeOf(on, scope), from)]])
        expectType(BOOL, second ?? call, inside)
        return listOf(typeOf(third ?? call, inside))
      }
    case 'optMap/2':
    case 'optFlatMap/2':
      return () => {
        const of = typeOf(on, scope)
        if (of.is !== 'optional' && of.is !== 'dyn')
          throw new Fault(`\`${name}()\` needs an optional value, not ${label(of)}`, from)
        const result = typeOf(second ?? call, within(scope, [[first, of.is === 'optional' ? of.of : DYN]]))
        return name === 'optFlatMap' ? result : { is: 'optional', of: result }
      }
    case 'transformList/3':
    case 'transformList/4':
    case 'transformMap/3':
    case 'transformMap/4':
    case 'transformMapEntry/3':
    case 'transformMapEntry/4':
      return () => {
        const of = typeOf(on, scope)
        const inside = withPair(scope, first, second, of, from)
        if (fourth && third) expectType(BOOL, third, inside)
        const result = typeOf(fourth ?? third ?? call, inside)
        if (name === 'transformList') return listOf(result)
        return name === 'transformMap' ? mapOf(result, of.is === 'map' ? of.key : INT) : result
      }
    default:
      return undefined
  }
}

function has(arg: Expression, scope: Scope): Type {
  if (arg.type !== 'field' || arg.maybe)
    throw new Fault('`has()` takes a field only, such as `has(self.name)`', arg.from)
  typeOf(arg, scope)
  return BOOL
}

/** With names for the item of a list or the key of a map, and for what stands there. */
function withPair(
  scope: Scope,
  first: Expression | undefined,
  second: Expression | undefined,
  of: Type,
  from: number,
): Scope {
  const item = itemOf(of, from)
  const [key, value] = of.is === 'map' ? [of.key, of.of] : of.is === 'list' ? [INT, item] : [DYN, DYN]
  return within(scope, [
    [first, key],
    [second, value],
  ])
}

function within(scope: Scope, names: readonly (readonly [Expression | undefined, Type])[]): Scope {
  const own = new Map<string, Type>()
  for (const [name, type] of names) {
    if (name?.type !== 'name') throw new Fault('a plain name is needed here', name?.from ?? 0)
    own.set(name.name, type)
  }
  return { ...scope, variable: (name) => own.get(name) ?? scope.variable(name) }
}

function itemOf(of: Type, from: number): Type {
  if (of.is === 'list') return of.of
  if (of.is === 'map') return of.key
  if (of.is === 'dyn' || of.is === 'any') return DYN
  throw new Fault(`${label(of)} has no items to go through`, from)
}
