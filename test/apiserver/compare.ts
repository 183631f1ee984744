import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Problem } from '../../server/src/problem.ts'
import { placesOf } from '../corpus/judge.ts'
import { lintText } from '../corpus/service.ts'
import { tableText } from '../corpus/table.ts'
import { type Case, mutationCases, normal, rowCases } from './cases.ts'
import { compareUpdates } from './updates.ts'

/**
 * Compares our verdicts, field paths and types of error with those of a real kube-apiserver.
 *
 *     npx tsx test/apiserver/compare.ts rows [--only POD,PRB] [--list]
 *     npx tsx test/apiserver/compare.ts mutations [--only name,label] [--list]
 *     npx tsx test/apiserver/compare.ts updates [--only v1/Pod,batch/v1/Job] [--list]
 */
const { values: options, positionals } = parseArgs({
  options: {
    answers: { type: 'string', default: fileURLToPath(new URL('../../../shared/apiserver/', import.meta.url)) },
    only: { type: 'string' },
    list: { type: 'boolean' },
    quiet: { type: 'boolean' },
  },
  allowPositionals: true,
})

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
  const cases = (set === 'rows' ? rowCases(options.answers) : mutationCases(options.answers)).filter((it) =>
    wanted(it.row),
  )
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

/** What differs, to be read by a person. */
function count(tally: Tally, it: Case): string | undefined {
  const { problems } = lintText(it.manifest)
  const server = problems.filter(isOfServer)
  const errors = server.filter((one) => one.severity === 'error')
  const warnings = server.filter((one) => one.severity === 'warning')
  const said = () =>
    [...errors, ...warnings]
      .map((one) => `\n    ours: ${one.server?.row ?? one.code} ${one.path ?? ''} (${one.cause ?? ''}) ${one.message}`)
      .join('')
  const head = `${it.id}\n    server: ${it.refused ? 'refused' : 'accepted'} ${it.fields.join(' ')} ${[...it.types.values()].join(' ')} ${it.message.slice(0, 300)}`
  const warned = it.warnings.filter((one) => !/^unknown field|^duplicate/.test(one))
  if (warned.length > 0) tally.warned++
  if (warned.length > 0 && warnings.length > 0) tally.warnings++
  if (warned.length === 0 && warnings.some((one) => one.cause === 'warning') && !it.refused) tally.falseWarnings++
  const warningDiffers = !it.refused && warned.length > 0 !== warnings.length > 0
  if (!it.refused) {
    tally.accepted++
    if (errors.length > 0) {
      tally.falseErrors++
      return `FALSE ERROR ${head}${said()}`
    }
    return warningDiffers ? `WARNING ${head} ${warned.join(' | ')}${said()}` : undefined
  }
  tally.refused++
  if (errors.length === 0) return `MISSED ${head}`
  tally.found++
  if (it.fields.length === 0) return undefined
  tally.paths++
  const ours = new Set(errors.flatMap((one) => placesOf(it.manifest, one)))
  const named = new Set(it.fields.map(normal))
  const missed = it.fields.filter((one) => !ours.has(normal(one)))
  // A type error hides everything else from the server.
  const hides = it.fields.some((one) => one.startsWith('~'))
  const extra = hides ? [] : errors.filter((one) => !placesOf(it.manifest, one).some((place) => named.has(place)))
  if (missed.length > 0 || extra.length > 0)
    return `PATHS missed [${missed.join(' ')}] extra [${extra.map((one) => one.path ?? one.code).join(' ')}] ${head}${said()}`
  tally.samePaths++
  const wrongType = errors.filter((one) => {
    const type = it.types.get(normal(one.path ?? ''))
    return type !== undefined && one.cause !== undefined && TYPES[one.cause] !== undefined && TYPES[one.cause] !== type
  })
  if (wrongType.length > 0) return `TYPES ${wrongType.map((one) => `${one.path}: ${one.cause}`).join(', ')} ${head}`
  tally.sameTypes++
  return undefined
}

/** What the profile `apiserver` shows: what the server itself refuses or warns of. */
function isOfServer({ cause, code, severity }: Problem): boolean {
  return cause !== undefined || code.startsWith('yaml-') || (severity === 'error' && !RULES_OF_OURS.has(code))
}

const RULES_OF_OURS: ReadonlySet<string> = new Set(['image-tag-latest'])

const TYPES: Readonly<Record<string, string>> = {
  required: 'FieldValueRequired',
  invalid: 'FieldValueInvalid',
  unsupported: 'FieldValueNotSupported',
  duplicate: 'FieldValueDuplicate',
  forbidden: 'FieldValueForbidden',
  'not-found': 'FieldValueNotFound',
  'too-long': 'FieldValueTooLong',
  'too-many': 'FieldValueTooMany',
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
