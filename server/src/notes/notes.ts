import type { Note } from './note.ts'
import { noteOf } from './note.ts'
import { type Place, parseSurface, type Surface, surfacesOf } from './surface.ts'

/** All notes, found by id and by the place in a manifest that they explain. */
export interface Notes {
  readonly all: readonly Note[]
  readonly byId: ReadonlyMap<string, Note>
  /** In lower case, titles too. */
  readonly byAlias: ReadonlyMap<string, Note>
  /** By surface in its one spelling (see `surfaceText`); of several notes for a place the most specific comes first. */
  readonly bySurface: ReadonlyMap<string, readonly Note[]>
}

/** `all` may be a function: then nothing is read before the first question. Of two notes with one id the last counts. */
export function createNotes(all: readonly Note[] | (() => readonly Note[])): Notes {
  let made: Notes | undefined
  const tables = () => {
    made ??= tablesOf(typeof all === 'function' ? all() : all)
    return made
  }
  return {
    get all() {
      return tables().all
    },
    get byId() {
      return tables().byId
    },
    get byAlias() {
      return tables().byAlias
    },
    get bySurface() {
      return tables().bySurface
    },
  }
}

/** The most specific note for a place: value before field, the whole path from the kind before the nearest type. */
export function noteFor(notes: Notes, place: Place): Note | undefined {
  return notesFor(notes, place)[0]
}

/** The notes about the most specific name of a place that any note has. */
export function notesFor({ bySurface }: Notes, place: Place): readonly Note[] {
  for (const surface of surfacesOf(place)) {
    const found = bySurface.get(surface)
    if (found) return found
  }
  return NONE
}

const NONE: readonly Note[] = []

/** All notes about a place, the most specific first. */
export function allNotesFor({ bySurface }: Notes, place: Place): readonly Note[] {
  return surfacesOf(place).flatMap((it) => bySurface.get(it) ?? [])
}

function tablesOf(all: readonly Note[]): Notes {
  const linked = withBackLinks([...new Map(all.map((it) => [it.id, it])).values()])
  return {
    all: linked,
    byId: new Map(linked.map((it) => [it.id, it])),
    byAlias: aliasTable(linked),
    bySurface: surfaceTable(linked),
  }
}

/** Links go both ways: first those that a note names, then those that name it. Links that lead nowhere are left out. */
function withBackLinks(all: readonly Note[]): readonly Note[] {
  const see = new Map(all.map((it) => [it.id, new Set<string>()]))
  for (const { id, see: named } of all)
    for (const other of named) if (other !== id && see.has(other)) see.get(id)?.add(other)
  for (const { id, see: named } of all) for (const other of named) if (other !== id) see.get(other)?.add(id)
  return all.map((it) => noteOf(it, () => it.body, it.team, [...(see.get(it.id) ?? [])]))
}

function aliasTable(all: readonly Note[]): ReadonlyMap<string, Note> {
  const table = new Map<string, Note>()
  const add = (word: string, note: Note) => {
    const lower = word.toLowerCase()
    if (!table.has(lower)) table.set(lower, note)
  }
  // What the team says of itself comes first, as its notes do.
  for (const note of [...all].sort((a, b) => Number(b.team !== undefined) - Number(a.team !== undefined)))
    for (const it of note.aliases) add(it, note)
  for (const note of all) add(note.title, note)
  return table
}

/** `readNote` has brought surfaces into their one spelling. */
function surfaceTable(all: readonly Note[]): ReadonlyMap<string, readonly Note[]> {
  const table = new Map<string, Note[]>()
  for (const note of all) {
    for (const surface of note.surfaces) {
      const known = table.get(surface)
      if (known) known.push(note)
      else table.set(surface, [note])
    }
  }
  for (const [key, found] of table) if (found.length > 1) found.sort(bySpecificity(parseSurface(key)))
  return table
}

/** The team's word first, then the note that is called like the place; a note about few places says more about each. */
function bySpecificity(surface: Surface | undefined): (a: Note, b: Note) => number {
  const name = surface?.of === 'kind' ? surface.kind : (surface?.path.at(-1) ?? '')
  return (a, b) =>
    Number(b.team !== undefined) - Number(a.team !== undefined) ||
    Number(isCalled(b, name)) - Number(isCalled(a, name)) ||
    a.surfaces.length - b.surfaces.length ||
    (a.id < b.id ? -1 : 1)
}

function isCalled(note: Note, name: string): boolean {
  const plain = plainWord(name)
  return [note.id, note.title, ...note.aliases].some((it) => plainWord(it) === plain)
}

/** `owner-references`, `Owner references` and `ownerReferences` are one word, and so are one volume and many. */
function plainWord(word: string): string {
  return word.toLowerCase().replace(/[^a-z\d]|s$/g, '')
}
