import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compareLinters } from './agreement.ts'
import { compareWorkspaces } from './among.ts'
import { compareManifests } from './manifests.ts'
import { compareMutations } from './mutations.ts'
import { compareProbes } from './probes.ts'
import { type Result, tableText } from './table.ts'

/**
 * Compares what we say of manifests with what a real API server said of them; README.md tells how to run it.
 * The exit code is 1 when something crashes or an accepted manifest gets an error.
 */
const shared = fileURLToPath(new URL('../../../shared/', import.meta.url))
const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string', default: join(shared, 'corpus') },
    answers: { type: 'string', default: join(shared, 'apiserver') },
    list: { type: 'string' },
  },
})

const missing = [options.corpus, options.answers].filter((it) => !existsSync(it))
if (missing.length > 0) {
  console.error(`not there: ${missing.join(', ')}; name the folders with --corpus and --answers`)
  process.exitCode = 2
} else withCorpus(options.corpus, run)

function run(corpus: string): void {
  const parts: readonly ((corpus: string, answers: string) => Result)[] = [
    compareManifests,
    compareWorkspaces,
    compareLinters,
    (_, answers) => compareProbes(answers),
    (_, answers) => compareMutations(answers),
  ]
  const results = parts.map((compare) => compare(corpus, options.answers))
  for (const result of results) {
    if (options.list === undefined) console.log(`${result.title}\n\n${tableText(result.rows)}\n`)
    else for (const line of result.lists.get(options.list) ?? []) console.log(line)
  }
  if (options.list === undefined) {
    const lists = results.flatMap((it) => [...it.lists].map(([name, lines]) => `${name} (${lines.length})`))
    console.log(`Lists: ${lists.join(', ')}`)
  }
  const faults = results.flatMap((it) => it.faults)
  for (const fault of faults) console.error(fault)
  process.exitCode = faults.length > 0 ? 1 : 0
}

/** The folder itself if it is unpacked already, else the archive in it, unpacked for the time of the comparison. */
function withCorpus(folder: string, use: (corpus: string) => void): void {
  if (existsSync(join(folder, 'INDEX.tsv'))) {
    use(folder)
    return
  }
  const unpacked = mkdtempSync(join(tmpdir(), 'purser-corpus-'))
  try {
    const { status, stderr } = spawnSync('tar', ['xzf', join(folder, 'manifests.tar.gz'), '-C', unpacked])
    if (status !== 0) throw new Error(`tar: ${stderr}`)
    use(unpacked)
  } finally {
    rmSync(unpacked, { recursive: true })
  }
}
