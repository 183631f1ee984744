import * as yaml from 'yaml'

import type { Comment, Document, PairTree, SyntaxProblem, Tree } from './tree.ts'

/** Beyond this nesting a document is not read: no manifest comes near, and every walk of a tree recurses. */
export const MAX_DEPTH = 200

/**
 * Parses one YAML document. Total: any text gives a document, broken text a partial tree and problems.
 */
export function parseDocument(text: string): Document {
  const depth = tooDeep(text)
  if (depth !== undefined) return nothing(text, depth)
  const comments: Comment[] = []
  const parser = new yaml.Parser()
  const composer = new yaml.Composer({ strict: false, uniqueKeys: false, schema: 'failsafe', logLevel: 'silent' })
  const documents: yaml.Document.Parsed[] = []
  try {
    for (const token of parser.parse(text)) {
      for (const document of composer.next(token)) documents.push(document as yaml.Document.Parsed)
    }
    for (const document of composer.end(false, text.length)) documents.push(document as yaml.Document.Parsed)
  } catch {
    return nothing(text, { from: 0, to: text.length, code: 'yaml-syntax', message: 'this document cannot be read' })
  }
  for (const token of new yaml.Lexer().lex(text)) void token
  collectComments(text, comments)
  const document = documents.find((it) => it.contents !== null) ?? documents[0]
  const contents = document?.contents as yaml.ParsedNode | null | undefined
  const errors: yaml.YAMLError[] = document?.errors ?? []
  const problems = errors.slice(0, 100).map(({ pos, message }): SyntaxProblem => {
    const to = Math.max(pos[1], pos[0] + 1)
    return { from: pos[0], to, code: 'yaml-syntax', message: message.split(' at line ')[0] ?? message }
  })
  if (!contents || !contents.range || (yaml.isScalar(contents) && contents.source === '' && contents.range[0] === contents.range[1]))
    return { text, tree: undefined, offset: 0, problems, comments }
  const tree = convert(contents, text, problems, contents.range[0])
  return { text, tree, offset: contents.range[0], problems, comments }
}

function nothing(text: string, problem: SyntaxProblem): Document {
  return { text, tree: undefined, offset: 0, problems: [problem], comments: [] }
}

function tooDeep(text: string): SyntaxProblem | undefined {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text[i]
    if (unit === '[' || unit === '{') {
      if (++depth > MAX_DEPTH)
        return { from: i, to: i + 1, code: 'yaml-too-deep', message: `nested more than ${MAX_DEPTH} levels deep` }
    } else if (unit === ']' || unit === '}') depth--
    else if (unit === '\n') {
      let indent = 0
      while (text[i + 1 + indent] === ' ' || text[i + 1 + indent] === '-') indent++
      if (indent > 10 * MAX_DEPTH)
        return { from: i + 1, to: i + 2, code: 'yaml-too-deep', message: `nested more than ${MAX_DEPTH} levels deep` }
    }
  }
  return undefined
}

function collectComments(text: string, into: Comment[]): void {
  let at = 0
  for (const lexeme of new yaml.Lexer().lex(text)) {
    if (lexeme === '\x02' || lexeme === '\x18' || lexeme === '\x1f') continue
    if (lexeme.startsWith('#')) into.push({ from: at, to: at + lexeme.length })
    at += lexeme.length
  }
}

function convert(node: yaml.ParsedNode, text: string, problems: SyntaxProblem[], from: number): Tree {
  const end = node.range[1]
  const anchor = yaml.isAlias(node) ? undefined : node.anchor
  const tag = yaml.isAlias(node) || !node.tag || !node.srcToken ? undefined : sourceTag(text, from, end)
  const properties = {
    length: Math.max(0, end - from),
    ...(anchor === undefined ? {} : { anchor }),
    ...(tag === undefined ? {} : { tag }),
  }
  if (yaml.isAlias(node)) return { type: 'alias', ...properties, name: node.source, aliases: true }
  if (yaml.isMap(node)) {
    const pairs: PairTree[] = []
    const seen = new Map<string, true>()
    for (const item of node.items) {
      const key = item.key as yaml.ParsedNode | null
      if (!key?.range) continue
      const keyFrom = key.range[0]
      const value = item.value as yaml.ParsedNode | null
      const empty = !value?.range || (yaml.isScalar(value) && value.source === '' && value.range[0] === value.range[1])
      const keyTree = convert(key, text, problems, keyFrom)
      const name = keyTree.type === 'scalar' ? keyTree.text : undefined
      if (name !== undefined && seen.has(name) && name !== '<<')
        problems.push({
          from: keyFrom,
          to: keyFrom + keyTree.length,
          code: 'yaml-duplicate-key',
          message: `\`${name}\` is here twice; kubectl keeps the last one in silence, the API server refuses the manifest`,
        })
      if (name !== undefined) seen.set(name, true)
      const valueFrom = empty ? key.range[1] + 1 : (value as yaml.ParsedNode).range[0]
      pairs.push({
        offset: keyFrom - from,
        key: keyTree,
        valueOffset: valueFrom - from,
        value: empty ? undefined : convert(value as yaml.ParsedNode, text, problems, valueFrom),
      })
    }
    const aliases = pairs.some((it) => it.key.aliases || it.value?.aliases)
    return { type: 'mapping', flow: node.flow === true, ...properties, ...(aliases ? { aliases } : {}), pairs }
  }
  if (yaml.isSeq(node)) {
    const items = node.items.map((it) => {
      const item = it as yaml.ParsedNode
      const at = item.range?.[0] ?? from
      const empty = !item.range || (yaml.isScalar(item) && item.source === '' && item.range[0] === item.range[1])
      const dash = node.flow ? at : text.lastIndexOf('-', at - 1)
      const offset = dash >= from ? dash - from : at - from
      return { offset, valueOffset: at - from, value: empty ? undefined : convert(item, text, problems, at) }
    })
    const aliases = items.some((it) => it.value?.aliases)
    return { type: 'sequence', flow: node.flow === true, ...properties, ...(aliases ? { aliases } : {}), items }
  }
  const style = { PLAIN: 'plain', QUOTE_SINGLE: 'single', QUOTE_DOUBLE: 'double', BLOCK_LITERAL: 'literal', BLOCK_FOLDED: 'folded' } as const
  return { type: 'scalar', ...properties, style: style[node.type ?? 'PLAIN'] ?? 'plain', text: node.source ?? '' }
}

function sourceTag(text: string, from: number, to: number): string | undefined {
  return /^!\S*/.exec(text.slice(Math.max(0, from - 20), to).trimStart())?.[0]
}
