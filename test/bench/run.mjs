/**
 * `npm run bench`: what our server costs beside one that does nothing and beside yaml-language-server, in the same run. Clocks differ
 * from machine to machine and from minute to minute, so the ratios are what counts. `npm run bench -- batch` is about the
 * command line, and a program of its own: batch.ts.
 *
 * @import { Contestant, Scenario } from './scenarios.mjs'
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { buildFloor, buildParse } from './build.mjs'
import { writeFigures, writeProfile } from './page.mjs'
import { profile } from './profile.mjs'
import { figure, parseTable, resultTable } from './report.mjs'
import { scenarios } from './scenarios.mjs'
import { floor, installPeer, modules, nodeForBoth, ours, peer } from './servers.mjs'
import { judge, ROWS, slownessOf } from './targets.mjs'

const OPTIONS = {
  '--ours': 'our server and the floor alone',
  '--quick': 'few samples, and of the other server only what is quick',
  '--full': 'also what takes the other server minutes',
  '--check': 'exit with 1 if ours misses a target by more than noise',
  '--write': 'write the figures into docs/performance.md',
  '--profile': 'only say where the time of a key in a long document goes',
}
if (process.argv[2] === 'batch') {
  const batch = join(import.meta.dirname, 'batch.ts')
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', batch, ...process.argv.slice(3)], {
    stdio: 'inherit',
  })
  process.exit(status ?? 2)
}
const options = new Set(process.argv.slice(2))
for (const option of options)
  if (!(option in OPTIONS)) fail(`What is ${option}? Behind \`--\` there may be:\n${usage()}`)
if (process.platform !== 'linux') fail('The benchmarks read CPU and memory from /proc: they need Linux.')
if (!existsSync(join(import.meta.dirname, '..', '..', 'dist', 'server.cjs')))
  fail('There is no dist/: run `npm run build`.')

const isQuick = options.has('--quick')
const MOST = isQuick
  ? { cold: 3, open: 3, warm: 200, key: 20, hover: 20, completion: 10, burst: false, milliseconds: 5_000 }
  : { cold: 9, open: 5, warm: 400, key: 60, hover: 100, completion: 30, burst: true, milliseconds: 12_000 }

/** Why the other server is left out of a scenario. @type {ReadonlyMap<string, string>} */
const SKIPS = new Map([
  ...(options.has('--full')
    ? []
    : [
        ['285k lines', 'some 10 s a key'],
        ['1,000 edits', 'some 3 minutes'],
      ]),
  ...(isQuick
    ? ['5.7k lines', '57k lines', '100k lines', 'one document of 30k lines', 'memory'].map((it) => [it, '--quick'])
    : []),
])

if (options.has('--profile')) await profileKey()
else await measureAll()

async function measureAll() {
  const started = performance.now()
  const load = loadavg()[0] ?? 0
  const { node, contestants, problem } = await prepare()
  /** @type {string[]} */
  const faults = problem === undefined ? [] : [problem]
  for (const scenario of scenarios(MOST, SKIPS)) {
    for (const contestant of contestants) await attempt(scenario, contestant, faults)
  }
  process.stderr.write('parsers\n')
  const parsed = await timeParsers(node)
  const text = report({ node, contestants, faults, parsed, load, seconds: (performance.now() - started) / 1000 })
  console.log(`\n${text}`)
  if (options.has('--write')) writeFigures(text)
  if (faults.length > 0) process.exitCode = 1
}

async function profileKey() {
  const text = await profile(process.execPath)
  console.log(text)
  if (options.has('--write')) writeProfile(text)
}

async function prepare() {
  const withoutPeer = options.has('--ours')
  const problem = withoutPeer ? undefined : installPeer()
  const node = (withoutPeer || problem !== undefined ? undefined : nodeForBoth()) ?? process.execPath
  const isPeerHere = !withoutPeer && problem === undefined && nodeForBoth() !== undefined
  const definitions = [ours(node), floor(node, await buildFloor()), ...(isPeerHere ? [peer(node)] : [])]
  /** @type {readonly Contestant[]} */
  const contestants = definitions.map((definition, i) => ({ definition, figures: new Map(), isPeer: i === 2 }))
  const missing = 'yaml-language-server needs Node 22.13, which is not here'
  return { node, contestants, problem: withoutPeer || isPeerHere ? undefined : (problem ?? missing) }
}

/** @param {Scenario} scenario @param {Contestant} contestant @param {string[]} faults */
async function attempt({ name, skip, run }, contestant, faults) {
  if (contestant.isPeer && skip !== undefined) return
  const { name: who } = contestant.definition
  process.stderr.write(`${who}: ${name}\n`)
  try {
    await run(contestant)
  } catch (error) {
    faults.push(`${who}, ${name}: ${error instanceof Error ? error.message : error}`)
  }
}

/** @param {string} node */
async function timeParsers(node) {
  const { stdout } = spawnSync(node, [await buildParse(), modules], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return JSON.parse(stdout)
}

/**
 * @param {{ node: string, contestants: readonly Contestant[], faults: readonly string[], load: number, seconds: number,
 *   parsed: { megabytes: number, milliseconds: Record<string, number> } }} results
 */
function report({ node, contestants, faults, parsed, load, seconds }) {
  const [own, lowest, other] = contestants
  const slowness = slownessOf(lowest?.figures)
  const { stdout: version } = spawnSync(node, ['--version'], { encoding: 'utf8' })
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  const loads = `${figure(load)} before, ${figure(loadavg()[0] ?? 0)} after`
  const isBusy = load > cpus().length / 4
  const missed = ROWS.filter((row) => judge(row, own?.figures.get(row.id) ?? 0, slowness) === 'no')
  if (missed.length > 0 && options.has('--check')) process.exitCode = 1
  const skipped = [...SKIPS].map(([name, why]) => `${name} (${why})`)
  return [
    ...(isBusy ? ['**Provisional**: the machine had other work.', ''] : []),
    `${cpus().length} cores, ${gigabytes} GB, Node ${version.trim().slice(1)}, Linux; load ${loads}; ${Math.round(seconds / 60)} minutes. ` +
      `A key costs the floor ${figure(slowness)} times what it does at rest.`,
    '',
    resultTable(contestants, slowness),
    '',
    parseTable(parsed),
    '',
    ...(other && skipped.length > 0 ? [`Not measured of ${other.definition.name}: ${skipped.join(', ')}.`, ''] : []),
    missed.length === 0
      ? 'Every target is met.'
      : `Missed by more than noise: ${missed.map((it) => it.label).join('; ')}.`,
    ...faults.map((it) => `\nFAULT: ${it}`),
  ].join('\n')
}

function usage() {
  return Object.entries(OPTIONS)
    .map(([name, what]) => `  ${name.padEnd(10)} ${what}`)
    .join('\n')
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message)
  process.exit(2)
}
