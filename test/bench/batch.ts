/**
 * `npm run bench -- batch [FOLDER]`: what `purser lint` costs over many files, beside kubeconform and kube-score where these
 * are on the PATH. Whole processes in turn, so that all of them meet the same noise; CPU and memory are those of the process
 * as the kernel counts them. It needs GNU time.
 *
 * FOLDER holds manifests, as the corpus that test/corpus/README.md describes does; with an INDEX.tsv there, those of its rows
 * whose use is `core` or `lint-fixture`. Without a FOLDER it makes up 3,000 files. `--schemas LOCATION` is where kubeconform
 * finds schemas: it would fetch them otherwise, and is left out. `--write` puts the table into docs/performance.md.
 */
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { treeOf } from '../unit/cli/tree.ts'

const USAGE = 'Usage: npm run bench -- batch [FOLDER] [--runs 5] [--schemas LOCATION] [--write]'
const line = process.argv.slice(2)
const runs = Number(optionOf('--runs') ?? 5)
const schemas = optionOf('--schemas')
const isWritten = line.includes('--write')
const [folder, ...more] = line.filter(
  (it, i) => it !== '--write' && !['--runs', '--schemas'].some((name) => it === name || line[i - 1] === name),
)
const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.mjs')

if (more.length > 0 || folder?.startsWith('-') || !Number.isInteger(runs) || runs < 1) fail(USAGE)
else if (folder !== undefined && !existsSync(folder)) fail(`There is no ${folder}.\n${USAGE}`)
else if (!existsSync(cli)) fail('There is no dist/: run `npm run build`.')
else measureAll(folder)

interface Contestant {
  readonly name: string
  readonly command: readonly string[]
  /** How many documents it reads; missing where that says nothing. */
  readonly documents?: number
  /** What is done before each run, which does not count. */
  readonly before?: (run: number) => void
}

interface Sample {
  readonly wall: number
  readonly cpu: number
  readonly mebibytes: number
}

function measureAll(from: string | undefined): void {
  const work = mkdtempSync(join(tmpdir(), 'purser-batch-'))
  try {
    const files = from === undefined ? makeUp(work) : pick(from, work)
    const contestants = contestantsFor(files, work)
    const samples = new Map(contestants.map((it): [Contestant, Sample[]] => [it, []]))
    const before = loadavg()[0] ?? 0
    // One run for each to fill the caches of the disk, then in turn.
    for (let run = 0; run <= runs; run++) {
      for (const it of contestants) {
        it.before?.(run)
        const sample = measure(it, work)
        if (typeof sample === 'string') {
          if (run === 0) console.error(`${it.name}: ${sample}`)
        } else if (run > 0) samples.get(it)?.push(sample)
      }
    }
    const bytes = files.reduce((sum, it) => sum + readFileSync(join(work, it)).length, 0)
    const amount = `${count(files.length)} files, ${count(documentsOf(files, work))} documents, ${(bytes / 1e6).toFixed(1)} MB`
    const made = from === undefined ? ', made up' : ''
    const load = `load ${before.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after`
    const machine = `${cpus().length} cores, Node ${process.versions.node}; ${load}; ${new Date().toISOString().slice(0, 10)}`
    const isBusy = before > cpus().length / 4
    const warning = isBusy
      ? '**Provisional**: the machine had other work, so that above all the wall clock ran on.\n\n'
      : ''
    const text = `${warning}${amount}${made}; ${machine}; the median of ${runs}.\n\n${table(samples)}`
    console.log(text)
    if (isWritten) writePage(text)
  } finally {
    for (const it of [work, cachesOf(work)]) rmSync(it, { recursive: true, force: true })
  }
}

/** Where no run before ours left anything. Not in the folder itself, which is linted. */
function cachesOf(work: string): string {
  return `${work}-caches`
}

/** Puts the table into docs/performance.md, between two marks. */
function writePage(text: string): void {
  const page = join(import.meta.dirname, '..', '..', 'docs', 'performance.md')
  const whole = readFileSync(page, 'utf8')
  writeFileSync(
    page,
    whole.replace(/(?<=<!-- batch -->\n)[\s\S]*(?=<!-- \/batch -->)/, () => `${text}\n`),
  )
}

function table(samples: ReadonlyMap<Contestant, readonly Sample[]>): string {
  const measured = [...samples].filter(([, all]) => all.length > 0)
  const [, first] = measured.find(([it]) => it.documents !== undefined) ?? []
  const cpuOfFirst = first ? median(first, 'cpu') : 1
  const rows = measured.map(([{ name, documents }, all]) => {
    const [wall, cpu, mebibytes] = [median(all, 'wall'), median(all, 'cpu'), median(all, 'mebibytes')]
    const speed = documents === undefined ? '' : count(documents / wall)
    const ratio = documents === undefined ? '' : (cpu / cpuOfFirst).toFixed(2)
    return `| ${name} | ${wall.toFixed(2)} s | ${cpu.toFixed(2)} s | ${mebibytes.toFixed(0)} MiB | ${speed} | ${ratio} |`
  })
  return `| | wall | CPU | memory | documents/s | CPU, ratio |\n|---|---:|---:|---:|---:|---:|\n${rows.join('\n')}`
}

