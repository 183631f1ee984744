import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { resourcesOf } from '../../server/src/model/resource.ts'
import type { Problem } from '../../server/src/problem.ts'
import { type Part, positionAt } from '../../server/src/syntax/file.ts'
import { judge } from './judge.ts'
import { type Answer, decodingOf } from './recorded.ts'
import { type Linted, lintText } from './service.ts'
import { createLists, type Result, share } from './table.ts'

/** One line of corpus.jsonl. */
interface Row extends Answer {
  readonly file: string
  /** Position among the documents of the file that hold something. */
  readonly doc: number
  /** Position in a List. */
  readonly item?: number
  readonly kind: string
}

interface Tally {
  accepted: number
  falseErrors: number
  decoding: number
  decodingFound: number
  atPlace: number
  others: number
  othersFound: number
  removed: number
  removedFound: number
  foreign: number
  foreignErrors: number
  warnings: number
  resources: number
}

/** Real manifests: what we say of each document, beside what the server said. */
export function compareManifests(corpus: string, answers: string): Result {
  const rows = readLines<Row>(join(answers, 'corpus.jsonl'))
  const useOf = readUses(corpus)
  const { lists, add } = createLists()
  const tallies = new Map<string, Tally>()
  let crashes = 0
  for (const [path, ofFile] of groupBy(rows, (it) => it.file)) {
    const use = useOf.get(path) ?? 'unknown'
    const tally = tallies.get(use) ?? emptyTally()
    tallies.set(use, tally)
    const linted = attempt(path)
    if (!linted) continue
    tally.warnings += linted.problems.filter((it) => it.severity === 'warning').length
    if (use === 'core') for (const line of saidIn(linted)) add('core', `${line[0]} ${path}:${line[1]}`)
    tally.resources += linted.file.parts.reduce((n, it) => n + resourcesOf(it.document).length, 0)
    const documents = linted.file.parts.filter(holdsSomething)
    for (const row of ofFile) {
      const part = documents[row.doc]
      if (part) count(tally, row, part, problemsOfRow(linted, part, row))
      else add('no-document', `${path} ${row.doc}`)
    }
  }
  return { title: 'Real manifests', rows: tableOf(tallies), lists, faults: faultsOf(tallies, crashes) }

  function attempt(path: string): Linted | undefined {
    try {
      return lintText(readFileSync(join(corpus, path), 'utf8'))
    } catch (error) {
      crashes++
      add('crashes', `${path}: ${error instanceof Error ? error.stack : error}`)
      return undefined
    }
  }

  function count(tally: Tally, row: Row, part: Part, problems: readonly Problem[]): void {
    const errors = problems.filter((it) => it.severity === 'error')
    const line = `${row.file} ${row.doc}${row.item === undefined ? '' : `/${row.item}`} ${row.kind}`
    const ours = `ours: ${errors
      .map((it) => `${it.code} ${it.path ?? ''} ${it.message}`)
      .slice(0, 4)
      .join(' | ')}`
    const theirs = `server: ${row.message ?? JSON.stringify([row.decode, row.causes])}`.slice(0, 400)
    if (row.verdict === 'accepted') {
      tally.accepted++
      if (errors.length === 0) return
      tally.falseErrors++
      add('false-errors', `${line}\n    ${ours}`)
    } else if (row.verdict === 'refused') {
      const decoding = decodingOf(row)
      const { refused, missed } = judge(part.document.text, problems, decoding)
      if (!decoding.refused) {
        tally.others++
        if (refused) tally.othersFound++
        else add('others', `${line}\n    ${theirs}`)
        return
      }
      tally.decoding++
      if (refused) tally.decodingFound++
      if (refused && missed.length === 0) tally.atPlace++
      else add('decoding', `${line}\n    missed: ${missed.join(', ')}\n    ${theirs}\n    ${ours}`)
    } else if (row.verdict === 'removed-api') {
      tally.removed++
      if (errors.length > 0) tally.removedFound++
      else add('removed', line)
    } else {
      tally.foreign++
      if (errors.length === 0) return
      tally.foreignErrors++
      add('foreign', `${line} (${row.verdict})\n    ${ours}`)
    }
  }
}

