/**
 * `npm run nightly -- [--minutes N] [--edits N] [--corpus DIR] [--seed N]`: a long look at the parser. Random edits,
 * whose outcome must be that of a fresh parse, and then texts of every kind, which must be read without a throw and in
 * steps in proportion to their length. With a corpus, its values are compared with those of `yaml`, too. Prints its seed,
 * and of a failure the smallest text that it finds.
 */
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { editMuch } from '../test/nightly/edits.ts'
import { fuzz } from '../test/nightly/fuzz.ts'
import { ownTexts, textsIn } from '../test/nightly/texts.ts'

/** Of the trees of a document of 40 and more, those that an edit that types one letter must leave the same objects. */
const LEAST_KEPT = 0.85

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    edits: { type: 'string', default: '100000' },
    corpus: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
  },
})
const seed = Number(values.seed)
const texts = [...ownTexts(), ...(values.corpus === undefined ? [] : textsIn(values.corpus))]
console.log(`seed ${seed}, ${texts.length} files`)

const edited = editMuch(texts, Number(values.edits), seed, (done) => {
  if (done % 10_000 < 500) console.log(`  ${done} edits`)
})
const share = edited.kept / edited.all
console.log(`${edited.edits} edits: ${edited.failure ?? 'each gives what a fresh parse gives'}`)
console.log(`${edited.typed} of them typed a letter, and kept ${(100 * share).toFixed(1)} % of ${edited.all} trees`)
const keepsLittle = edited.failure === undefined && !(share >= LEAST_KEPT)
if (keepsLittle) console.log(`... which is less than ${100 * LEAST_KEPT} %`)

const fuzzed = fuzz(texts, Number(values.minutes), seed, (done) => {
  if (done % 20_000 === 0) console.log(`  ${done} texts`)
})
const { worst } = fuzzed
console.log(`${fuzzed.texts} texts, ${fuzzed.characters} characters, at worst ${worst.toFixed(1)} steps a character`)
console.log(fuzzed.failure ?? 'nothing threw, nothing looked at more than it may')

const read = values.corpus === undefined ? 0 : compareValues(resolve(values.corpus))
process.exitCode = read === 0 && edited.failure === undefined && fuzzed.failure === undefined && !keepsLittle ? 0 : 1

/** The test that reads a corpus beside `yaml`, which `npm test` leaves out where there is none. */
function compareValues(corpus) {
  const mocha = ['node_modules/mocha/lib/cli/cli.js', '--no-config', '--grep', 'reads the corpus']
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', ...mocha, 'test/unit/syntax/parse.test.ts'], {
    cwd: resolve(import.meta.dirname, '..'),
    env: { ...process.env, PURSER_CORPUS: corpus },
    stdio: 'inherit',
  })
  return status
}
