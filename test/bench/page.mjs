/** Puts what a run has found into docs/performance.md, between two marks. */
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

const page = resolve(import.meta.dirname, '..', '..', 'docs', 'performance.md')

/** @param {string} text */
export function writeFigures(text) {
  writePart('figures', text)
}

/** @param {string} text */
export function writeProfile(text) {
  writePart('profile', text)
}

/** @param {string} name @param {string} text */
function writePart(name, text) {
  const before = `<!-- ${name} -->\n`
  const after = `<!-- /${name} -->`
  const whole = readFileSync(page, 'utf8')
  const from = whole.indexOf(before)
  const to = whole.indexOf(after)
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no place for ${name}`)
  writeFileSync(page, `${whole.slice(0, from + before.length)}${text.trim()}\n${whole.slice(to)}`)
}
