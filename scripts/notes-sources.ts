import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { noteFiles } from '../server/src/main/load.ts'

/** A text that notes are compared with. */
export interface Source {
  readonly name: string
  readonly text: string
}

/** The texts of a folder, or of one file: `.md` and `.txt`. */
export function readTexts(path: string): readonly Source[] {
  if (statSync(path).isFile()) return [{ name: path, text: readFileSync(path, 'utf8') }]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((it) => /\.(?:md|txt)$/.test(it))
    .sort()
    .map((it) => ({ name: it, text: readFileSync(join(path, it), 'utf8') }))
}

/** Our notes as texts. */
export function noteTexts(): readonly Source[] {
  return noteFiles().map(({ path, text }) => ({ name: path, text }))
}

/** The folder that a command was given, or `undefined` after a word on how it is used. */
export function folderArgument(command: string): string | undefined {
  const [, , folder] = process.argv
  if (folder === undefined) {
    console.error(`npx tsx ${command} FOLDER`)
    process.exitCode = 2
  }
  return folder
}
