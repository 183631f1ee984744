/* Prints the CPU time of a key in one long document: read afresh, and read on from the middle. Run: npx tsx <this file> */
import { editFile, type File, parseFile, positionAt, textOf } from '../../server/src/syntax/file.ts'
import { parseDocument } from '../../server/src/syntax/parse.ts'
import { applyEdit } from '../../server/src/text/edit.ts'
import { definition } from '../definition.ts'

const KEYS = 200

for (const size of [1_000, 10_000, 30_000]) {
  const text = definition(size)
  for (const [place, word] of [
    ['near the start', 'group: example.org'],
    ['in the middle', 'type: string'],
    ['at the end', 'served: true'],
  ] as const) {
    const at = text.indexOf(word, place === 'in the middle' ? Math.floor(text.length / 2) : 0) + word.length
    const afresh = median((i) => parseDocument(applyEdit(text, { from: at, to: at, insert: `${i}` })))
    let file: File = parseFile(text)
    const further = median((i) => {
      file = editFile(file, { from: at, to: at, insert: `${i % 10}` })
      positionAt(file, at)
    })
    const half = text.indexOf('\n', at)
    file = parseFile(text)
    let typed = half
    const deep = ' '.repeat(indentation(text, at))
    const lines = Array.from({ length: KEYS / 20 }, (_, i) => `\n${deep}newKey${i}: value`.padEnd(20)).join('')
    const newLine = median((i) => {
      file = editFile(file, { from: typed, to: typed, insert: lines[i] ?? '' })
      typed++
    })
    const ratio = (afresh / further).toFixed(0)
    console.log(
      `${size} lines, ${(text.length / 1e3).toFixed(0)} kB, ${place}: afresh ${ms(afresh)}, a value ${ms(further)} (${ratio}x), a new line ${ms(newLine)}`,
    )
    if (textOf(file).length !== text.length + KEYS) throw new Error('keys were lost')
  }
}

function median(step: (i: number) => void): number {
  const times: number[] = []
  for (let i = 0; i < KEYS; i++) {
    const start = process.cpuUsage()
    step(i)
    const { user, system } = process.cpuUsage(start)
    times.push((user + system) / 1000)
  }
  return times.sort((a, b) => a - b)[KEYS / 2] ?? 0
}

function ms(time: number): string {
  return `${time.toFixed(2)} ms`
}

function indentation(text: string, at: number): number {
  const line = text.lastIndexOf('\n', at - 1) + 1
  return /^ */.exec(text.slice(line, at))?.[0].length ?? 0
}
