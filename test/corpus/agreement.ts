import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withCompleteIndex } from '../../server/src/model/workspace.ts'
import { type Linter, linters } from './fixtures-of-linters.ts'
import { readIndex } from './manifests.ts'
import { EMPTY, lintText, POLICY } from './service.ts'
import { createLists, type Result, share } from './table.ts'

interface Tally {
  readonly faults: number
  readonly found: number
  readonly others: number
  readonly silent: number
}

/** The files with which other linters test themselves: whether we find what they find, check by check. Each is looked at alone. */
export function compareLinters(corpus: string): Result {
  const { lists, add } = createLists()
  const index = readIndex(corpus)
  const rows = linters.flatMap((linter) => rowsOf(linter))
  return {
    title: 'Fixtures of other linters',
    rows: [['linter', 'check', 'here', 'faults found', 'others silent'], ...rows],
    lists,
    faults: [],
  }

  function rowsOf(linter: Linter): Result['rows'] {
    const tallies = new Map<string, Tally>()
    for (const { repo, path, file } of index) {
      const said = repo === linter.repo ? linter.read(path) : undefined
      const codes = said && linter.codes[said.check]
      if (!said || !codes || !existsSync(join(corpus, file))) continue
      const found = codesIn(readFileSync(join(corpus, file), 'utf8'))
      const isFound = codes.some((it) => found.has(it))
      const { faults, found: n, others, silent } = tallies.get(said.check) ?? NONE
      tallies.set(
        said.check,
        said.isFault
          ? { faults: faults + 1, found: n + (isFound ? 1 : 0), others, silent }
          : { faults, found: n, others: others + 1, silent: silent + (isFound ? 0 : 1) },
      )
      if (isFound === said.isFault) continue
      const ours = codes.filter((it) => found.has(it)).join(', ')
      add('agreement', `${linter.name} ${said.check}: ${path}: ${said.isFault ? 'nothing found' : `found ${ours}`}`)
    }
    return [...tallies]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([check, { faults, found, others, silent }]) => [
        linter.name,
        check,
        (linter.codes[check] ?? []).join(', '),
        share(found, faults),
        share(silent, others),
      ])
  }
}

const NONE: Tally = { faults: 0, found: 0, others: 0, silent: 0 }

/** In a workspace that has nothing else, by all rules. */
function codesIn(text: string): ReadonlySet<string> {
  const { problems } = lintText(text, withCompleteIndex(EMPTY, true), { ...POLICY, profile: 'all' })
  return new Set(problems.map((it) => it.code))
}
