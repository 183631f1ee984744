import { editFile, parseFile, textOf } from '../../server/src/syntax/file.ts'
import { applyEdit } from '../../server/src/text/edit.ts'
import { difference } from '../unit/syntax/agree.ts'
import { checkGeometry, checkProblems } from '../unit/syntax/invariants.ts'
import { BITS, MORE } from '../unit/syntax/samples.ts'
import { mostSteps, stepsOf } from '../unit/syntax/steps.ts'
import { createRandom, type Random } from './random.ts'
import { shrunk } from './shrink.ts'

export interface Fuzzed {
  readonly texts: number
  readonly characters: number
  /** The most steps a character that any text cost which was not short. */
  readonly worst: number
  readonly failure: string | undefined
}

/**
 * Reads random bytes, changed manifests, and short pieces over and over again, until the time is up. Nothing may throw,
 * and nothing may look at more characters than in proportion to the text, which no endless loop can keep.
 */
export function fuzz(texts: readonly string[], minutes: number, seed: number, tell: (done: number) => void): Fuzzed {
  const until = Date.now() + minutes * 60_000
  let done = 0
  let characters = 0
  let worst = 0
  for (; Date.now() < until; done++) {
    const random = createRandom(seed + done)
    const text = anyText(texts, random)
    characters += text.length
    const { steps, wrong } = fault(text, seed + done)
    if (text.length > 2000) worst = Math.max(worst, steps / text.length)
    if (wrong !== undefined) {
      const small = shrunk(text, (it) => fault(it, seed + done).wrong !== undefined)
      const failure = `seed ${seed + done}: ${fault(small, seed + done).wrong}\n${JSON.stringify(small)}`
      return { texts: done, characters, worst, failure }
    }
    if (done % 2000 === 1999) tell(done + 1)
  }
  return { texts: done, characters, worst, failure: undefined }
}

function fault(text: string, seed: number): { readonly steps: number; readonly wrong: string | undefined } {
  let steps = 0
  try {
    let file = parseFile('')
    steps = stepsOf(() => {
      file = parseFile(text)
    }, mostSteps(text))
    if (textOf(file) !== text) return { steps, wrong: 'the parts do not spell the text' }
    for (const { document } of file.parts) {
      checkGeometry(document)
      checkProblems(document)
    }
    const random = createRandom(seed)
    const from = random.below(text.length + 1)
    const edit = { from, to: Math.min(text.length, from + random.below(4)), insert: random.pick(PIECES) }
    const after = applyEdit(text, edit)
    let edited = file
    const editing = stepsOf(() => {
      edited = editFile(file, edit)
    }, 2 * mostSteps(after))
    const wrong = difference(edited, parseFile(after), after)
    return { steps: Math.max(steps, editing), wrong: wrong && `${wrong} after ${JSON.stringify(edit)}` }
  } catch (error) {
    return { steps, wrong: String(error instanceof Error ? error.stack : error) }
  }
}

const PIECES = [...BITS, ...MORE, 'key: ', 'b c', '\n- ', '---\n', 'a: |\n', '  ', '\u2028', '\ufeff', '%TAG', '😀']
const LONGEST = 30_000

function anyText(texts: readonly string[], random: Random): string {
  switch (random.below(6)) {
    case 0:
      return bytes(random)
    case 1:
      return Array.from({ length: random.below(60) }, () => random.pick(PIECES)).join('')
    case 2:
      return repeated(random)
    default:
      return changed(random.pick(texts), texts, random)
  }
}

function bytes(random: Random): string {
  const raw = Uint8Array.from({ length: random.below(300) }, () => random.below(random.below(2) === 0 ? 128 : 256))
  return new TextDecoder(random.below(2) === 0 ? 'utf-8' : 'utf-16le').decode(raw)
}

/** What is quadratic shows only where there is much of it. */
function repeated(random: Random): string {
  const piece = () => Array.from({ length: 1 + random.below(5) }, () => random.pick(PIECES)).join('')
  const parts = [piece(), piece(), piece(), piece()]
  const [open = '', middle = '', close = '', tail = ''] = parts
  const times = 1 + random.below(random.below(3) === 0 ? 1500 : 60)
  const all = `${open.repeat(times)}${middle}${close.repeat(random.below(2) * times)}${tail}`
  return (random.below(3) === 0 ? all.repeat(2) : all).slice(0, LONGEST)
}

function changed(start: string, texts: readonly string[], random: Random): string {
  let text = start.slice(0, LONGEST)
  for (let i = random.below(6); i >= 0; i--) {
    const at = random.below(text.length + 1)
    const to = Math.min(text.length, at + random.below(random.below(4) === 0 ? 400 : 12))
    const other = random.pick(texts)
    const from = random.below(other.length)
    const insert = [
      () => '',
      () => random.pick(PIECES),
      () => random.pick(PIECES).repeat(random.below(200)),
      () => other.slice(from, from + random.below(500)),
      () => text.slice(at, to).repeat(1 + random.below(20)),
      () => String.fromCharCode(random.below(65_536)),
    ]
    text = text.slice(0, at) + random.pick(insert)() + text.slice(to)
  }
  if (random.below(12) === 0) text = text.replaceAll('\n', random.pick(['\r\n', '\r', '\n\n', '\n\t']))
  return text.slice(0, LONGEST)
}
