/**
 * What `purser lint` costs over many files, beside kubeconform and kube-score where these are on the PATH. Whole processes in
 * turn, so that all of them meet the same noise; CPU and memory are those of the process as the kernel counts them.
 *
 *     npx tsx test/bench/batch.ts FOLDER [--runs 5] [--schemas LOCATION]
 *
 * FOLDER holds manifests, as the corpus that test/corpus/README.md describes does; with an INDEX.tsv there, those of its rows
 * whose use is `core` or `lint-fixture`. LOCATION is where kubeconform finds schemas, which it fetches otherwise.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const [folder, ...rest] = process.argv.slice(2)
const runs = Number(optionOf('--runs') ?? 5)
const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.mjs')

if (folder === undefined || !existsSync(folder) || !Number.isInteger(runs) || runs < 1) {
  console.error('Usage: npx tsx test/bench/batch.ts FOLDER [--runs 5] [--schemas LOCATION]')
  process.exitCode = 2
} else if (!existsSync(cli)) {
  console.error('There is no dist/: run `npm run build`.')
  process.exitCode = 2
} else measureAll(folder)

interface Contestant {
  readonly name: string
  readonly command: readonly string[]
  /** It reads all files. */
  readonly all: boolean
  /** The exit codes that mean that it did its work. */
  readonly codes: readonly number[]
}

interface Sample {
  readonly wall: number
  readonly cpu: number
  readonly mebibytes: number
}

function measureAll(from: string): void {
  const work = mkdtempSync(join(tmpdir(), 'purser-batch-'))
  try {
    const files = pick(from, work)
    const documents = files.reduce((sum, it) => sum + documentsIn(readFileSync(join(work, it), 'utf8')), 0)
    const bytes = files.reduce((sum, it) => sum + readFileSync(join(work, it)).length, 0)
    console.log(
      `${files.length} files, ${documents} documents, ${(bytes / 1e6).toFixed(1)} MB; load ${loadavg()[0]?.toFixed(1)}`,
    )
    const contestants = contestantsFor(files)
    const samples = new Map(contestants.map((it): [Contestant, Sample[]] => [it, []]))
    // One run for each to fill the caches of the disk, then in turn.
    for (let run = 0; run <= runs; run++) {
      for (const it of contestants) {
        const sample = measure(it, work)
        if (typeof sample === 'string') {
          if (run === 0) console.error(`${it.name}: ${sample}`)
        } else if (run > 0) samples.get(it)?.push(sample)
      }
    }
    console.log('\n| | wall s | CPU s | MiB | documents/s |\n|---|---:|---:|---:|---:|')
    for (const [it, all] of samples) {
      if (all.length === 0) continue
      const [wall, cpu, mebibytes] = [median(all, 'wall'), median(all, 'cpu'), median(all, 'mebibytes')]
      const speed = it.all ? Math.round(documents / wall) : ''
      console.log(`| ${it.name} | ${wall.toFixed(2)} | ${cpu.toFixed(2)} | ${mebibytes.toFixed(0)} | ${speed} |`)
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function contestantsFor(files: readonly string[]): readonly Contestant[] {
  const node = process.execPath
  const lint = [node, cli, 'lint', '--format', 'json']
  const schemas = optionOf('--schemas')
  const location = schemas === undefined ? [] : ['-schema-location', schemas]
  return [
    { name: 'an empty Node process', command: [node, '-e', ''], all: false, codes: [0] },
    { name: 'purser, one file', command: [...lint, files[0] ?? '.'], all: false, codes: [0, 1] },
    { name: 'purser --profile apiserver', command: [...lint, '--profile', 'apiserver', '.'], all: true, codes: [0, 1] },
    { name: 'purser', command: [...lint, '.'], all: true, codes: [0, 1] },
    { name: 'purser --profile all', command: [...lint, '--profile', 'all', '.'], all: true, codes: [0, 1] },
    {
      name: 'kubeconform',
      command: ['kubeconform', '-strict', '-ignore-missing-schemas', ...location, '.'],
      all: true,
      codes: [0, 1],
    },
    {
      name: 'kube-score',
      command: ['kube-score', 'score', '--output-format', 'json', ...files],
      all: true,
      codes: [0, 1],
    },
  ]
}

/** A process measured by GNU time, or why there is no figure. */
function measure({ command, codes }: Contestant, folder: string): Sample | string {
  const started = performance.now()
  const { status, stdout, stderr, error } = spawnSync('/usr/bin/time', ['-f', '\n%U %S %M', ...command], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  const wall = (performance.now() - started) / 1000
  if (error) return `cannot be run: ${error.message}`
  const figures = /(\d[\d.]*) (\d[\d.]*) (\d+)\s*$/.exec(stderr)
  if (status === 127) return 'is not on the PATH'
  if (!figures || !codes.includes(status ?? -1)) return `ended with ${status}: ${stderr.trim().split('\n')[0]}`
  // What gives up at the first file that it cannot read says nothing at all.
  if (command.length > 3 && status !== 0 && stdout.trim() === '')
    return `gave up: ${stderr.trim().split('\n')[0]?.slice(0, 200)}`
  const [, user, system, kibibytes] = figures
  return { wall, cpu: Number(user) + Number(system), mebibytes: Number(kibibytes) / 1024 }
}

/** Copies what is to be linted, so that nothing else in the folder has a say. */
function pick(from: string, to: string): readonly string[] {
  const index = join(from, 'INDEX.tsv')
  const all = readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((it) => /\.(ya?ml|json)$/.test(it))
  const wanted = existsSync(index) ? wantedBy(readFileSync(index, 'utf8')) : undefined
  const files = all.filter((it) => !wanted || wanted.has(it)).sort()
  for (const file of files) {
    mkdirSync(dirname(join(to, file)), { recursive: true })
    cpSync(join(from, file), join(to, file))
  }
  return files
}

function wantedBy(index: string): ReadonlySet<string> {
  const [head = '', ...lines] = index.trimEnd().split('\n')
  const names = head.split('\t')
  const rows = lines.map((line) => {
    const cells = line.split('\t')
    return (name: string) => cells[names.indexOf(name)] ?? ''
  })
  const chosen = rows.filter((it) => ['core', 'lint-fixture'].includes(it('use')))
  return new Set(chosen.map((it) => `${it('class')}/${it('repo').replace('/', '__')}/${it('path')}`))
}

function documentsIn(text: string): number {
  return text.split(/^---(?:\s|$)/m).filter((it) => /^\s*[^\s#]/m.test(it)).length
}

function median(all: readonly Sample[], of: keyof Sample): number {
  return all.map((it) => it[of]).sort((a, b) => a - b)[all.length >> 1] ?? 0
}

function optionOf(name: string): string | undefined {
  const at = rest.indexOf(name)
  return at < 0 ? undefined : rest[at + 1]
}
