import { memo2 } from '../memo.ts'
import { resourcesOf } from '../model/resource.ts'
import type { Workspace } from '../model/workspace.ts'
import { type Note, summaryOf } from '../notes/note.ts'
import type { Notes } from '../notes/notes.ts'
import { codes } from '../rules/codes.ts'
import type { Catalogue } from '../schema/catalogue.ts'
import { bestKinds } from './explain/find-kind.ts'
import { areaTitle, byArea, shortNameOf } from './note-list.ts'
import { touchedNotes } from './touched-notes.ts'

/** Something there is a page about, for pickers and lists. */
export interface ExplainItem {
  readonly id: string
  readonly label: string
  readonly description: string
  readonly group: string
  /** Other names, and the places in manifests that it is about. */
  readonly aliases: readonly string[]
  /** Of a note its first paragraph. */
  readonly summary?: string
}

/** Everything there is a page about. */
export function explainItems({ notes, catalogue }: Workspace): readonly ExplainItem[] {
  const ofNotes = [...notes.all].sort(byArea).map(noteItem)
  return [...ofNotes, ...kindItems(catalogue), ...RULES]
}

/**
 * The same for a picker: what the file at `uri` holds comes first, and again among the others; and a kind whose page is
 * that of a note is not listed beside it.
 */
export function pickerItems(workspace: Workspace, uri: string | undefined): readonly ExplainItem[] {
  const { notes, catalogue } = workspace
  const all = allPages(notes, catalogue)
  const here = uri === undefined ? [] : itemsOf(workspace, uri, all)
  return [...here.map((it) => ({ ...it, group: 'In this file' })), ...all]
}

const allPages = memo2('allPages', (notes: Notes, catalogue: Catalogue): readonly ExplainItem[] => {
  const kinds = kindItems(catalogue)
  const byNote = new Map(kinds.map((it) => [it.id.toLowerCase(), it]))
  const ofNotes = [...notes.all].sort(byArea).map((note): ExplainItem => {
    const item = noteItem(note)
    const others = byNote.get(note.id)?.aliases ?? []
    return { ...item, aliases: [...new Set([...item.aliases, ...others])], summary: summaryOf(note) }
  })
  return [...ofNotes, ...kinds.filter((it) => !notes.byId.has(it.id.toLowerCase())), ...RULES]
})

/** The kinds of a file's resources, then what the notes have to say of its fields. */
function itemsOf(workspace: Workspace, uri: string, all: readonly ExplainItem[]): readonly ExplainItem[] {
  const byId = new Map(all.map((it) => [it.id, it]))
  const parts = workspace.files.get(uri)?.parts ?? []
  const kinds = parts.flatMap(({ document }) => resourcesOf(document).map((it) => it.kind))
  const ids = [
    ...kinds.map((it) => (byId.has(it) ? it : it.toLowerCase())),
    ...touchedNotes(workspace, uri).map((it) => it.note.id),
  ]
  return [...new Set(ids)].flatMap((it) => byId.get(it) ?? [])
}

function kindItems(catalogue: Catalogue): readonly ExplainItem[] {
  return bestKinds(catalogue).map(({ name, apiVersion, kind }) => ({
    id: name,
    label: name,
    description: apiVersion,
    group: kind.from === 'kubernetes' ? 'Kinds' : 'Kinds of custom resources',
    aliases: [...(kind.short ?? []), ...(kind.plural === undefined ? [] : [kind.plural])],
  }))
}

const RULES = codes.map(
  (it): ExplainItem => ({ id: it.id, label: it.id, description: it.summary, group: 'Rules', aliases: [] }),
)

function noteItem(note: Note): ExplainItem {
  const { id, title, area, aliases, surfaces } = note
  const places = surfaces.filter((it) => !it.startsWith('kind '))
  const others = [...aliases, ...places, id]
  return { id, label: title, description: shortNameOf(note), group: areaTitle(area), aliases: others }
}
