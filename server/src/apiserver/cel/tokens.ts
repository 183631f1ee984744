/** A piece of an expression in CEL. https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax */
export interface Token {
  readonly type: 'name' | 'int' | 'uint' | 'double' | 'string' | 'bytes' | 'sign' | 'end'
  /** Of a string what it means, else as it is written. */
  readonly text: string
  readonly from: number
  readonly to: number
}

/** Thrown while an expression is read or judged; nobody outside this folder sees it. */
export class Fault extends Error {
  readonly from: number
  constructor(message: string, from: number) {
    super(message)
    this.from = from
  }
}

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    BLANK.lastIndex = at
    at += BLANK.exec(text)?.[0].length ?? 0
    if (at >= text.length) break
    const token = stringAt(text, at) ?? plainAt(text, at, tokens.at(-1)?.text === '-')
    if (!token) throw new Fault(`\`${[...text.slice(at, at + 2)][0]}\` has no meaning here`, at)
    tokens.push(token)
    at = token.to
  }
  tokens.push({ type: 'end', text: '', from: text.length, to: text.length })
  return tokens
}

const BLANK = /(?:[\t\n\f\r ]|\/\/[^\n]*)*/y

const PLAIN: readonly (readonly [Token['type'], RegExp])[] = [
  ['double', /(?:\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)/y],
  ['uint', /(?:0x[0-9a-fA-F]+|\d+)[uU]/y],
  ['int', /(?:0x[0-9a-fA-F]+|\d+)/y],
  ['name', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['sign', /==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()[\]{}]/y],
]

function plainAt(text: string, from: number, isNegative: boolean): Token | undefined {
  for (const [type, form] of PLAIN) {
    form.lastIndex = from
    const found = form.exec(text)?.[0]
    if (found === undefined) continue
    if (type === 'int' || type === 'uint') checkSize(found, type, from, isNegative)
    return { type, text: found, from, to: from + found.length }
  }
  return undefined
}

/** Of whole numbers; there is one more below zero than above. */
function checkSize(digits: string, type: 'int' | 'uint', from: number, isNegative: boolean): void {
  if (digits.length < 16) return
  const value = digits.length > 40 ? undefined : BigInt(digits.replace(/[uU]$/, ''))
  const most = type === 'uint' ? 2n ** 64n - 1n : isNegative ? 2n ** 63n : 2n ** 63n - 1n
  if (value === undefined || value > most) throw new Fault(`\`${digits.slice(0, 24)}\` is too large a number`, from)
}

const QUOTE = /([rR]?[bB]?|[bB][rR])("""|'''|"|')/y

function stringAt(text: string, from: number): Token | undefined {
  QUOTE.lastIndex = from
  const open = QUOTE.exec(text)
  if (!open) return undefined
  const [head, prefix = '', quote = ''] = open
  const isRaw = /r/i.test(prefix)
  const type = /b/i.test(prefix) ? 'bytes' : 'string'
  let value = ''
  let at = from + head.length
  while (at < text.length) {
    if (text.startsWith(quote, at)) return { type, text: value, from, to: at + quote.length }
    const char = text[at] ?? ''
    if (quote.length === 1 && (char === '\n' || char === '\r')) break
    if (char !== '\\' || isRaw) {
      value += char
      at++
      continue
    }
    ESCAPE.lastIndex = at
    const found = ESCAPE.exec(text)
    if (!found) throw new Fault(`\`${text.slice(at, at + 2)}\` is no escape: write \`\\\\\` for a backslash`, at)
    value += unescaped(found[0])
    at += found[0].length
  }
  throw new Fault('the text in quotes never ends', from)
}

const ESCAPE = /\\(?:[abfnrtv"'\\?`]|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3][0-7]{2})/y

function unescaped(written: string): string {
  const [, kind = '', ...digits] = written
  const short = SHORT[kind]
  if (short !== undefined) return short
  const isOctal = /[0-3]/.test(kind)
  const code = isOctal ? Number.parseInt(kind + digits.join(''), 8) : Number.parseInt(digits.join(''), 16)
  return code > 0x10ffff ? '' : String.fromCodePoint(code)
}

const SHORT: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  "'": "'",
  '\\': '\\',
  '?': '?',
  '`': '`',
}