function contestantsFor(files: readonly string[], work: string): readonly Contestant[] {
  const lint = [process.execPath, cli, 'lint', '--format', 'json']
  const documents = documentsOf(files, work)
  const named = (name: string, profile: string, ...more: readonly string[]): Contestant => {
    return { name, command: [...lint, '--profile', profile, ...more, '.'], documents }
  }
  const anew = (profile: string) => named(`purser --profile ${profile}`, profile, '--no-cache')
  const touchSome = (run: number) => {
    for (const it of files.filter((it, i) => i % 10 === 0 && it.endsWith('.yaml')))
      appendFileSync(join(work, it), `\n# ${run}\n`)
  }
  const conform = ['kubeconform', '-strict', '-ignore-missing-schemas', '-schema-location', schemas ?? '', '.']
  const sound = soundOf(files, work)
  return [
    { name: 'an empty Node process', command: [process.execPath, '-e', ''] },
    { name: 'purser, one file', command: [...lint, files[0] ?? '.'] },
    anew('apiserver'),
    named('the same, one thread', 'apiserver', '--no-cache', '--threads', '1'),
    { ...named('again, one file in ten changed', 'apiserver'), before: touchSome },
    named('again, nothing changed', 'apiserver'),
    anew('recommended'),
    named('again, one file in ten changed', 'recommended'),
    anew('all'),
    ...(schemas === undefined ? [] : [{ name: 'kubeconform', command: conform, documents }]),
    {
      name: `kube-score, ${count(sound.length)} files without errors`,
      command: ['kube-score', 'score', '--output-format', 'json', ...sound],
      documents: documentsOf(sound, work),
    },
  ]
}

/** The YAML files in which nothing is an error: kube-score gives up at the first that it cannot read. */
function soundOf(files: readonly string[], work: string): readonly string[] {
  const line = [cli, 'lint', '--profile', 'apiserver', '--format', 'json', '--no-cache', '.']
  const { stdout } = spawnSync(process.execPath, line, { cwd: work, encoding: 'utf8', maxBuffer: 2 ** 30 })
  const rows = JSON.parse(stdout) as readonly { readonly file: string; readonly severity: string }[]
  const bad = new Set(rows.filter((it) => it.severity === 'error').map((it) => it.file))
  // What a tool has yet to put in is no error to us.
  const isWhole = (it: string) => !/\$\{/.test(readFileSync(join(work, it), 'utf8'))
  return files.filter((it) => /\.ya?ml$/.test(it) && !bad.has(it) && isWhole(it))
}

/** A process measured by GNU time, or why there is no figure. */
function measure({ command }: Contestant, folder: string): Sample | string {
  const started = performance.now()
  const { status, stdout, stderr, error } = spawnSync('/usr/bin/time', ['-f', '\n%U %S %M', ...command], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    env: { ...process.env, XDG_CACHE_HOME: cachesOf(folder) },
  })
  const wall = (performance.now() - started) / 1000
  if (error) return `cannot be run: ${error.message}`
  const figures = /(\d[\d.]*) (\d[\d.]*) (\d+)\s*$/.exec(stderr)
  if (status === 127) return 'is not on the PATH'
  if (!figures || (status !== 0 && status !== 1)) return `ended with ${status}: ${stderr.trim().split('\n')[0]}`
  // What gives up at the first file that it cannot read says nothing at all.
  if (command.length > 3 && status !== 0 && stdout.trim() === '')
    return `gave up: ${stderr.trim().split('\n')[0]?.slice(0, 200)}`
  const [, user, system, kibibytes] = figures
  return { wall, cpu: Number(user) + Number(system), mebibytes: Number(kibibytes) / 1024 }
}

function makeUp(to: string): readonly string[] {
  const files = Object.entries(treeOf(3000))
  for (const [file, text] of files) {
    mkdirSync(dirname(join(to, file)), { recursive: true })
    writeFileSync(join(to, file), text)
  }
  return files.map(([file]) => file).sort()
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

function documentsOf(files: readonly string[], work: string): number {
  const documentsIn = (text: string) => text.split(/^---(?:\s|$)/m).filter((it) => /^\s*[^\s#]/m.test(it)).length
  return files.reduce((sum, it) => sum + documentsIn(readFileSync(join(work, it), 'utf8')), 0)
}

function median(all: readonly Sample[], of: keyof Sample): number {
  return all.map((it) => it[of]).sort((a, b) => a - b)[all.length >> 1] ?? 0
}

function count(number: number): string {
  return Math.round(number).toLocaleString('en')
}

function optionOf(name: string): string | undefined {
  const at = line.indexOf(name)
  return at < 0 ? undefined : line[at + 1]
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 2
}