function tableOf(tallies: ReadonlyMap<string, Tally>): Result['rows'] {
  return [
    [
      'use',
      'accepted',
      'false errors',
      'refused by decoding',
      '... at the place',
      'refused otherwise',
      'removed API',
      'unknown to the server',
      '... with errors',
      'warnings per 10 resources',
    ],
    ...[...tallies].map(([use, it]) => [
      use,
      it.accepted,
      it.falseErrors,
      share(it.decodingFound, it.decoding),
      share(it.atPlace, it.decoding),
      share(it.othersFound, it.others),
      share(it.removedFound, it.removed),
      it.foreign,
      it.foreignErrors,
      ((10 * it.warnings) / Math.max(1, it.resources)).toFixed(2),
    ]),
  ]
}

function faultsOf(tallies: ReadonlyMap<string, Tally>, crashes: number): readonly string[] {
  const falseErrors = [...tallies.values()].reduce((n, it) => n + it.falseErrors, 0)
  const core = tallies.get('core')
  const perTen = core ? (10 * core.warnings) / core.resources : 0
  return [
    ...(perTen < 1 ? [] : [`${perTen.toFixed(2)} warnings for ten real resources: --list core`]),
    ...(crashes ? [`${crashes} files crash the service: --list crashes`] : []),
    ...(falseErrors ? [`${falseErrors} accepted documents have errors: --list false-errors`] : []),
  ]
}

/** What is said of a file, hints and all, and in which line. */
function saidIn({ file, problems }: Linted): readonly (readonly [said: string, line: number])[] {
  return problems.map((it) => [`${it.severity} ${it.code}`, positionAt(file, it.from).line + 1])
}

/** The problems of one document, or of one item of a List, in the offsets of the document. */
function problemsOfRow({ problems }: Linted, { start, document }: Part, { item }: Row): readonly Problem[] {
  const node = item === undefined ? undefined : resourcesOf(document)[item + 1]?.node
  const from = start + (node?.from ?? 0)
  const to = start + (node?.to ?? document.text.length)
  return problems
    .filter((it) => it.from >= from && (it.from < to || (it.from === to && it.to > to)))
    .map((it) => ({ ...it, from: it.from - start, to: it.to - start }))
}

function holdsSomething({ document }: Part): boolean {
  return document.text
    .split(/\r\n|\r|\n/)
    .some((line) => !/^\uFEFF?\s*(?:#.*|%.*|---\s*(?:#.*)?|\.\.\.\s*)?$/.test(line))
}

function readUses(corpus: string): ReadonlyMap<string, string> {
  return new Map(readIndex(corpus).map(({ file, use }) => [file, use]))
}

/** What a corpus says of its files: whose they are, and what for. */
export function readIndex(corpus: string): readonly Indexed[] {
  const [head = '', ...lines] = readFileSync(join(corpus, 'INDEX.tsv'), 'utf8').trimEnd().split('\n')
  const names = head.split('\t')
  return lines.map((line) => {
    const cells = line.split('\t')
    const of = (name: string) => cells[names.indexOf(name)] ?? ''
    const [repo, path] = [of('repo'), of('path')]
    return { repo, path, use: of('use'), file: `${of('class')}/${repo.replace('/', '__')}/${path}` }
  })
}

interface Indexed {
  readonly repo: string
  readonly path: string
  readonly use: string
  /** Where it is in the corpus. */
  readonly file: string
}

export function readLines<T>(path: string): readonly T[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
}

export function groupBy<T>(all: readonly T[], key: (it: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const it of all) {
    const group = groups.get(key(it))
    if (group) group.push(it)
    else groups.set(key(it), [it])
  }
  return groups
}

function emptyTally(): Tally {
  return {
    accepted: 0,
    falseErrors: 0,
    decoding: 0,
    decodingFound: 0,
    atPlace: 0,
    others: 0,
    othersFound: 0,
    removed: 0,
    removedFound: 0,
    foreign: 0,
    foreignErrors: 0,
    warnings: 0,
    resources: 0,
  }
}
