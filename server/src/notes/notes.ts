import type { Note } from './note.ts'

/** All notes, found by id and by the place in a manifest that they explain. */
export interface Notes {
  readonly all: readonly Note[]
  readonly byId: ReadonlyMap<string, Note>
  /** By surface, as written in the notes (see `surfacesOf`); of several notes for a place the most specific comes first. */
  readonly bySurface: ReadonlyMap<string, readonly Note[]>
}

export function createNotes(all: readonly Note[]): Notes {
  const bySurface = new Map<string, Note[]>()
  // A note about few places says more about each of them.
  const specificFirst = [...all].sort((a, b) => a.surfaces.length - b.surfaces.length)
  for (const note of specificFirst) {
    for (const surface of note.surfaces) {
      const known = bySurface.get(surface)
      if (known) known.push(note)
      else bySurface.set(surface, [note])
    }
  }
  return { all, byId: new Map(all.map((it) => [it.id, it])), bySurface }
}

/** A place in a manifest, as notes are looked up by it. */
export interface Place {
  /** Of the resource. */
  readonly kind: string
  /** Field names and `["key"]` of maps from the resource down, list positions left out: `spec.ports.nodePort`. */
  readonly path: readonly string[]
  /** The chain of struct types passed on the way, outermost first, each with the rest of the path below it. */
  readonly types: readonly { readonly name: string; readonly path: readonly string[] }[]
  /** The scalar at the place, if the question is about a value. */
  readonly value?: string
}

/** The most specific note for a place: value before field, the whole path from the kind before the nearest type. */
export function noteFor(notes: Notes, place: Place): Note | undefined {
  return notesFor(notes, place)[0]
}

/** The notes about the most specific name of a place that any note has. */
export function notesFor(notes: Notes, place: Place): readonly Note[] {
  for (const surface of surfacesOf(place)) {
    const found = notes.bySurface.get(surface)
    if (found) return found
  }
  return []
}

/** How a note may name a place, the most specific first. */
export function surfacesOf({ kind, path, types, value }: Place): readonly string[] {
  const fields = [`${kind}.${pathText(path)}`, ...types.map((it) => `${it.name}.${pathText(it.path)}`), pathText(path)]
  if (value === undefined) return fields
  const ofValues = fields.map((it) => `${it}=${value}`)
  return path.length === 1 && path[0] === 'kind' ? [`kind ${value}`, ...ofValues] : ofValues
}

/** `a.b["c"]` */
function pathText(path: readonly string[]): string {
  return path.reduce((text, step) => (text === '' || step.startsWith('[') ? text + step : `${text}.${step}`), '')
}
