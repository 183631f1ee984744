import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** `UPDATE=1 npm test` writes the files it would otherwise compare with: read the diff before you commit it. */
export function golden(file: URL, actual: string): void {
  const text = `${actual.trimEnd()}\n`
  if (process.env.UPDATE) writeFileSync(file, text)
  else assert.equal(text, existsSync(file) ? readFileSync(file, 'utf8') : '')
}
