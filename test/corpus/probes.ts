import { join } from 'node:path'
import { withFile } from '../../server/src/model/workspace.ts'
import type { Problem } from '../../server/src/problem.ts'
import { type Part, parseFile } from '../../server/src/syntax/file.ts'
import { type Json, toJson } from '../../server/src/syntax/json.ts'
import { at, rootOf } from '../../server/src/syntax/node.ts'
import { judge } from './judge.ts'
import { readLines } from './manifests.ts'
import { decodingOf } from './recorded.ts'
import { EMPTY, lintText } from './service.ts'
import { createLists, type Result, share } from './table.ts'

/** One line of yaml-semantics.jsonl. */
interface Probe {
  readonly case: string
  readonly manifest?: string
  readonly manifestBase64?: string
  readonly verdict: string
  readonly answer: string
  readonly note: string
  readonly causes?: readonly { readonly field: string; readonly type: string }[]
  readonly decode?: readonly string[]
  /** Where kubectl ends otherwise than the server given raw YAML. */
  readonly kubectl?: { readonly verdict: string }
}

/** What YAML text means to the server: the verdict on every probe, and the value where it was read back. */
export function compareProbes(answers: string): Result {
  const probes = readLines<Probe>(join(answers, 'yaml-semantics.jsonl'))
  const { lists, add } = createLists()
  const beside = withFile(EMPTY, 'file:///definition.yaml', parseFile(probes[0]?.manifest ?? ''))
  const verdicts = { accepted: 0, acceptedHere: 0, refused: 0, refusedHere: 0, places: 0, outside: 0 }
  const readings = { known: 0, same: 0 }
  for (const probe of probes) {
    const text = textOfProbe(probe)
    const outside = text === undefined ? 'not text: reading bytes is the work of the editor' : reasonOutside(probe)
    if (text === undefined || outside !== undefined) {
      verdicts.outside++
      add('probes-outside', `${probe.case}: ${outside}`)
      continue
    }
    const { file, problems } = lintText(text, beside)
    const part = file.parts.find((it) => it.document.tree) ?? file.parts[0]
    if (part) judgeProbe(probe, text, part, problems)
  }
  return {
    title: 'Probes of YAML',
    rows: [
      ['', 'agree'],
      ['accepted', share(verdicts.acceptedHere, verdicts.accepted)],
      ['refused by decoding', share(verdicts.refusedHere, verdicts.refused)],
      ['... at the place', share(verdicts.places, verdicts.refused)],
      ['values as read back', share(readings.same, readings.known)],
      ['out of scope', verdicts.outside],
    ],
    lists,
    faults: [],
  }

  function judgeProbe(probe: Probe, text: string, part: Part, problems: readonly Problem[]): void {
    const decoding = decodingOf({ ...probe, message: probe.answer })
    const { refused, missed } = judge(text, problems, decoding)
    const errors = problems.filter((it) => it.severity === 'error')
    const ours = errors.map((it) => `${it.code} ${it.path ?? ''} ${it.message}`).join(' | ')
    if (probe.verdict === 'accepted') {
      verdicts.accepted++
      if (refused) add('probes', `${probe.case}: accepted; ours: ${ours}`)
      else verdicts.acceptedHere++
      compareValue(probe, part)
      return
    }
    verdicts.refused++
    if (refused) verdicts.refusedHere++
    if (refused && missed.length === 0) verdicts.places++
    if (!refused || missed.length > 0)
      add(
        'probes',
        `${probe.case}: refused (${probe.answer.slice(0, 200)}); missed ${missed.join(', ')}; ours: ${ours}`,
      )
  }

  function compareValue(probe: Probe, { document }: Part): void {
    const [, path] = /^read back at (\S+): /.exec(probe.note) ?? []
    if (path === undefined || !FREE.test(path) || probe.manifest?.includes('kind: Secret')) return
    const theirs = readAnswer(probe.answer)
    if (theirs === undefined) return
    readings.known++
    const node = at(rootOf(document), ...path.split('.'))
    const read = toJson(node)
    const ours = path.startsWith('spec') ? read : emptyForNull(read)
    if (sameJson(ours, theirs)) readings.same++
    else add('values', `${probe.case}: ${probe.answer}; ours: ${JSON.stringify(ours)}`)
  }
}

/** Places whose values the server hands back as it read them: the untyped field, and maps of text. */
const FREE = /^(?:spec\.v|data|metadata\.(?:labels|annotations))$/

/** Why a probe says nothing about decoding. */
function reasonOutside({ verdict, answer, causes, decode, note, manifest }: Probe): string | undefined {
  if (verdict !== 'refused') return undefined
  if (answer.startsWith('the namespace of the provided object')) return 'the namespace of the request'
  if (decode?.some((it) => it.startsWith('unknown field')) && manifest?.includes('kind: Probe'))
    return 'the schema of a custom resource of the workspace (unknown field)'
  if (note.startsWith('refused while decoding')) return undefined
  if (manifest?.includes('kind: Probe'))
    return `the schema of a custom resource of the workspace (${causes?.[0]?.type})`
  if (causes?.some((it) => it.type === 'FieldValueRequired')) return undefined
  return `a validation of values: ${causes?.[0]?.field} ${causes?.[0]?.type}`
}

function textOfProbe({ manifest, manifestBase64 }: Probe): string | undefined {
  if (manifest !== undefined || manifestBase64 === undefined) return manifest
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(manifestBase64, 'base64'))
  } catch {
    return undefined
  }
}

function readAnswer(answer: string): Json | undefined {
  if (answer === 'absent') return null
  try {
    return JSON.parse(answer) as Json
  } catch {
    return undefined
  }
}

/** In a map of text null is the empty text, and an empty map is none. */
function emptyForNull(value: Json | undefined): Json | undefined {
  if (value === null || value === undefined || typeof value !== 'object') return value
  if (Object.keys(value).length === 0) return null
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, it ?? '']))
}

function sameJson(a: Json | undefined, b: Json): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

function sorted(value: Json | undefined): unknown {
  if (Array.isArray(value)) return value.map((it: Json) => sorted(it))
  if (typeof value !== 'object' || value === null) return value ?? null
  const names = Object.keys(value).sort()
  return names.map((name) => [name, sorted((value as Record<string, Json>)[name])])
}
