/**
 * The rows of the table, and what ours is to reach in them.
 *
 * @typedef {'median' | 'tail' | 'memory' | 'growth'} Sort how much a figure varies from run to run
 * @typedef {{ id: string, label: string, unit: string, sort: Sort, target?: number }} Row
 * @typedef {{ id: string, lines: string, name: string, text: () => string, number: RegExp, completed: string,
 *   key?: number, tail?: number, open?: number }} File
 */
import { BURST } from './measure.mjs'
import { COMPLETED, longDocument, manifestsOfLines } from './texts.mjs'

const [IN_MANIFEST = '', IN_DEFINITION = ''] = COMPLETED

/** @param {string} lines @param {number} count @param {Partial<File>} targets @returns {File} */
const rowOfDocuments = (lines, count, targets) => ({
  id: lines,
  lines: `${lines} lines`,
  name: `d${lines}.yaml`,
  text: () => manifestsOfLines(count),
  number: /^ {2}replicas: \d+$/,
  completed: IN_MANIFEST,
  ...targets,
})

/** @param {string} lines @param {number} count @param {Partial<File>} targets @returns {File} */
const oneDocument = (lines, count, targets) => ({
  id: `one-${lines}`,
  lines: `one document of ${lines} lines`,
  name: `one${lines}.yaml`,
  text: () => longDocument(count),
  number: /^ +maxLength: \d+$/,
  completed: IN_DEFINITION,
  ...targets,
})

/** The smallest first: the growth is counted from there. @type {readonly File[]} */
export const FILES = [
  rowOfDocuments('0.7k', 640, { key: 1.5, tail: 4 }),
  rowOfDocuments('5.7k', 5_700, { key: 1.5, tail: 4 }),
  rowOfDocuments('57k', 57_000, { key: 1.5, tail: 4 }),
  rowOfDocuments('100k', 100_000, { key: 2, tail: 4, open: 400 }),
  rowOfDocuments('285k', 285_000, { key: 2, tail: 4 }),
  oneDocument('10k', 10_000, { key: 3, tail: 15 }),
  oneDocument('30k', 30_000, { key: 5, tail: 40 }),
]

/** Where more is asked than a key. */
export const LARGE = '57k'
/** From the smallest file to this one. */
export const GROWN = '100k'

export const EDITS = 1000

/** @type {readonly Row[]} */
export const ROWS = [
  ...FILES.map(({ id, lines, key }) => row(`key/${id}`, `one key, ${lines}: CPU`, 'ms', 'median', key)),
  ...FILES.map(({ id, lines, tail }) => row(`tail/${id}`, `one key, ${lines}: CPU, p95`, 'ms', 'tail', tail)),
  row('growth', `growth of the CPU of a key, ${FILES[0]?.id} to ${GROWN} lines`, '×', 'growth', 1.5),
  ...FILES.map(({ id, lines }) =>
    row(`wall/${id}`, `one key, ${lines}: until the diagnostics are right`, 'ms', 'median', 5),
  ),
  row(
    'burst/settle',
    `${BURST.keys} keys, one each ${BURST.milliseconds} ms, ${LARGE} lines: from the last key to the last diagnostics`,
    'ms',
    'median',
    20,
  ),
  row('burst/cpu', 'the same: CPU of all', 'ms', 'median', 400),
  row('burst/hover', 'the same: hovers meanwhile, p95', 'ms', 'tail', 10),
  row('hover', `hover, ${LARGE} lines`, 'ms', 'median', 1),
  row('hover/key', `hover right after a key, ${LARGE} lines`, 'ms', 'median', 2.5),
  row('completion', `completion, ${LARGE} lines`, 'ms', 'median', 3),
  row('completion/key', `completion right after Enter and a letter, ${LARGE} lines`, 'ms', 'median'),
  ...FILES.map(({ id, lines, open }) => row(`open/${id}`, `opening ${lines}: CPU`, 'ms', 'median', open)),
  ...[GROWN, 'one-30k'].map((id) =>
    row(`opens/${id}`, `the first opened after the start, ${linesOf(id)}: CPU`, 'ms', 'tail'),
  ),
  ...[LARGE, 'one-30k'].map((id) =>
    row(`first/${id}`, `the first key after opening, ${linesOf(id)}: CPU`, 'ms', 'tail'),
  ),
  row('cold/cpu', 'cold start, until the diagnostics are right: CPU', 'ms', 'median', 300),
  row('cold/wall', 'the same: wait', 'ms', 'median'),
  row('memory/start', 'memory then', 'MiB', 'memory', 90),
  row('memory/edits', `memory with ${LARGE} lines open, after 100 edits all over them`, 'MiB', 'memory', 200),
  row('memory/settled', 'the same, all garbage collected', 'MiB', 'memory'),
  row('memory/many', `memory after ${count(EDITS)} edits more, names and labels among them`, 'MiB', 'memory', 200),
  row('memory/growth', `growth of that from ${count(EDITS)} edits to ${count(2 * EDITS)}`, '%', 'growth', 10),
]

/**
 * How far a figure may be above its target before `--check` fails. The same code gives figures that differ from run to run, on a quiet
 * machine too: where the core's clock stands, when a collection of garbage falls. A tail is made by a few samples out of sixty.
 * Memory and growth are ratios or counts of pages and hardly vary.
 *
 * @type {Readonly<Record<Sort, number>>}
 */
const NOISE = { median: 1.25, tail: 1.5, memory: 1.05, growth: 1.1 }

/**
 * Milliseconds of CPU that a key costs the floor on a quiet machine of the kind that the targets were set on. Where it costs more in
 * this run, the machine was slower or busier, and times (not memory, not growth) may be more in proportion.
 */
const FLOOR_AT_REST = 0.4

/** How much slower than at rest this machine is. @param {ReadonlyMap<string, number>} [floor] its figures */
export function slownessOf(floor) {
  const keys = FILES.flatMap(({ id }) => floor?.get(`key/${id}`) ?? []).sort((a, b) => a - b)
  return Math.max(1, (keys[Math.floor(keys.length / 2)] ?? 0) / FLOOR_AT_REST)
}

/** @param {Row} row @param {number} value @param {number} slowness @returns {'yes' | 'within noise' | 'no'} */
export function judge({ target = Number.POSITIVE_INFINITY, sort }, value, slowness) {
  if (value <= target) return 'yes'
  const isTime = sort === 'median' || sort === 'tail'
  return value <= target * NOISE[sort] * (isTime ? slowness : 1) ? 'within noise' : 'no'
}

/** @param {string} id @param {string} label @param {string} unit @param {Sort} sort @param {number} [target] @returns {Row} */
function row(id, label, unit, sort, target) {
  return { id, label, unit, sort, ...(target === undefined ? {} : { target }) }
}

/** @param {number} number */
function count(number) {
  return number.toLocaleString('en')
}

/** @param {string} id */
function linesOf(id) {
  return FILES.find((it) => it.id === id)?.lines
}
