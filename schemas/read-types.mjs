/**
 * Reads the one interface or type alias that a `.d.ts` of the kubernetes-models family declares.
 *
 * These files are generated, so their grammar is small: object types with quoted keys, `Array<T>`, index signatures, literals,
 * references, unions and (for `oneOf` with `required`) intersections. A parser of that is shorter than a use of TypeScript's,
 * and ten times as fast.
 *
 * @typedef {{ name: string, optional: boolean, doc?: string, type: Type }} Member
 * @typedef {{ is: 'object', members: Member[], values?: Type, extends?: string[] }} ObjectType
 * @typedef {ObjectType
 *   | { is: 'array', items: Type }
 *   | { is: 'union', of: Type[] }
 *   | { is: 'literal', value: string | number | boolean }
 *   | { is: 'reference', name: string }
 *   | { is: 'scalar', name: 'string' | 'number' | 'boolean' | 'any' }} Type
 * @typedef {{ name: string, doc?: string, type: Type, imports: Map<string, string>, alias?: string }} Declaration
 */

const token =
  /\s*(?:(\/\*\*[\s\S]*?\*\/)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_$][\w$]*)|(-?\d+(?:\.\d+)?)|(\S))/y

/**
 * @param {string} text
 * @returns {Declaration | undefined}
 */
export function readDeclaration(text) {
  const start = /^(?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*)?export (?:declare )?(?:interface|type|class) /m.exec(text)
  if (!start) return undefined
  const reader = open(text, start.index)
  const doc = takeDoc(reader)
  while (reader.value !== 'interface' && reader.value !== 'type' && reader.value !== 'class') next(reader)
  const isAlias = reader.value === 'type'
  next(reader)
  const name = takeName(reader)
  const parents = isAlias ? [] : takeParents(reader)
  if (isAlias) expect(reader, '=')
  const type = isAlias ? takeType(reader) : { ...takeObject(reader), extends: parents }
  return { name, doc, type, imports: readImports(text), alias: readAlias(text, name) }
}

/** The local names of what the file imports, and from where. @param {string} text */
function readImports(text) {
  /** @type {Map<string, string>} */
  const imports = new Map()
  for (const [, names = '', from = ''] of text.matchAll(/^import \{ ([^}]*) \} from "([^"]*)";$/gm)) {
    for (const name of names.split(', ')) imports.set(name, from)
  }
  return imports
}

/** The whole OpenAPI name, which the last line of a file exports as a second name. @param {string} text @param {string} name */
function readAlias(text, name) {
  const line = /^export type \{ (.*) \};$/m.exec(text)?.[1] ?? ''
  return new RegExp(`(?:^|, )${name.replace('$', '\\$')} as I(\\w+)`).exec(line)?.[1]
}

/** @typedef {{ text: string, at: number, sort: 'doc' | 'string' | 'name' | 'number' | 'mark' | 'end', value: string }} Reader */

/** @param {string} text @param {number} at @returns {Reader} */
function open(text, at) {
  /** @type {Reader} */
  const reader = { text, at, sort: 'end', value: '' }
  next(reader)
  return reader
}

/** @param {Reader} reader */
function next(reader) {
  token.lastIndex = reader.at
  const match = token.exec(reader.text)
  if (!match) {
    reader.sort = 'end'
    reader.value = ''
    return
  }
  reader.at = token.lastIndex
  const [, doc, string, name, number, mark] = match
  reader.sort = doc ? 'doc' : string ? 'string' : name ? 'name' : number ? 'number' : 'mark'
  reader.value = doc ?? string ?? name ?? number ?? mark ?? ''
}

/** @param {Reader} reader @param {string} value */
function expect(reader, value) {
  if (reader.value !== value) {
    throw new Error(
      `expected ${value} but found ${reader.value} before: ${reader.text.slice(reader.at, reader.at + 80)}`,
    )
  }
  next(reader)
}

