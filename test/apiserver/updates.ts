import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { resourcesOf } from '../../server/src/model/resource.ts'
import type { Problem } from '../../server/src/problem.ts'
import { parseFile } from '../../server/src/syntax/file.ts'
import { updateProblems } from '../../server/src/updates/problems.ts'
import { catalogue } from '../corpus/service.ts'
import { tableText } from '../corpus/table.ts'

/** An update of a live object by PUT, and what a real kube-apiserver said to it. */
export interface UpdateCase {
  readonly kind: string
  readonly path: string
  readonly change: string
  readonly old: unknown
  readonly now: unknown
  readonly means: string
  readonly refused: boolean
  readonly causes: readonly { readonly field: string; readonly type: string }[]
}

interface Base {
  readonly base: string
  readonly kind: string
  readonly manifest: unknown
  readonly object: unknown
}

interface Line {
  readonly kind: string
  readonly path: string
  readonly change: string
  readonly base: string
  readonly at: string
  readonly old?: unknown
  readonly new?: unknown
  readonly ops?: readonly Operation[]
  readonly via?: string
  readonly means: string
  readonly answer: { readonly verdict: string; readonly causes?: UpdateCase['causes'] }
}

interface Operation {
  readonly at: string
  readonly do: string
  readonly value?: unknown
}

function allCases(answers: string): readonly UpdateCase[] {
  return updateCases(gunzipSync(readFileSync(join(answers, 'updates.jsonl.gz'))).toString('utf8'))
}

/** Objects, and below them what was asked about them, one a line. */
export function updateCases(text: string): readonly UpdateCase[] {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Base | Line)
  const bases = new Map<string, Base[]>()
  const cases: UpdateCase[] = []
  for (const line of lines) {
    const name = `${line.kind} ${line.base}`
    if ('object' in line) bases.set(name, [...(bases.get(name) ?? []), line])
    else {
      const named = bases.get(name) ?? []
      // Some objects bear the same name; the old value tells which is meant.
      const base = named.find((it) => isDeepStrictEqual(valueAt(it.object, line.at), line.old)) ?? named[0]
      if (!base) continue
      cases.push({
        kind: line.kind,
        path: line.path,
        change: line.change,
        old: base.object,
        now: changed(line.via === 'manifest' ? base.manifest : base.object, line),
        means: line.means,
        refused: line.answer.verdict === 'refused',
        causes: line.answer.causes ?? [],
      })
    }
  }
  return cases
}

function changed(object: unknown, { at, new: value, ops }: Line): unknown {
  const copy = structuredClone(object)
  const all = ops ?? [value === undefined ? { at, do: 'del' } : { at, do: 'set', value }]
  for (const it of all) apply(copy, it)
  return copy
}

function valueAt(object: unknown, at: string): unknown {
  return keysOf(at).reduce<unknown>((here, key) => (here as Record<string, unknown> | undefined)?.[key], object)
}

function keysOf(at: string): string[] {
  const steps = at.split('/').slice(1)
  return steps.map((it) => it.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function apply(object: unknown, { at, do: verb, value }: Operation): void {
  const keys = keysOf(at)
  const last = keys.pop() ?? ''
  let here = object as Record<string, unknown>
  for (const key of keys) {
    here[key] ??= {}
    here = here[key] as Record<string, unknown>
  }
  if (verb !== 'del') here[last] = value
  else if (Array.isArray(here)) here.splice(Number(last), 1)
  else delete here[last]
}

/** What we say to an update of an object as it was read, with all that a server writes. */
export function judgeUpdate(old: unknown, now: unknown): readonly Problem[] {
  const [before, after] = [old, now].map((it) => {
    const document = parseFile(JSON.stringify(it)).parts[0]?.document
    return document && resourcesOf(document)[0]
  })
  return before && after ? updateProblems(before, after, catalogue, undefined, { byHand: false, ontoLive: false }) : []
}

/** Compares verdicts and paths; prints what differs and a table. */
export function compareUpdates(answers: string, wanted: (kind: string) => boolean, list: boolean): void {
  const rows = new Map<string, number[]>()
  const all = [0, 0, 0, 0, 0, 0, 0, 0]
  for (const it of allCases(answers)) {
    if (!wanted(it.kind)) continue
    const problems = judgeUpdate(it.old, it.now)
    const errors = problems.filter((one) => one.severity === 'error')
    const tally = rows.get(it.kind) ?? [0, 0, 0, 0, 0, 0, 0, 0]
    rows.set(it.kind, tally)
    const add = (column: number) => {
      tally[column] = (tally[column] ?? 0) + 1
      all[column] = (all[column] ?? 0) + 1
    }
    const say = (what: string) => {
      if (!list) return
      const ours = problems.map((one) => `${one.path} ${one.cause ?? one.code}`).join(', ')
      const theirs = it.causes.map((one) => `${one.field} ${one.type}`).join(', ')
      console.log(`${what} ${it.kind} ${it.path} ${it.change} [${it.means}] server: ${theirs} ours: ${ours}`)
    }
    if (it.refused) {
      add(2)
      if (errors.length === 0) say('MISSED')
      else {
        add(3)
        if (it.causes.length > 0) {
          add(4)
          const named = new Set(it.causes.map((one) => one.field))
          if (errors.some((one) => named.has(one.path ?? ''))) add(5)
          else say('PATH')
        }
      }
    } else {
      add(0)
      if (problems.some((one) => one.severity !== 'info')) {
        add(1)
        say('FALSE ALARM')
      }
      if (it.means === 'ignored' || it.means === 'kept') {
        add(6)
        if (problems.some((one) => one.code === 'update-ignored')) add(7)
        else say('SILENT')
      }
    }
  }
  const head = ['', 'accepted', 'false alarms', 'verdict', 'refused: found', 'same paths', 'ignored: found']
  const percent = (part = 0, whole = 0) => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} % of ${whole}`)
  const row = (name: string, [accepted = 0, alarms = 0, refused = 0, found, paths, same, ignored, told]: number[]) => [
    name,
    accepted,
    alarms,
    percent(accepted - alarms + (found ?? 0), accepted + refused),
    percent(found, refused),
    percent(same, paths),
    percent(told, ignored),
  ]
  console.log(tableText([head, ...[...rows].map(([name, it]) => row(name, it)), row('all', all)]))
}
