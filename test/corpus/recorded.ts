/** What a real API server said to a manifest, as `../shared/apiserver` and `sample.jsonl` keep it. */
export interface Answer {
  readonly verdict: string
  readonly causes?: readonly Cause[]
  /** Parts of a strict decoding error: unknown fields and repeated keys. */
  readonly decode?: readonly string[]
  readonly message?: string
}

interface Cause {
  readonly field: string
  readonly type: string
  readonly message?: string
}

/** What the decoder refuses, and what is missing: the business of syntax and schemas. All else is that of rules. */
export interface Decoding {
  /** Whether syntax and schema alone must refuse the manifest. */
  readonly refused: boolean
  /**
   * Where. `spec.x` a field; `~spec.x` a type error, whose path the server gives without positions and map keys;
   * `@12:name` a repeated key and its line. Empty where the server names no place.
   */
  readonly fields: readonly string[]
}

export function decodingOf(answer: Answer): Decoding {
  const required = (answer.causes ?? []).filter((it) => it.type === 'FieldValueRequired').map((it) => it.field)
  const strict = (answer.decode ?? []).flatMap(strictFields)
  const type = typeField(answer.message ?? '')
  const fields = [...new Set([...strict, ...required, ...(type === undefined ? [] : [type])])]
  const refused = answer.verdict === 'refused' && (fields.length > 0 || DECODER.test(answer.message ?? ''))
  return { refused, fields: refused ? fields : [] }
}

/** How the server begins when the decoder, and not a validation, refuses. */
const DECODER =
  /cannot be handled as|cannot unmarshal|is unrecognized|quantities must|unable to parse quantity|illegal base64|parsing time|yaml:|json:/

/** `unknown field "spec.x"`, or go-yaml's list of repeated keys. */
function strictFields(part: string): readonly string[] {
  const unknown = /^unknown field "(.*)"$/s.exec(part)?.[1]
  // The server quotes the name as Go does: `\u00a0`.
  if (unknown !== undefined)
    return [unknown.replace(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))]
  return [...part.matchAll(/line (\d+): key "?(.*?)"? already set in map/g)].map((it) => `@${it[1]}:${it[2]}`)
}

/** The path in Go's type error starts with the name of a struct and passes through embedded structs. */
function typeField(message: string): string | undefined {
  const path = /into Go struct field \w+\.(\S+) of type/.exec(message)?.[1]
  if (path === undefined) return undefined
  const steps = path.split('.')
  return `~${steps.filter((it, i) => i === steps.length - 1 || !/^[A-Z]/.test(it)).join('.')}`
}
