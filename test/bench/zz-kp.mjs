import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildNamed, folder } from './build.mjs'
import { startServer } from './client.mjs'
import { openDocument, openWrong } from './measure.mjs'
import { ours } from './servers.mjs'
import { longDocument, manifestsOfLines } from './texts.mjs'

const lines = Number(process.argv[2] ?? 700),
  prof = process.argv[3] === 'prof',
  long = process.argv.includes('long')
const WARM = Number(process.argv[4] ?? 100),
  KEYS = 400
const program = await buildNamed()
const into = join(folder, 'kp')
rmSync(into, { recursive: true, force: true })
mkdirSync(into, { recursive: true })
const definition = {
  ...ours(process.execPath),
  command: [process.execPath, ...(process.env.FLAGS ? process.env.FLAGS.split(' ') : []), program, '--stdio'],
}
const server = await startServer(
  definition,
  prof ? ['--cpu-prof', '--cpu-prof-interval=100', `--cpu-prof-dir=${into}`] : [],
)
let measured = 0
await openWrong(server)
const document = long
  ? await openDocument(server, 'long.yaml', longDocument(lines), /^ +maxLength: \d+$/)
  : await openDocument(server, 'many.yaml', manifestsOfLines(lines), /^ {2}replicas: \d+$/)
for (let i = 0; i < WARM; i++) await document.press()
const s = performance.now(),
  c0 = server.cpu()
for (let i = 0; i < KEYS; i++) {
  await document.press()
  await sleep(5)
}
measured = performance.now() - s
console.log('cpu per key', ((server.cpu() - c0) / KEYS).toFixed(2), 'rss', server.memory().toFixed(0))
await server.stop()
if (prof) {
  const [name] = readdirSync(into)
  const p = JSON.parse(readFileSync(join(into, name), 'utf8'))
  const byId = new Map(p.nodes.map((n) => [n.id, n])),
    parent = new Map()
  for (const n of p.nodes) for (const c of n.children ?? []) parent.set(c, n.id)
  const src = readFileSync(program, 'utf8').split('\n')
  const owners = []
  let o = ''
  for (const l of src) {
    o = /^ *\/\/ ((?:server|node_modules)\/\S+)$/.exec(l)?.[1] ?? o
    owners.push(o.split('/').slice(-2).join('/'))
  }
  const nm = (n) =>
    n.callFrame.functionName +
    ' ' +
    (n.callFrame.url.startsWith('node:')
      ? n.callFrame.url
      : n.callFrame.url
        ? owners[n.callFrame.lineNumber] + ':' + n.callFrame.lineNumber
        : '')
  const inc = new Map(),
    self = new Map()
  let passed = 0,
    tot = 0
  for (let i = p.samples.length - 1; i >= 0 && passed < measured * 1000; i--) {
    const t = p.timeDeltas[i] ?? 0
    passed += t
    if (byId.get(p.samples[i]).callFrame.functionName === '(idle)') continue
    tot += t
    const k0 = nm(byId.get(p.samples[i]))
    self.set(k0, (self.get(k0) ?? 0) + t)
    const seen = new Set()
    for (let x = p.samples[i]; x !== undefined; x = parent.get(x)) {
      const k = nm(byId.get(x))
      if (seen.has(k)) continue
      seen.add(k)
      inc.set(k, (inc.get(k) ?? 0) + t)
    }
  }
  console.log('total us/key', (tot / KEYS).toFixed(0))
  for (const [t, m] of [
    ['SELF', self],
    ['INCL', inc],
  ]) {
    console.log(t)
    for (const [k, v] of [...m].sort((a, b) => b[1] - a[1]).slice(0, t === 'SELF' ? 60 : 400))
      console.log(String((v / KEYS).toFixed(0)).padStart(7), k)
  }
}
