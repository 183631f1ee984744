import { type Scope, typeOf } from './check.ts'
import { parse, TooDeep } from './parse.ts'
import { Fault, tokensOf } from './tokens.ts'
import { DYN, type Type } from './types.ts'

/** What the server's compiler makes of an expression: its type, or what is wrong and where in the text. */
export type Compiled = { readonly type: Type } | { readonly fault: string; readonly from: number }

/** Longer ones nobody writes; the server's own limits are below it. */
const MOST = 50_000

export function compile(text: string, scope: Scope): Compiled {
  if (text.length > MOST) return { type: DYN }
  try {
    return { type: typeOf(parse(text), scope) }
  } catch (error) {
    if (error instanceof Fault) return { fault: error.message, from: error.from }
    if (error instanceof TooDeep) return { type: DYN }
    throw error
  }
}

/** Whether an expression that compiles uses a name. */
export function speaksOf(text: string, name: string): boolean {
  return tokensOf(text).some((it) => it.type === 'name' && it.text === name)
}
