import type AjvCore from 'ajv/dist/core.js'
import type { Options } from 'ajv/dist/core.js'

import type { Problem } from '../problem.ts'
import { toJson } from '../syntax/json.ts'
import type { Node } from '../syntax/node.ts'
import { problemsFrom } from './json-schema-errors.ts'
import { type Description, describeAt, type Path, type Suggestion, suggestionsAt } from './json-schema-places.ts'
import { type Draft, type JsonObject, prepare } from './json-schema-prepare.ts'
import { firstLine } from './place.ts'

/** A JSON Schema that a person brought, ready for use. */
export interface UserSchema {
  /** Why it cannot be used, or not all of it; said once for each document. */
  readonly fault: string | undefined
  /** Offsets count from the start of the node's document. */
  validate(node: Node): readonly Problem[]
  describe(path: Path): Description | undefined
  /** The keys of the object at `path` and the values that can stand there, whatever of them is there already. */
  complete(path: Path): readonly Suggestion[]
}

/** Gives the class for a draft. Handed in, because only the edge can load it late: most people never need it. */
export type AjvFor = (draft: Draft) => new (options: Options) => AjvCore.default

/** Reads `schema` once; every text is an answer: a schema that is wrong or refers to elsewhere has a `fault`. */
export function compileSchema(schema: unknown, ajvFor: AjvFor): UserSchema {
  const { schema: root, draft, elsewhere } = prepare(schema)
  const compiled = compile(root, draft, ajvFor)
  const fault = typeof compiled === 'string' ? compiled : elsewhereFault(elsewhere)
  return {
    fault,
    validate: (node) => {
      const problems = fault === undefined ? [] : [faultProblem(node, fault)]
      if (typeof compiled === 'string') return problems
      const value = toJson(node)
      if (value === undefined) return [...problems, faultProblem(node, 'this document is too large to check')]
      try {
        return compiled(value) ? problems : [...problems, ...problemsFrom(compiled.errors ?? [], node)]
      } catch (error) {
        return [...problems, faultProblem(node, `the schema cannot check this document: ${reason(error)}`)]
      }
    },
    describe: (path) => describeAt(root, path),
    complete: (path) => suggestionsAt(root, path),
  }
}

function compile(root: JsonObject | boolean, draft: Draft, ajvFor: AjvFor): AjvCore.AnyValidateFunction | string {
  try {
    const Ajv = ajvFor(draft)
    return new Ajv({
      allErrors: true,
      verbose: true,
      strict: false,
      validateSchema: false,
      validateFormats: false,
      logger: false,
      ownProperties: true,
      unicodeRegExp: false,
      code: { regExp: lenientRegExp },
    }).compile(root)
  } catch (error) {
    return `the JSON Schema of this file is wrong: ${reason(error)}`
  }
}

/** Patterns are written for other engines too (`(?i)`): one that JavaScript cannot read forbids nothing. */
function lenientRegExp(pattern: string, flags: string): { readonly test: (text: string) => boolean } {
  try {
    return new RegExp(pattern, flags)
  } catch {
    return { test: () => true }
  }
}
lenientRegExp.code = 'lenientRegExp'

function elsewhereFault([first, ...more]: readonly string[]): string | undefined {
  if (first === undefined) return undefined
  const others = more.length === 0 ? '' : ` and ${more.length} more`
  return `the JSON Schema of this file refers to \`${first}\`${others}; Purser reads no schema from elsewhere, so that part is not checked`
}

function faultProblem(node: Node, message: string): Problem {
  return { ...firstLine(node), code: 'schema', severity: 'warning', message }
}

function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.length > 200 ? `${text.slice(0, 199)}…` : text
}
