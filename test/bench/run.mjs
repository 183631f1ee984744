/**
 * `npm run bench`: what our server costs, beside yaml-language-server in the same run. Clocks differ from machine to machine and from
 * minute to minute, so the ratios are what counts.
 *
 * `--ours`: our server alone, nothing is installed. `--quick`: few samples.
 *
 * @import { Definition, Server } from './client.mjs'
 * @import { Sample } from './measure.mjs'
 * @import { Row } from './report.mjs'
 */
import { existsSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { startServer } from './client.mjs'
import { coldStart, openDocument, openWrong } from './measure.mjs'
import { figure, median, quantile, table } from './report.mjs'
import { installPeer, nodeForBoth, ours, peer } from './servers.mjs'
import { longDocument, manifests } from './texts.mjs'

const options = new Set(process.argv.slice(2))
for (const option of options) {
  if (!['--ours', '--quick'].includes(option))
    fail(`What is ${option}? \`npm run bench\` takes --ours or --quick, behind \`--\`.`)
}
if (process.platform !== 'linux') fail('The benchmarks read CPU and memory from /proc: they need Linux.')
if (!existsSync(join(import.meta.dirname, '..', '..', 'dist', 'server.cjs')))
  fail('There is no dist/: run `npm run build`.')

const isQuick = options.has('--quick')
const SAMPLES = isQuick
  ? { cold: 3, warm: 20, key: 6, hover: 10, completion: 4 }
  : { cold: 7, warm: 50, key: 30, hover: 50, completion: 15 }
/** Of one sort of sample: a slow server gives fewer, though never under three. */
const MOST_MILLISECONDS = isQuick ? 6000 : 12_000
/** Between the largest file and the smallest. */
const MOST_GROWTH = 2

const FILES = [10, 100, 1000].map((documents) => ({
  name: `d${documents}.yaml`,
  text: manifests(documents),
  number: /^ {2}replicas: \d+$/,
  completion: 'paused',
  documents,
}))
const LONG = {
  name: 'long.yaml',
  text: longDocument(10_000),
  number: /^ +maxLength: \d+$/,
  completion: 'minLength',
  documents: 1,
}

/** @type {{ name: string, figures: Map<string, number>, faults: string[] }[]} */
const results = []
for (const definition of servers()) {
  const result = { name: definition.name, figures: new Map(), faults: [] }
  results.push(result)
  try {
    await measure(definition, result.figures)
  } catch (error) {
    result.faults.push(error instanceof Error ? error.message : String(error))
  }
}
print()

/** @returns {Definition[]} */
function servers() {
  if (options.has('--ours')) return [ours(process.execPath)]
  const problem = installPeer()
  const node = nodeForBoth()
  if (problem === undefined && node !== undefined) return [ours(node), peer(node)]
  console.error(
    `${problem ?? 'yaml-language-server needs Node 22.13, which is not here'}: only our server is measured.`,
  )
  process.exitCode = 1
  return [ours(process.execPath)]
}

/** @param {Definition} definition @param {Map<string, number>} figures */
async function measure(definition, figures) {
  const colds = await samples(SAMPLES.cold, 'cold start', () => coldStart(definition))
  put('cold start, CPU|ms', median(colds.map((it) => it.cpu)))
  put('cold start until the diagnostics are right|ms', median(colds.map((it) => it.wall)))
  put('memory then|MiB', median(colds.map((it) => it.memory)))

  const server = await startServer(definition)
  try {
    await openWrong(server)
    for (const file of [...FILES, LONG]) await measureFile(server, file)
  } finally {
    await server.stop()
  }

  /** @param {Server} server @param {typeof LONG} file */
  async function measureFile(server, { name, text, number, completion, documents }) {
    const of = `${Math.round(text.split('\n').length / 100) / 10}k lines${documents === 1 ? ', one document' : ''}`
    const document = await openDocument(server, name, text, number)
    put(`${of}: open, CPU|ms`, document.opened.cpu)
    // Until the compilers of Node know the way: people type more than a few keys.
    await samples(SAMPLES.warm, `${of}: keys to get warm`, document.key)
    const keys = await samples(SAMPLES.key, `${of}: keys`, document.key)
    put(`${of}: a key, CPU|ms`, median(keys.map((it) => it.cpu)))
    put(
      `${of}: a key, CPU, p95|ms`,
      quantile(
        keys.map((it) => it.cpu),
        0.95,
      ),
    )
    put(`${of}: a key until the diagnostics are right|ms`, median(keys.map((it) => it.wall)))
    const hovers = await samples(SAMPLES.hover, `${of}: hovers`, document.hover)
    put(`${of}: hover|ms`, wallOf(hovers))
    put(
      `${of}: hover right after a key|ms`,
      wallOf(await samples(SAMPLES.hover / 5, `${of}: more hovers`, document.hoverAfterKey)),
    )
    const completions = await samples(SAMPLES.completion, `${of}: completions`, () =>
      document.completionAfterKey(completion),
    )
    put(`${of}: completion right after a key|ms`, wallOf(completions))
    put(`${of}: memory then|MiB`, server.memory())
    document.close()
  }

  /** @param {string} label @param {number | undefined} value */
  function put(label, value) {
    if (value !== undefined) figures.set(label, value)
  }

  /** @template T @param {number} most @param {string} what @param {(i: number) => Promise<T>} take */
  async function samples(most, what, take) {
    process.stderr.write(`${definition.name}: ${what}\n`)
    const end = performance.now() + MOST_MILLISECONDS
    /** @type {T[]} */
    const taken = []
    while (taken.length < most && (taken.length < 3 || performance.now() < end)) taken.push(await take(taken.length))
    return taken
  }
}

/** @param {readonly Sample[]} samples */
function wallOf(samples) {
  return median(samples.map((it) => it.wall))
}

function print() {
  const labels = [...new Set(results.flatMap(({ figures }) => [...figures.keys()]))]
  /** @type {Row[]} */
  const rows = labels.map((it) => {
    const [label = '', unit = ''] = it.split('|')
    return { label, unit, values: results.map(({ figures }) => figures.get(it)) }
  })
  console.log(
    `\n${table(
      results.map(({ name }) => name),
      rows,
    )}\n`,
  )
  console.log(
    `Medians; waits less what the server waited for a core. ${cpus().length} cores, load ${figure(loadavg()[0] ?? 0)}.`,
  )
  if (results.length > 1)
    console.log('yaml-language-server waits 200 ms after a key before it looks: in its waits, not in its CPU.')
  for (const { name, faults } of results) {
    for (const fault of faults) console.log(`FAULT: ${name} was not measured to the end: ${fault}`)
    if (faults.length > 0) process.exitCode = 1
  }
  const keys = rows.filter(({ label }) => /k lines: a key, CPU$/.test(label)).flatMap(({ values: [own] }) => own ?? [])
  const growth = (keys.at(-1) ?? Number.NaN) / (keys[0] ?? Number.NaN)
  const isFlat = growth <= MOST_GROWTH
  console.log(
    `A key in 1,000 documents costs Purser ${figure(growth)} times one in 10${isFlat ? '' : `: more than ${MOST_GROWTH}`}.`,
  )
  if (!isFlat) process.exitCode = 1
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message)
  process.exit(2)
}
