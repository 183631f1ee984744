import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Policy } from '../../server/src/settings.ts'
import { lintText, POLICY } from '../corpus/service.ts'
import { tableText } from '../corpus/table.ts'
import { type Case, mutationCases, olderCases, rowCases } from './cases.ts'
import { judge } from './judge.ts'
import { compareUpdates } from './updates.ts'

/**
 * Compares our verdicts, field paths and types of error with those of a real kube-apiserver.
 *
 *     npx tsx test/apiserver/compare.ts rows [--only POD,PRB] [--list]
 *     npx tsx test/apiserver/compare.ts mutations [--only name,label] [--list]
 *     npx tsx test/apiserver/compare.ts versions --minor 33 [--list]
 *     npx tsx test/apiserver/compare.ts updates [--only v1/Pod,batch/v1/Job] [--list]
 */
const { values: options, positionals } = parseArgs({
  options: {
    answers: { type: 'string', default: fileURLToPath(new URL('../../../shared/apiserver/', import.meta.url)) },
    only: { type: 'string' },
    list: { type: 'boolean' },
    minor: { type: 'string', default: '36' },
  },
  allowPositionals: true,
})

const policy: Policy = { ...POLICY, profile: 'apiserver', minor: Number(options.minor) }

interface Tally {
  accepted: number
  falseErrors: number
  refused: number
  found: number
  /** Refused by both. */
  paths: number
  samePaths: number
  sameTypes: number
  warned: number
  warnings: number
  falseWarnings: number
}

function run(): void {
  const only = options.only?.split(',')
  const set = positionals[0] ?? 'rows'
  if (set === 'updates') {
    compareUpdates(options.answers, (kind) => !only || only.includes(kind), options.list === true)
    return
  }
  const wanted = (row: string) =>
    !only || only.some((it) => row === it || groupOf(row) === it || row.startsWith(`${it}/`))
  const cases = casesOf(set).filter((it) => wanted(it.row))
  const tallies = new Map<string, Tally>()
  const differing: string[] = []
  for (const it of cases) {
    const group = groupOf(it.row)
    const tally = tallies.get(group) ?? emptyTally()
    tallies.set(group, tally)
    const difference = count(tally, it)
    if (difference) differing.push(difference)
  }
  if (options.list) for (const it of differing) console.log(it)
  const all = emptyTally()
  for (const tally of tallies.values()) for (const key of keysOf(tally)) all[key] += tally[key]
  const rows = [...tallies, ['all', all] as const].map(([name, it]) => [
    name,
    it.accepted,
    it.falseErrors,
    percent(it.found, it.refused),
    percent(it.accepted - it.falseErrors + it.found, it.accepted + it.refused),
    percent(it.samePaths, it.paths),
    percent(it.sameTypes, it.paths),
    percent(it.warnings, it.warned),
    it.falseWarnings,
  ])
  const head = [
    '',
    'accepted',
    'false errors',
    'refused: found',
    'verdict',
    'same paths',
    'same types',
    'warnings',
    'false warnings',
  ]
  console.log(tableText([head, ...rows]))
}

function casesOf(set: string): readonly Case[] {
  if (set === 'versions') return olderCases(options.answers, policy.minor, isServed)
  return set === 'rows' ? rowCases(options.answers) : mutationCases(options.answers)
}

/** Whether the server of that version has the kind at all. */
function isServed(manifest: string): boolean {
  return !lintText(manifest, undefined, policy).problems.some(
    (it) => it.code === 'api-not-yet' || it.code === 'api-removed',
  )
}

/** Counts a case, and gives what differs, to be read by a person. */
function count(tally: Tally, it: Case): string | undefined {
  const verdict = judge(it, lintText(it.manifest, undefined, policy).problems)
  if (verdict.warned) tally.warned++
  if (verdict.warned && verdict.warns) tally.warnings++
  if (!verdict.warned && verdict.warns && !it.refused) tally.falseWarnings++
  if (it.refused) tally.refused++
  else tally.accepted++
  if (verdict.difference === 'false error') tally.falseErrors++
  if (it.refused && verdict.difference !== 'missed') {
    tally.found++
    if (it.fields.length > 0) {
      tally.paths++
      if (verdict.difference !== 'paths') tally.samePaths++
      if (verdict.difference !== 'paths' && verdict.difference !== 'types') tally.sameTypes++
    }
  }
  return verdict.text
}

function groupOf(row: string): string {
  return row.includes(' + ') ? 'two at once' : (/^[A-Z]+(?=\d)/.exec(row)?.[0] ?? row.split('/')[0] ?? row)
}

function emptyTally(): Tally {
  return {
    accepted: 0,
    falseErrors: 0,
    refused: 0,
    found: 0,
    paths: 0,
    samePaths: 0,
    sameTypes: 0,
    warned: 0,
    warnings: 0,
    falseWarnings: 0,
  }
}

function keysOf(tally: Tally): readonly (keyof Tally)[] {
  return Object.keys(tally) as (keyof Tally)[]
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} % of ${whole}`
}

if (existsSync(options.answers)) run()
else {
  console.error(`not there: ${options.answers}; name the folder with --answers`)
  process.exitCode = 2
}
