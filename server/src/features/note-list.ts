import { memo } from '../memo.ts'
import type { Workspace } from '../model/workspace.ts'
import { type Note, summaryOf } from '../notes/note.ts'
import type { Notes } from '../notes/notes.ts'
import { positionAt } from '../syntax/file.ts'
import { touchedNotes } from './touched-notes.ts'

/** A note as lists of notes show it. */
export interface NoteItem {
  readonly id: string
  readonly title: string
  readonly area: string
  /** What it is about. */
  readonly about: 'concept' | 'kind' | 'field' | 'value'
  /** A short other name, or the place that it is about; perhaps empty. */
  readonly alias: string
}

export interface NoteList {
  /** The notes that the file touches, by id, in the order of their places; lines count from 0. */
  readonly here: readonly { readonly id: string; readonly line: number }[]
  /** Changes when a note does. */
  readonly revision: string
  /** Every note, by area; missing where the one who asks has them. */
  readonly all?: readonly NoteItem[]
}

/** The notes that a file touches, and all notes to somebody who knows those of another revision. */
export function noteList(workspace: Workspace, uri: string | undefined, known: string | undefined): NoteList {
  const file = uri === undefined ? undefined : workspace.files.get(uri)
  const here =
    file && uri !== undefined
      ? touchedNotes(workspace, uri).map(({ note, offset }) => ({ id: note.id, line: positionAt(file, offset).line }))
      : []
  const { revision, all } = listed(workspace.notes)
  return revision === known ? { here, revision } : { here, revision, all }
}

/** The first paragraph of a note, as Markdown. */
export function noteSummary({ notes }: Workspace, id: string): string | undefined {
  const note = notes.byId.get(id)
  return note && summaryOf(note)
}

/** In the order in which somebody would learn; areas of a team's own come last. */
export function byArea(a: Pick<Note, 'area' | 'title'>, b: Pick<Note, 'area' | 'title'>): number {
  return rank(a.area) - rank(b.area) || a.area.localeCompare(b.area) || a.title.localeCompare(b.title)
}

/** `Networking` */
export function areaTitle(area: string): string {
  return area.charAt(0).toUpperCase() + area.slice(1)
}

const AREAS: readonly string[] = [
  'foundations',
  'workloads',
  'networking',
  'configuration',
  'storage',
  'scheduling',
  'autoscaling',
  'reliability',
  'security',
  'metadata',
  'delivery',
  'architecture',
  'tooling',
  'extension',
  'extending',
  'mesh',
]

function rank(area: string): number {
  const index = AREAS.indexOf(area)
  return index < 0 ? AREAS.length : index
}

const listed = memo('noteList', ({ all }: Notes): { readonly revision: string; readonly all: readonly NoteItem[] } => {
  const items = [...all].sort(byArea).map(
    (it): NoteItem => ({
      id: it.id,
      title: it.title,
      area: areaTitle(it.area),
      about: aboutOf(it),
      alias: shortNameOf(it),
    }),
  )
  return { revision: `${items.length}-${hash(JSON.stringify(items))}`, all: items }
})

/** By the places that a note shows at: one that shows at many is about an idea. */
function aboutOf({ surfaces }: Note): NoteItem['about'] {
  const kinds = surfaces.filter((it) => it.startsWith('kind ')).length
  if (kinds > 0) return kinds === 1 ? 'kind' : 'concept'
  const values = surfaces.filter((it) => it.includes('=')).length
  if (values > 0) return values === surfaces.length ? 'value' : 'concept'
  return surfaces.length === 1 ? 'field' : 'concept'
}

/** What people call it in a hurry: `svc`. Of a note on one field or value without such a name, the place. */
export function shortNameOf(note: Note): string {
  const { title, aliases, surfaces } = note
  const words = aliases.filter((it) => it.toLowerCase() !== title.toLowerCase())
  const [shortest] = words.sort((a, b) => a.length - b.length)
  const isOfPlace = aboutOf(note) === 'field' || aboutOf(note) === 'value'
  const place = isOfPlace ? surfaces[0] : undefined
  const [best = ''] = [shortest, place].filter((it) => it !== undefined && it.length <= MOST_CHARACTERS)
  return best
}

const MOST_CHARACTERS = 40

/** FNV-1a: enough to tell that something changed. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return (value >>> 0).toString(36)
}
