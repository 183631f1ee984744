import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Knowledge } from '../cli/knowledge.ts'
import { createNotes, type Notes } from '../notes/notes.ts'
import { unpackNotes } from '../notes/packed.ts'
import { parseNote } from '../notes/read-note.ts'
import { type Catalogue, createCatalogue } from '../schema/catalogue.ts'
import type { Index } from '../schema/definition.ts'

/** A bundle has its data beside it in `dist/`; sources find it where the generator and the authors put it. */
const besideBundle = join(import.meta.dirname, 'schemas', 'index.json')
export const isBundle = existsSync(besideBundle)
const repository = join(import.meta.dirname, '..', '..', '..')

/** All that the command line knows. */
export function loadKnowledge(): Knowledge {
  return { catalogue: loadCatalogue(), notes: loadNotes, version: loadVersion() }
}

/** Reads the index now, definitions and descriptions when somebody asks for the first. */
export function loadCatalogue(): Catalogue {
  const folder = isBundle ? join(import.meta.dirname, 'schemas') : join(repository, 'schemas', 'generated')
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  return createCatalogue(
    JSON.parse(read('index.json')) as Index,
    () => read('definitions.jsonl'),
    () => read('descriptions.jsonl'),
    () => readFileSync(isBundle ? join(folder, 'updates.json') : join(folder, '..', 'facts', 'updates.json'), 'utf8'),
  )
}

/** Reads the notes at the first question: a bundle has them packed, heads apart from bodies. */
export function loadNotes(): Notes {
  if (!isBundle) return createNotes(() => noteFiles().map((it) => parseNote(it.id, it.text)))
  return createNotes(() => unpackNotes(() => readFileSync(join(import.meta.dirname, 'knowledge.jsonl'), 'utf8')))
}

/** What the bundle knows of Kubernetes, as it lies on the disk. */
export function dataFiles(): readonly Uint8Array[] {
  return ['index.json', 'definitions.jsonl'].map((it) => readFileSync(join(import.meta.dirname, 'schemas', it)))
}

/** The version of this extension, from the manifest that it is shipped with. */
export function loadVersion(): string {
  const manifest = join(isBundle ? join(import.meta.dirname, '..') : repository, 'package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }
  return version
}

export interface NoteFile {
  readonly id: string
  /** Below the repository, with slashes. */
  readonly path: string
  readonly text: string
}

/** The notes as they are written. Only the repository has them. */
export function noteFiles(): readonly NoteFile[] {
  return NOTE_FOLDERS.filter((it) => existsSync(join(repository, 'knowledge', it))).flatMap((folder) =>
    readdirSync(join(repository, 'knowledge', folder))
      .filter((it) => it.endsWith('.md'))
      .sort()
      .map((name) => {
        const path = `knowledge/${folder}/${name}`
        return { id: basename(name, '.md'), path, text: readFileSync(join(repository, path), 'utf8') }
      }),
  )
}

const NOTE_FOLDERS = ['concepts', 'fields', 'kinds', 'values']
