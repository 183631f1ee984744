import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { judge } from './judge.ts'
import { type Answer, decodingOf } from './recorded.ts'
import { lintText } from './service.ts'
import { createLists, type Result, share } from './table.ts'

interface Mutation {
  readonly seed: string
  readonly kind: string
  /** `class/sub-class`; two are joined by ` + `. */
  readonly mutation: string
  readonly path: string
  readonly manifest: string
  readonly answer: Answer
}

/** The mutations that break the shape of a manifest rather than the sense of a value. */
const CLASSES: ReadonlySet<string> = new Set([
  'unknown-field',
  'wrong-type',
  'duplicate-key',
  'quoting',
  'remove',
  'null',
  'wrong-level',
  'enum',
])

interface Tally {
  accepted: number
  falseErrors: number
  decoding: number
  found: number
  atPlace: number
  noMore: number
  others: number
  othersFound: number
}

/** Damaged manifests. Far harder than real ones: each was made to differ from all others. */
export function compareMutations(answers: string): Result {
  const lines = gunzipSync(readFileSync(join(answers, 'mutations.jsonl.gz')))
    .toString('utf8')
    .trimEnd()
    .split('\n')
  const { lists, add } = createLists()
  const tallies = new Map<string, Tally>([...CLASSES].map((it) => [it, emptyTally()]))
  let crashes = 0
  for (const mutation of lines.map((it) => JSON.parse(it) as Mutation)) {
    if (mutation.mutation.includes(' + ')) continue
    const tally = tallies.get(mutation.mutation.split('/')[0] ?? '')
    if (!tally) continue
    try {
      count(tally, mutation)
    } catch (error) {
      crashes++
      add('crashes', `${mutation.seed}: ${error instanceof Error ? error.stack : error}`)
    }
  }
  return {
    title: 'Mutations',
    rows: [
      [
        'class',
        'accepted',
        'false errors',
        'refused by decoding',
        '... at the place',
        '... and nowhere else',
        'refused otherwise',
      ],
      ...[...tallies].map(([name, it]) => [
        name,
        it.accepted,
        it.falseErrors,
        share(it.found, it.decoding),
        share(it.atPlace, it.decoding),
        share(it.noMore, it.decoding),
        share(it.othersFound, it.others),
      ]),
    ],
    lists,
    faults: crashes ? [`${crashes} mutations crash the service: --list crashes`] : [],
  }

  function count(tally: Tally, { seed, kind, mutation, path, manifest, answer }: Mutation): void {
    const { problems } = lintText(manifest)
    const decoding = decodingOf(answer)
    const { refused, missed, extra } = judge(manifest, problems, decoding)
    const errors = problems.filter((it) => it.severity === 'error')
    const line = `${seed} ${kind} ${mutation} at ${path}`
    const ours = `ours: ${errors.map((it) => `${it.code} ${it.path ?? ''} ${it.message}`).join(' | ')}`
    if (answer.verdict === 'accepted') {
      tally.accepted++
      if (refused) {
        tally.falseErrors++
        add('mutations-false', `${line}\n    ${ours}`)
      }
      return
    }
    if (!decoding.refused) {
      tally.others++
      if (refused) tally.othersFound++
      return
    }
    tally.decoding++
    if (refused) tally.found++
    if (refused && missed.length === 0) tally.atPlace++
    else
      add(
        'mutations',
        `${line}\n    missed: ${missed.join(', ')}\n    server: ${answer.message?.slice(0, 300)}\n    ${ours}`,
      )
    if (refused && missed.length === 0 && extra.length === 0) tally.noMore++
    if (extra.length > 0)
      add('mutations-extra', `${line}\n    extra: ${extra.join(', ')}\n    server: ${answer.message?.slice(0, 300)}`)
  }
}

function emptyTally(): Tally {
  return { accepted: 0, falseErrors: 0, decoding: 0, found: 0, atPlace: 0, noMore: 0, others: 0, othersFound: 0 }
}
