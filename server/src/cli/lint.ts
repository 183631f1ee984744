import type { Versions } from '../config/config.ts'
import { CONFIG_FILE } from '../config/schema.ts'
import { harmless } from '../text/harmless.ts'
import { readEarlier } from './against.ts'
import { lookApart } from './apart.ts'
import { BASELINE_FILE, baselineText, holdBack, readBaseline } from './baseline.ts'
import { checkedOf } from './checked.ts'
import { checkConfigurations, findConfigurations } from './configuration.ts'
import { encode } from './decode.ts'
import { findFiles, shownPath, type Target } from './find.ts'
import { type Io, isFailure, type Usage } from './io.ts'
import type { Knowledge } from './knowledge.ts'
import type { LintOptions } from './options.ts'
import { writeReport } from './output.ts'
import { folderOf, resolvePath } from './paths.ts'
import { policiesFor } from './policies.ts'
import { count } from './report.ts'
import { besideFor } from './shift.ts'
import { STDIN } from './sources.ts'
import { type Looked, lookTogether } from './together.ts'

/** Checks files and says what is wrong with them; gives the exit code. */
export async function lint(options: LintOptions, io: Io, knowledge: Knowledge, versions: Versions): Promise<number> {
  const configurations = findConfigurations(io, versions)
  const { against } = options
  const earlier =
    against === undefined ? undefined : readEarlier(io, against, options.paths[0] ?? STDIN, configurations)
  if (earlier && isFailure(earlier)) {
    io.error(`purser: cannot compare with ${against}: ${earlier.failure}\n`)
    return 2
  }
  const search = findFiles(
    io,
    options.paths.filter((it) => it !== STDIN),
    configurations,
  )
  const [configs, manifests] = partition(search.targets, (it) => it.path.endsWith(`/${CONFIG_FILE}`))
  const stdin = (): Target => ({ path: STDIN, shown: 'stdin', role: 'named', config: configurations.in(io.cwd).path })
  const targets = options.paths.includes(STDIN) ? [...manifests, stdin()] : manifests
  const policyFor = policiesFor(options, configurations, versions)
  const found =
    options.fix || earlier
      ? lookTogether(targets, { options, policyFor, earlier, complete: search.folder }, io, knowledge)
      : await lookApart(targets, { options, versions, complete: search.folder, configurations }, io, knowledge)
  const checked = [...found.checked]
  const failures = [...search.failures, ...found.failures]

  for (const it of configs) configurations.in(folderOf(it.path))
  const met = configurations.met()
  if (met.length > 0) {
    for (const [path, it] of checkConfigurations(met, versions, await io.loadAjv())) {
      // People asked for manifests; configurations are mentioned only if there is something to say.
      if (it.problems.length > 0 || configs.some((config) => config.path === path))
        checked.push(checkedOf(shownPath(io, path), it.file, it.problems, besideFor(options)))
    }
  }
  failures.push(...configurations.failures)
  io.progress('')
  const code = finish()
  if (options.stats) io.error(stats(found, io.usage()))
  return code

  function finish(): number {
    const all = { checked, held: 0, gone: 0, failures, fixes: found.fixes, baseline: undefined }
    if (options.writeBaseline !== undefined) return write(options.writeBaseline)
    const name = options.baseline === false ? undefined : (options.baseline ?? BASELINE_FILE)
    const path = name === undefined ? undefined : resolvePath(io.cwd, name)
    if (path === undefined || (options.baseline === undefined && io.look(path).type === 'missing'))
      return writeReport(all, options, io, knowledge)
    const baseline = readBaseline(io, path)
    if (!isFailure(baseline))
      return writeReport({ ...all, ...holdBack(io, path, checked, baseline), baseline: name }, options, io, knowledge)
    failures.push(`cannot read ${name}: ${baseline.failure}`)
    return writeReport(all, options, io, knowledge)
  }

  function write(name: string): number {
    const path = resolvePath(io.cwd, name)
    const failed = io.write(path, encode(baselineText(io, path, checked), false))
    if (failed) failures.push(`cannot write ${name}: ${failed.failure}`)
    for (const it of failures) io.error(`purser: ${harmless(it)}\n`)
    for (const it of found.fixes) io.out(`${harmless(it)}\n`)
    const size = checked.reduce((sum, it) => sum + it.problems.length, 0)
    if (!failed) io.out(`${count(size, 'problem')} written to ${harmless(name)}\n`)
    return failures.length > 0 ? 2 : 0
  }
}

/** `2,877 files (2,870 as in the last run), 4,162 documents, 7.6 MB in 1.2 s: 3,400 documents/s; CPU 1.5 s, memory at most 100 MiB` */
function stats({ checked, recalled }: Looked, { seconds, cpuSeconds, peakBytes }: Usage): string {
  const documents = checked.reduce((sum, it) => sum + it.documents, 0)
  const characters = checked.reduce((sum, it) => sum + it.length, 0)
  const number = (value: number) => Math.round(value).toLocaleString('en')
  const known = recalled === 0 ? '' : ` (${number(recalled)} as in the last run)`
  const amount = `${number(checked.length)} files${known}, ${number(documents)} documents, ${(characters / 1e6).toFixed(1)} MB`
  const speed = `in ${seconds.toFixed(2)} s: ${number(documents / Math.max(seconds, 0.001))} documents/s`
  return `${amount} ${speed}; CPU ${cpuSeconds.toFixed(2)} s, memory at most ${number(peakBytes / 2 ** 20)} MiB\n`
}

function partition<T>(all: readonly T[], test: (it: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(test), all.filter((it) => !test(it))]
}
