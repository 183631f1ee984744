import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Note, parseNote } from '../notes/note.ts'
import { createNotes, type Notes } from '../notes/notes.ts'
import { type Catalogue, createCatalogue } from '../schema/catalogue.ts'
import type { Index } from '../schema/definition.ts'

/** A bundle has its data beside it in `dist/`; sources find it where the generator and the authors put it. */
const besideBundle = join(import.meta.dirname, 'schemas', 'index.json')
const isBundle = existsSync(besideBundle)
const repository = join(import.meta.dirname, '..', '..', '..')

/** Reads the index now, definitions and descriptions when somebody asks for the first. */
export function loadCatalogue(): Catalogue {
  const folder = isBundle ? join(import.meta.dirname, 'schemas') : join(repository, 'schemas', 'generated')
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  return createCatalogue(
    JSON.parse(read('index.json')) as Index,
    () => read('definitions.jsonl'),
    () => read('descriptions.jsonl'),
  )
}

/** Reads all notes: parsed by the build in a bundle, where parsing them would take a third of the start. */
export function loadNotes(): Notes {
  if (!isBundle) return createNotes(noteTexts().map((it) => parseNote(it.id, it.text)))
  return createNotes(JSON.parse(readFileSync(join(import.meta.dirname, 'knowledge.json'), 'utf8')) as readonly Note[])
}

/** The version of this extension, from the manifest that it is shipped with. */
export function loadVersion(): string {
  const manifest = join(isBundle ? join(import.meta.dirname, '..') : repository, 'package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }
  return version
}

function noteTexts(): readonly { readonly id: string; readonly text: string }[] {
  const folder = join(repository, 'knowledge')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((it) => it.endsWith('.md'))
    .sort()
    .map((it) => ({ id: basename(it, '.md'), text: readFileSync(join(folder, it), 'utf8') }))
}
