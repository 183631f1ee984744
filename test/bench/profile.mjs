/**
 * Where the time of a key goes: our server with readable names under V8's sampling profiler (`node --cpu-prof`), keys typed into one long
 * document, the samples after they got warm summed by source file.
 *
 * @typedef {{ functionName: string, url: string, lineNumber: number }} Frame
 * @typedef {{ nodes: readonly { id: number, callFrame: Frame }[], samples: readonly number[], timeDeltas: readonly number[],
 *   startTime: number }} Profile
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildNamed, folder } from './build.mjs'
import { startServer } from './client.mjs'
import { openDocument, openWrong } from './measure.mjs'
import { figure, table } from './report.mjs'
import { ours } from './servers.mjs'
import { longDocument } from './texts.mjs'

const WARM = 100
const KEYS = 400
const SHOWN = 14

/** @param {string} node @returns {Promise<string>} a table */
export async function profile(node) {
  const program = await buildNamed()
  const into = join(folder, 'profile')
  rmSync(into, { recursive: true, force: true })
  mkdirSync(into, { recursive: true })
  const definition = { ...ours(node), command: [node, program, '--stdio'] }
  const server = await startServer(definition, ['--cpu-prof', '--cpu-prof-interval=200', `--cpu-prof-dir=${into}`])
  let measured = 0
  try {
    await openWrong(server)
    const document = await openDocument(server, 'long.yaml', longDocument(30_000), /^ +maxLength: \d+$/)
    for (let i = 0; i < WARM; i++) await document.press()
    const started = performance.now()
    for (let i = 0; i < KEYS; i++) {
      await document.press()
      // As in typing, there is time to collect garbage between two keys.
      await sleep(5)
    }
    measured = performance.now() - started
  } finally {
    await server.stop()
  }
  const [name] = readdirSync(into)
  if (name === undefined) throw new Error('Node wrote no profile')
  return told(JSON.parse(readFileSync(join(into, name), 'utf8')), measured, ownerOf(readFileSync(program, 'utf8')))
}

/** @param {Profile} found @param {number} milliseconds of its end that count @param {(frame: Frame) => string | undefined} owner */
function told({ nodes, samples, timeDeltas }, milliseconds, owner) {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, owner(callFrame)]))
  /** @type {Map<string, number>} */
  const times = new Map()
  let all = 0
  let passed = 0
  for (let i = samples.length - 1; i >= 0 && passed < milliseconds * 1000; i--) {
    const time = timeDeltas[i] ?? 0
    passed += time
    const name = frames.get(samples[i] ?? 0)
    if (name === undefined) continue
    times.set(name, (times.get(name) ?? 0) + time)
    all += time
  }
  const rows = [...times].sort(([, a], [, b]) => b - a).slice(0, SHOWN)
  const body = rows.map(([name, time]) => [
    name,
    `${figure(time / KEYS / 1000)} ms`,
    `${Math.round((100 * time) / all)} %`,
  ])
  return table(['where', 'a key', ''], [...body, ['all', `${figure(all / KEYS / 1000)} ms`, '100 %']])
}

/** Which source a frame is from: the bundle has a comment with the path above what came from each. @param {string} bundle */
function ownerOf(bundle) {
  /** @type {string[]} */
  const owners = []
  let owner = 'the bundle'
  for (const line of bundle.split('\n')) {
    owner = /^ *\/\/ ((?:server|node_modules)\/\S+)$/.exec(line)?.[1] ?? owner
    owners.push(owner)
  }
  return (/** @type {Frame} */ { functionName, url, lineNumber }) => {
    if (functionName === '(idle)' || functionName === '(root)') return undefined
    if (functionName.startsWith('(')) return functionName.slice(1, -1)
    if (url.startsWith('node:') || url === '') return "Node's own"
    const path = owners[lineNumber] ?? 'the bundle'
    return /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path
  }
}
