import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** A manifest and what a real kube-apiserver said to it. */
export interface Case {
  /** `POD11 name-too-long`, or the seed of a mutation. */
  readonly id: string
  /** The row of the table of rules that it shows, or the class of the mutation. */
  readonly row: string
  readonly manifest: string
  readonly refused: boolean
  /** The field paths that the server names; `~` of a type error, `@12:name` of a repeated key; empty where it names none. */
  readonly fields: readonly string[]
  /** Of those, the types of error by field: `FieldValueRequired`; a field may be wrong in two ways. */
  readonly types: ReadonlyMap<string, ReadonlySet<string>>
  readonly warnings: readonly string[]
  readonly message: string
}

interface Answer {
  readonly verdict?: string
  readonly code: number
  readonly message?: string
  readonly causes?: readonly { readonly field: string; readonly type: string }[]
  readonly decode?: readonly string[]
  readonly warnings?: readonly string[]
}

interface RowLine {
  readonly id: string
  readonly case: string
  readonly expect: string
  readonly manifest: string
  readonly answer: Answer
  readonly expand?: readonly { readonly token: string; readonly char: string; readonly count: number }[]
  readonly old?: unknown
  readonly setup?: unknown
  readonly dependsOn?: unknown
  readonly requestNamespace?: unknown
  readonly note?: string
}

interface MutationLine {
  readonly seed: string
  readonly kind: string
  readonly mutation: string
  readonly manifest: string
  readonly answer: Answer
  readonly fields: readonly string[]
}

/** The hand-written cases of `rows/`, without those that are no plain request to make something or hang on a cluster. */
export function rowCases(answers: string, wanted: (id: string) => boolean = () => true): readonly Case[] {
  const folder = join(answers, 'rows')
  return readdirSync(folder).flatMap((name) => casesIn(readFileSync(join(folder, name), 'utf8'), wanted))
}

/** The cases of one file, a line each. */
export function casesIn(text: string, wanted: (id: string) => boolean = () => true): readonly Case[] {
  return linesOf<RowLine>(text)
    .filter((it) => wanted(it.id) && isPlain(it))
    .map((it) => {
      const manifest = (it.expand ?? []).reduce(
        (text, { token, char, count }) => text.replaceAll(token, char.repeat(count)),
        it.manifest,
      )
      const fields = fieldsOf(it.answer)
      return caseOf(`${it.id} ${it.case}`, it.id, manifest, it.answer, fields)
    })
}

function isPlain({ old, setup, dependsOn, requestNamespace, note, answer }: RowLine): boolean {
  if (old !== undefined || setup !== undefined || dependsOn !== undefined || requestNamespace !== undefined)
    return false
  if (note !== undefined && /endpoint|fieldValidation|server-side|user|flag|kubectl|PUT|PATCH/i.test(note)) return false
  return answer.code === 201 || answer.code === 200 || answer.code === 400 || answer.code === 422
}

export function mutationCases(answers: string): readonly Case[] {
  const text = gunzipSync(readFileSync(join(answers, 'mutations.jsonl.gz'))).toString('utf8')
  return linesOf<MutationLine>(text).map((it) =>
    caseOf(`${it.seed} ${it.kind} ${it.mutation}`, it.mutation, it.manifest, it.answer, it.fields),
  )
}

interface VersionLine {
  readonly set: 'rows' | 'mutations'
  readonly id: string
  readonly case?: string
  readonly [version: `1.${number}`]: { readonly verdict: string; readonly fields: readonly string[] }
}

/** The cases as an older server judges them; those of kinds that it does not serve are left to `isServed`. */
export function olderCases(answers: string, minor: number, isServed: (manifest: string) => boolean): readonly Case[] {
  const lines = linesOf<VersionLine>(readFileSync(join(answers, 'versions.jsonl'), 'utf8'))
  const judged = new Map(lines.map((it) => [it.set === 'rows' ? `${it.id} ${it.case ?? ''}` : it.id, it[`1.${minor}`]]))
  return [...rowCases(answers), ...mutationCases(answers)].flatMap((it) => {
    const other = judged.get(it.id) ?? judged.get(it.id.split(' ', 1)[0] ?? '')
    if (!other) return isServed(it.manifest) ? [it] : []
    const fields = other.fields.map((field) => /^unknown field "(.*)"$/s.exec(field)?.[1] ?? field)
    return [{ ...it, refused: other.verdict === 'refused', fields, types: new Map() }]
  })
}

function caseOf(id: string, row: string, manifest: string, answer: Answer, fields: readonly string[]): Case {
  const types = new Map<string, Set<string>>()
  for (const { field, type } of answer.causes ?? [])
    types.set(normal(field), (types.get(normal(field)) ?? new Set<string>()).add(type))
  const refused = answer.verdict === undefined ? answer.code >= 400 : answer.verdict === 'refused'
  return { id, row, manifest, refused, fields, types, warnings: answer.warnings ?? [], message: answer.message ?? '' }
}

/** As the recordings of mutations derive them from the answer. */
function fieldsOf(answer: Answer): readonly string[] {
  const causes = answer.causes ?? []
  const decode = answer.decode ?? []
  const message = answer.message ?? ''
  const strict = [...decode, ...(/strict decoding error: (.*)$/s.exec(message)?.[1]?.split(', ') ?? [])].flatMap(
    (it) => {
      const unknown = /^unknown field "(.*)"$/s.exec(it)?.[1]
      if (unknown !== undefined) return [unknown]
      return [...it.matchAll(/line (\d+): key "?(.*?)"? already set in map/g)].map(
        (found) => `@${found[1]}:${found[2]}`,
      )
    },
  )
  const path = /into Go struct field \w+\.(\S+) of type/.exec(message)?.[1]
  const steps = path?.split('.') ?? []
  const type = steps.filter((it, i) => i === steps.length - 1 || !/^[A-Z]/.test(it)).join('.')
  return [...new Set([...causes.map((it) => it.field), ...strict, ...(type === '' ? [] : [`~${type}`])])]
}

/** `['a']` and `["a"]` mean `[a]`. */
export function normal(path: string): string {
  return path.replace(/\[(['"])(.*?)\1\]/g, '[$2]')
}

function linesOf<T>(text: string): readonly T[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
}
