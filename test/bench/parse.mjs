/**
 * Times parsers on the same text, each document read to the end: `node .bench/parse.cjs <absolute folder of js-yaml>` (built by the bench) prints
 * JSON on 100,000 lines of manifests, or on those in the folder PURSER_CORPUS.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parseDocument as parseWithYaml } from 'yaml'
import { parseDocument } from '../../server/src/syntax/parse.ts'
import { manifestsOfLines } from './texts.mjs'

const ROUNDS = 9
const MOST_MILLISECONDS = 6000
const MOST_CHARACTERS = 5_000_000

const documents = documentsOf(process.env.PURSER_CORPUS)
const size = documents.reduce((sum, it) => sum + it.length, 0)
/** @type {Record<string, (text: string) => unknown>} */
const parsers = {
  'Purser: tree with places and comments': parseDocument,
  yaml: (text) => parseWithYaml(text, { logLevel: 'silent', uniqueKeys: false }),
}
const [, , modules] = process.argv
if (modules !== undefined) {
  const { parseEvents, load } = createRequire(join(modules, 'x.js'))('js-yaml')
  if (!parseEvents) throw new Error('this js-yaml is not the one that test/bench/peer names')
  parsers['js-yaml 5: events alone'] = parseEvents
  parsers['js-yaml 5: values'] = load
}
// Round by round, so that a slow minute of the machine is one for all.
const times = new Map(Object.keys(parsers).map((it) => [it, /** @type {number[]} */ ([])]))
const start = performance.now()
for (let round = 0; round < ROUNDS && (round < 2 || performance.now() - start < MOST_MILLISECONDS); round++) {
  for (const [name, parse] of Object.entries(parsers))
    times.get(name)?.push(cpuOf(() => documents.forEach(attempt(parse))))
}
console.log(
  JSON.stringify({
    documents: documents.length,
    megabytes: size / 1e6,
    milliseconds: Object.fromEntries([...times].map(([name, all]) => [name, median(all.slice(1))])),
  }),
)

/** @param {readonly number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
}

/** Of all threads: those that collect garbage work beside the main one. @param {() => void} action */
function cpuOf(action) {
  const before = process.cpuUsage()
  action()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Other people's files are not all sound, and some parsers throw. @param {(text: string) => unknown} parse */
function attempt(parse) {
  return (/** @type {string} */ text) => {
    try {
      parse(text)
    } catch {
      return
    }
  }
}

/** @param {string | undefined} corpus @returns {readonly string[]} */
function documentsOf(corpus) {
  const split = (/** @type {string} */ text) => text.split(/^(?=---(?:\s|$))/m)
  if (corpus === undefined) return split(manifestsOfLines(100_000))
  /** @type {string[]} */
  const found = []
  let read = 0
  for (const path of readdirSync(corpus, { recursive: true, encoding: 'utf8' }).sort()) {
    if (read >= MOST_CHARACTERS || !/\.ya?ml$/.test(path)) continue
    const text = readFileSync(join(corpus, path), 'utf8')
    found.push(...split(text))
    read += text.length
  }
  return found
}
