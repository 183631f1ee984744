import { memo, memo2 } from '../memo.ts'
import { notePlace } from '../model/place.ts'
import { type Resource, resourcesOf } from '../model/resource.ts'
import type { Workspace } from '../model/workspace.ts'
import type { Note } from '../notes/note.ts'
import { type Notes, notesFor } from '../notes/notes.ts'
import type { Catalogue, Type } from '../schema/catalogue.ts'
import { typeAt } from '../schema/type-at.ts'
import { entries, items, type Node, scalar } from '../syntax/node.ts'
import type { Document } from '../syntax/tree.ts'

/** A note about something that a file holds, and where it first does; the offset counts from the start of the file. */
export interface TouchedNote {
  readonly note: Note
  readonly offset: number
}

/** The notes that a hover somewhere in the file would show, each once, in the order of their places. */
export function touchedNotes({ files, catalogue, notes }: Workspace, uri: string): readonly TouchedNote[] {
  const found = new Map<string, TouchedNote>()
  for (const { start, document } of (files.get(uri)?.parts ?? []).slice(0, MOST_DOCUMENTS)) {
    for (const { note, offset } of touchedIn(catalogue)(document, notes)) {
      if (!found.has(note.id)) found.set(note.id, { note, offset: offset + start })
    }
  }
  return [...found.values()]
}

/** What comes later in a long file is mostly more of the same. */
const MOST_DOCUMENTS = 60
const MOST_PLACES = 5000

const touchedIn = memo('touchedNotes', (catalogue: Catalogue) =>
  memo2('touchedNotesOfDocument', (document: Document, notes: Notes): readonly TouchedNote[] => {
    const found = new Map<string, TouchedNote>()
    const walk: Walk = { catalogue, notes, found, places: 0 }
    for (const resource of resourcesOf(document)) {
      const kind = catalogue.kind(resource.apiVersion, resource.kind)
      const type = kind && catalogue.typeOf(kind)
      if (type) visit(walk, resource, type, resource.node, [])
    }
    return [...found.values()].sort((a, b) => a.offset - b.offset)
  }),
)

interface Walk {
  readonly catalogue: Catalogue
  readonly notes: Notes
  readonly found: Map<string, TouchedNote>
  /** How many were looked at. */
  places: number
}

function visit(walk: Walk, resource: Resource, type: Type, node: Node, path: readonly (string | number)[]): void {
  for (const { name, key, value, merged } of entries(node)) {
    if (!merged) look(walk, resource, type, [...path, name], key, value)
  }
  for (const { index, value } of items(node)) {
    if (value) look(walk, resource, type, [...path, index], undefined, value)
  }
}

/** `key` is missing for an item of a list, which has no name of its own. */
function look(
  walk: Walk,
  resource: Resource,
  type: Type,
  path: readonly (string | number)[],
  key: Node | undefined,
  value: Node | undefined,
): void {
  if (walk.places++ > MOST_PLACES) return
  const place = typeAt(walk.catalogue, type, path)
  if (!place) return
  if (key) add(walk, notesFor(walk.notes, notePlace(resource.kind, path, place)), key.from)
  const said = scalar(value)
  if (value && said !== undefined && said !== null) {
    add(walk, notesFor(walk.notes, notePlace(resource.kind, path, place, String(said))), value.from)
  }
  // What an alias stands for is read where it is written.
  if (value && value.tree.type !== 'alias') visit(walk, resource, type, value, path)
}

function add({ found }: Walk, notes: readonly Note[], offset: number): void {
  for (const note of notes) {
    if (!found.has(note.id)) found.set(note.id, { note, offset })
  }
}