/** @param {Reader} reader @param {string} value */
function accept(reader, value) {
  if (reader.value !== value || reader.sort === 'string') return false
  next(reader)
  return true
}

/** @param {Reader} reader */
function takeName(reader) {
  const name = reader.value
  if (reader.sort !== 'name') expect(reader, 'a name')
  next(reader)
  return name
}

/** The last comment wins, as it is the one that belongs to what follows. @param {Reader} reader */
function takeDoc(reader) {
  let doc
  while (reader.sort === 'doc') {
    doc = cleanComment(reader.value)
    next(reader)
  }
  return doc
}

/** @param {string} comment */
function cleanComment(comment) {
  const lines = comment.slice(3, -2).split('\n')
  const text = lines.map((line, i) => (i === 0 ? line : line.replace(/^\s*\* ?/, '')).trimEnd()).join('\n')
  return (
    text
      .replace(/^\s*\n/, '')
      .replaceAll('*\\/', '*/')
      .trimEnd() || undefined
  )
}

/** `extends TypeMeta, IOther`. @param {Reader} reader */
function takeParents(reader) {
  /** @type {string[]} */
  const parents = []
  while (reader.value !== '{') {
    if (reader.sort === 'name' && reader.value !== 'extends' && reader.value !== 'TypeMeta') parents.push(reader.value)
    next(reader)
  }
  return parents
}

/** @param {Reader} reader @returns {ObjectType} */
function takeObject(reader) {
  /** @type {Member[]} */
  const members = []
  let values
  expect(reader, '{')
  while (!accept(reader, '}')) {
    const doc = takeDoc(reader)
    // A class of client-node: its fields come first.
    if (reader.value === 'static' || reader.value === 'constructor') break
    if (accept(reader, '[')) {
      while (!accept(reader, ']')) next(reader)
      expect(reader, ':')
      values = takeType(reader)
    } else {
      const name = reader.sort === 'string' ? unquote(reader.value) : reader.value
      next(reader)
      const optional = accept(reader, '?')
      expect(reader, ':')
      members.push({ name, optional, doc, type: takeType(reader) })
    }
    accept(reader, ';')
  }
  return { is: 'object', members, ...(values && { values }) }
}

/** @param {Reader} reader @returns {Type} */
function takeType(reader) {
  accept(reader, '|')
  const of = [takeIntersection(reader)]
  while (accept(reader, '|')) of.push(takeIntersection(reader))
  return of.length === 1 && of[0] ? of[0] : { is: 'union', of }
}

/** The first operand has all the members; the others only say which of them go together. @param {Reader} reader */
function takeIntersection(reader) {
  const first = takeOne(reader)
  while (accept(reader, '&')) takeOne(reader)
  return first
}

/** @param {Reader} reader @returns {Type} */
function takeOne(reader) {
  takeDoc(reader)
  if (reader.value === '{') return takeObject(reader)
  if (accept(reader, '(')) {
    const type = takeType(reader)
    expect(reader, ')')
    return type
  }
  const { sort, value } = reader
  next(reader)
  if (sort === 'string') return { is: 'literal', value: unquote(value) }
  if (sort === 'number') return { is: 'literal', value: Number(value) }
  if (value === 'true' || value === 'false') return { is: 'literal', value: value === 'true' }
  if (value === 'string' || value === 'number' || value === 'boolean') return { is: 'scalar', name: value }
  if (value === 'any' || value === 'unknown' || value === 'object') return { is: 'scalar', name: 'any' }
  if (sort !== 'name') expect(reader, 'a type')
  if (!accept(reader, '<')) return { is: 'reference', name: value }
  const type = takeType(reader)
  while (accept(reader, ',')) takeType(reader)
  expect(reader, '>')
  return value === 'Array' ? { is: 'array', items: type } : type
}

/** @param {string} quoted */
function unquote(quoted) {
  return quoted.startsWith("'") ? quoted.slice(1, -1).replace(/\\(.)/g, '$1') : String(JSON.parse(quoted))
}
