import fc from 'fast-check'
import { editFile, parseFile } from '../../server/src/syntax/file.ts'
import { applyEdit, type Edit } from '../../server/src/text/edit.ts'
import { difference, keptTrees } from '../unit/syntax/agree.ts'
import { editOf, type Plan, plan, yamlish } from '../unit/syntax/edits.ts'
import { createRandom, type Random } from './random.ts'
import { shrunk } from './shrink.ts'

/** What a long look at random edits found. */
export interface Edited {
  readonly edits: number
  /** Edits that type a letter into a document of at least `LEAST` trees; how many trees there were, how many were kept. */
  readonly typed: number
  readonly all: number
  readonly kept: number
  readonly failure: string | undefined
}

const LEAST = 40
const CHUNK = 500

/**
 * Edits `texts`, and texts of its own, at random until `count` edits are done: the file that comes out must be the one
 * that a fresh parse gives, with its problems, comments and positions.
 */
export function editMuch(texts: readonly string[], count: number, seed: number, tell: (done: number) => void): Edited {
  const random = createRandom(seed)
  let edits = 0
  const met = { typed: 0, all: 0, kept: 0 }
  for (let round = 0; edits < count; round++) {
    const plans = fc.sample(plan, { numRuns: CHUNK, seed: seed + round })
    const generated = fc.sample(yamlish, { numRuns: 20, seed: seed + round })
    for (let i = 0; i < plans.length; ) {
      const text = random.below(4) === 0 ? random.pick(generated) : random.pick(texts)
      if (random.below(3) === 0) {
        const wrong = typedWell(random.pick(texts), random, met)
        edits++
        if (wrong !== undefined) return { edits, ...met, failure: `seed ${seed}, round ${round}: ${wrong}` }
      }
      const run = plans.slice(i, i + 1 + random.below(6))
      i += run.length
      // Some editors send several edits as one change: what lies between them is not looked at.
      const together = random.below(5) === 0
      const failure = editedWell(lineEnds(text, random), run, together)
      edits += run.length
      if (failure !== undefined) return { edits, ...met, failure: `seed ${seed}, round ${round}: ${failure}` }
    }
    tell(edits)
  }
  return { edits, ...met, failure: undefined }
}

function lineEnds(text: string, random: Random): string {
  return random.below(8) === 0 ? text.replaceAll('\n', random.below(4) === 0 ? '\r' : '\r\n') : text
}

function editedWell(start: string, plans: readonly Plan[], together: boolean): string | undefined {
  let text = start
  let file = parseFile(text)
  for (const [i, it] of plans.entries()) {
    const edit = editOf(text, it)
    const before = { text, file }
    text = applyEdit(text, edit)
    file = editFile(file, edit)
    if (together && i < plans.length - 1) continue
    const wrong = difference(file, parseFile(text), text)
    if (wrong === undefined) continue
    // The first of them that goes wrong says most.
    return (together ? editedWell(start, plans, false) : undefined) ?? said(wrong, before.text, edit)
  }
  return undefined
}

interface Met {
  typed: number
  all: number
  kept: number
}

/** Types a letter into a word of a text that is as people write it. */
function typedWell(text: string, random: Random, met: Met): string | undefined {
  const start = random.below(text.length)
  const at = start + Math.max(0, text.slice(start).search(/\w\w/)) + 1
  const edit = { from: at, to: at, insert: random.pick(['x', 'e', '1']) }
  const after = applyEdit(text, edit)
  const before = parseFile(text)
  const edited = editFile(before, edit)
  const wrong = difference(edited, parseFile(after), after)
  if (wrong !== undefined) return said(wrong, text, edit)
  const { all, kept } = keptTrees(before, edited)
  if (all < LEAST) return undefined
  met.typed++
  met.all += all
  met.kept += kept
  return undefined
}

/** The failure made small: first what stands before the edit, then what stands behind it. */
function said(wrong: string, text: string, edit: Edit): string {
  const fails = (head: string, removed: string, tail: string) => {
    const change = { from: head.length, to: head.length + removed.length, insert: edit.insert }
    const after = head + edit.insert + tail
    return difference(editFile(parseFile(head + removed + tail), change), parseFile(after), after) !== undefined
  }
  const removed = text.slice(edit.from, edit.to)
  let head = text.slice(0, edit.from)
  let tail = text.slice(edit.to)
  if (!fails(head, removed, tail))
    return `${wrong}, after several edits of ${JSON.stringify(text)}, the last of them ${JSON.stringify(edit)}`
  head = shrunk(head, (it) => fails(it, removed, tail))
  tail = shrunk(tail, (it) => fails(head, removed, it))
  return `${wrong}: ${JSON.stringify(head)} + ${JSON.stringify(removed)} -> ${JSON.stringify(edit.insert)} + ${JSON.stringify(tail)}`
}
