/**
 * `npm test`: every check there is, one after the other, whatever fails; the last line is `N passed, N failed`.
 *
 * `--fast` leaves out the parts that need VS Code, `--vscode` runs only them.
 */
import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

const repository = resolve(import.meta.dirname, '..')
const options = new Set(process.argv.slice(2))
const isTerminal = process.stdout.isTTY === true
const isDesktop = Boolean(process.env.PURSER_VSCODE_DESKTOP) || process.platform !== 'linux'

/** Of a part: an endless loop in a test is beyond mocha's own limit. */
const MOST_MINUTES = 20

/** `count` reads a part's output; a part without it is one test, passed when it ends well. */
const parts = [
  { name: 'types', isFast: true, program: [bin('typescript', 'bin', 'tsc'), '-p', '.'] },
  {
    name: 'style',
    isFast: true,
    program: [bin('@biomejs', 'biome', 'bin', 'biome'), 'ci', `--colors=${isTerminal ? 'force' : 'off'}`, '.'],
  },
  {
    name: 'tests',
    isFast: true,
    // Not its `bin`, which starts this as a process of its own, out of our reach.
    program: ['--import', 'tsx', bin('mocha', 'lib', 'cli', 'cli.js'), '--reporter', 'dot'],
    count: ofMocha,
  },
  { name: 'VS Code', isFast: false, program: ['test/vscode/run.mjs'], count: ofLastLine },
  // These drive the browser VS Code, so only where that is what we test with.
  ...(isDesktop
    ? []
    : [
        { name: 'user interface', isFast: false, program: ['test/vscode/ui.mjs'], count: ofLastLine },
        { name: 'web worker', isFast: false, program: ['test/vscode/web/run.mjs'], count: ofLastLine },
      ]),
]

for (const option of options) {
  if (!['--fast', '--vscode'].includes(option)) {
    console.error(`What is ${option}? \`npm test\` takes --fast (no VS Code) or --vscode (only that).`)
    process.exit(2)
  }
}

const results = []
for (const part of parts) {
  if (options.has('--fast') ? !part.isFast : options.has('--vscode') && part.isFast) continue
  console.log(`\n=== ${part.name}`)
  const started = Date.now()
  const { status, output } = await run(part.program)
  const counts = part.count?.(output) ?? { passed: status === 0 && part.count === undefined ? 1 : 0, failed: 0 }
  // A part that ends badly, or says nothing, has failed even if none of its tests has.
  const isBad = status !== 0 || counts.passed + counts.failed === 0
  const failed = isBad ? Math.max(counts.failed, 1) : counts.failed
  results.push({ name: part.name, passed: counts.passed, failed, seconds: (Date.now() - started) / 1000 })
}

console.log('')
for (const { name, passed, failed, seconds } of results) {
  const text = `${name.padEnd(16)}${String(passed).padStart(6)} passed${String(failed).padStart(5)} failed`
  console.log(`${text}${seconds.toFixed(1).padStart(8)} s`)
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
process.exitCode = sum('failed') === 0 ? 0 : 1

/** Runs Node, shows what it says as it says it, and keeps it. */
function run(program) {
  const child = spawn(process.execPath, program, {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(isTerminal ? { FORCE_COLOR: '1' } : {}) },
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text
    process.stdout.write(text)
  })
  child.stderr.pipe(process.stderr, { end: false })
  const limit = setTimeout(() => {
    console.error(`\n${program.join(' ')} is ended after ${MOST_MINUTES} minutes`)
    child.kill('SIGTERM')
    // What does not listen: a loop that never lets a handler run.
    setTimeout(() => child.kill('SIGKILL'), 5000).unref()
  }, MOST_MINUTES * 60_000)
  return new Promise((done) => {
    child.once('error', (error) => {
      console.error(error.message)
      done({ status: 1, output })
    })
    child.once('close', (status) => {
      clearTimeout(limit)
      done({ status: status ?? 1, output: stripVTControlCharacters(output) })
    })
  })
}

/** A test that is left out is no test that has passed. */
function ofMocha(output) {
  const number = (word) => Number(new RegExp(`^ +(\\d+) ${word}\\b`, 'm').exec(output)?.[1] ?? 0)
  return { passed: number('passing'), failed: number('failing') + number('pending') }
}

function ofLastLine(output) {
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/.exec(output.trimEnd().split('\n').at(-1) ?? '') ?? []
  return { passed: Number(passed ?? 0), failed: Number(failed ?? 0) }
}

function bin(...path) {
  return join('node_modules', ...path)
}
