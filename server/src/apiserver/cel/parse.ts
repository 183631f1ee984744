import { Fault, type Token, tokensOf } from './tokens.ts'

/** An expression in CEL, without its macros: `check.ts` knows those. */
export type Expression = { readonly from: number } & (
  | { readonly type: 'literal'; readonly of: Literal; readonly text: string }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'field'; readonly of: Expression; readonly name: string; readonly maybe: boolean }
  | { readonly type: 'call'; readonly on: Expression | undefined; readonly name: string; readonly args: Expressions }
  | { readonly type: 'list'; readonly items: Expressions }
  | { readonly type: 'map'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly type: 'struct'; readonly name: string; readonly fields: readonly StructField[] }
)

export type Literal = 'int' | 'uint' | 'double' | 'string' | 'bytes' | 'bool' | 'null_type'

export interface StructField {
  readonly name: string
  readonly value: Expression
  readonly from: number
}

type Expressions = readonly Expression[]

/** Throws a `Fault` where the text is no expression. */
export function parse(text: string): Expression {
  const tokens = tokensOf(text)
  let next = 0
  let depth = 0

  const whole = expression()
  if (peek().type !== 'end') throw unexpected(peek())
  return whole

  function peek(): Token {
    return tokens[next] ?? END
  }

  function take(): Token {
    const token = peek()
    next++
    return token
  }

  function isSign(...signs: readonly string[]): boolean {
    const { type, text } = peek()
    return type === 'sign' && signs.includes(text)
  }

  function skip(sign: string): boolean {
    if (!isSign(sign)) return false
    next++
    return true
  }

  function expect(sign: string): void {
    if (!skip(sign)) throw unexpected(peek(), sign)
  }

  function expression(): Expression {
    if (++depth > MAX_DEPTH) throw new TooDeep()
    const { from } = peek()
    const condition = binary(0)
    let result = condition
    if (skip('?')) {
      const yes = binary(0)
      expect(':')
      const no = expression()
      result = { type: 'call', on: undefined, name: '_?_:_', args: [condition, yes, no], from }
    }
    depth--
    return result
  }

  /** Operators of the same strength, from the weakest on. */
  function binary(level: number): Expression {
    const signs = LEVELS[level]
    if (!signs) return unary()
    let left = binary(level + 1)
    for (let links = 0; ; links++) {
      if (links > MAX_CHAIN) throw new TooDeep()
      const { from, type, text } = peek()
      const isIn = type === 'name' && text === 'in' && signs.includes('in')
      if (!isIn && !isSign(...signs)) return left
      next++
      const right = binary(level + 1)
      left = { type: 'call', on: undefined, name: `_${text}_`, args: [left, right], from }
    }
  }

  function unary(): Expression {
    const { from } = peek()
    if (isSign('!', '-')) {
      const sign = take().text
      let count = 1
      while (skip(sign)) count++
      const operand = member()
      return count % 2 === 0 ? operand : { type: 'call', on: undefined, name: `${sign}_`, args: [operand], from }
    }
    return member()
  }

  function member(): Expression {
    let here = primary()
    for (let links = 0; ; links++) {
      if (links > MAX_CHAIN) throw new TooDeep()
      const { from } = peek()
      if (skip('.')) {
        const maybe = skip('?')
        const name = take()
        if (name.type !== 'name' || TOKENS.has(name.text)) throw unexpected(name, 'a name')
        if (!maybe && skip('(')) {
          here = { type: 'call', on: here, name: name.text, args: listUpTo(')'), from }
        } else here = { type: 'field', of: here, name: name.text, maybe, from }
      } else if (skip('[')) {
        const maybe = skip('?')
        const index = expression()
        expect(']')
        here = { type: 'call', on: undefined, name: maybe ? '_[?_]' : '_[_]', args: [here, index], from }
      } else if (isSign('{') && nameOf(here) !== undefined) {
        next++
        here = { type: 'struct', name: nameOf(here) ?? '', fields: fields(), from }
      } else return here
    }
  }

  function primary(): Expression {
    const leading = isSign('.') ? take() : undefined
    const token = take()
    const { from, text } = token
    if (token.type === 'name') return nameAt(token)
    if (leading) throw unexpected(token, 'a name')
    if (token.type === 'sign') {
      if (text === '(') {
        const inside = expression()
        expect(')')
        return inside
      }
      if (text === '[') return { type: 'list', items: listUpTo(']'), from }
      if (text === '{') return { type: 'map', entries: entries(), from }
    }
    if (token.type === 'sign' || token.type === 'end') throw unexpected(token)
    return { type: 'literal', of: token.type, text, from }
  }

  function nameAt({ text, from }: Token): Expression {
    if (text === 'true' || text === 'false') return { type: 'literal', of: 'bool', text, from }
    if (text === 'null') return { type: 'literal', of: 'null_type', text, from }
    if (text === 'in') throw new Fault('`in` needs a value before it', from)
    if (skip('(')) return { type: 'call', on: undefined, name: text, args: listUpTo(')'), from }
    if (RESERVED.has(text)) throw new Fault(`\`${text}\` is a word that CEL keeps for itself`, from)
    return { type: 'name', name: text, from }
  }

  function listUpTo(end: string): Expressions {
    const found: Expression[] = []
    while (!skip(end)) {
      if (end === ']') skip('?')
      found.push(expression())
      if (skip(',')) {
        if (end === ')' && isSign(')')) throw unexpected(peek())
      } else if (!isSign(end)) throw unexpected(peek(), end)
    }
    return found
  }

  function entries(): readonly (readonly [Expression, Expression])[] {
    const found: (readonly [Expression, Expression])[] = []
    while (!skip('}')) {
      skip('?')
      const key = expression()
      expect(':')
      found.push([key, expression()])
      if (!skip(',') && !isSign('}')) throw unexpected(peek(), '}')
    }
    return found
  }

  function fields(): readonly StructField[] {
    const found: StructField[] = []
    while (!skip('}')) {
      skip('?')
      const { type, text, from } = take()
      if (type !== 'name') throw new Fault('a field needs a name', from)
      expect(':')
      found.push({ name: text, value: expression(), from })
      if (!skip(',') && !isSign('}')) throw unexpected(peek(), '}')
    }
    return found
  }
}

/** The server would have to be asked. */
export class TooDeep extends Error {}

/** `a.b.c` of nothing but names; such may name a function or a type. */
export function nameOf(expression: Expression): string | undefined {
  if (expression.type === 'name') return expression.name
  if (expression.type !== 'field' || expression.maybe) return undefined
  const outer = nameOf(expression.of)
  return outer === undefined ? undefined : `${outer}.${expression.name}`
}

function unexpected({ type, text, from }: Token, wanted?: string): Fault {
  const found = type === 'end' ? 'it ends' : `\`${text.slice(0, 40)}\` stands`
  if (wanted === undefined) return new Fault(`${found} where a value should be or where nothing may follow`, from)
  return new Fault(`${found} where ${wanted === 'a name' ? wanted : `\`${wanted}\``} should be`, from)
}

const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['<', '<=', '>=', '>', '==', '!=', 'in'],
  ['+', '-'],
  ['*', '/', '%'],
]

const MAX_DEPTH = 50
/** Of `a + a + a` or `a.a.a`: it is as deep a tree. */
const MAX_CHAIN = 100
const END: Token = { type: 'end', text: '', from: 0, to: 0 }
const TOKENS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'in'])
export const RESERVED: ReadonlySet<string> = new Set(
  `as break const continue else for function if import let loop package namespace return var void while`.split(' '),
)
