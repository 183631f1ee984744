import { resourcesOf } from '../model/resource.ts'
import type { Workspace } from '../model/workspace.ts'
import type { Note } from '../notes/note.ts'
import { codes } from '../rules/codes.ts'
import { bestKinds } from './explain/find-kind.ts'
import { areaTitle, byArea } from './note-list.ts'
import { touchedNotes } from './touched-notes.ts'

/** Something there is a page about, for pickers and lists. */
export interface ExplainItem {
  readonly id: string
  readonly label: string
  readonly description: string
  readonly group: string
  /** Other names, and the places in manifests that it is about. */
  readonly aliases: readonly string[]
}

/** Everything there is a page about. What the file at `uri` holds comes first, and again among the others. */
export function explainItems(workspace: Workspace, uri?: string): readonly ExplainItem[] {
  const { notes, catalogue } = workspace
  const ofNotes = [...notes.all].sort(byArea).map(noteItem)
  const ofKinds = bestKinds(catalogue).map(
    ({ name, apiVersion, kind }): ExplainItem => ({
      id: name,
      label: name,
      description: apiVersion,
      group: kind.from === 'kubernetes' ? 'Kinds' : 'Kinds of custom resources',
      aliases: [...(kind.short ?? []), ...(kind.plural === undefined ? [] : [kind.plural])],
    }),
  )
  const ofCodes = codes.map(
    (it): ExplainItem => ({ id: it.id, label: it.id, description: it.summary, group: 'Rules', aliases: [] }),
  )
  const here = uri === undefined ? [] : itemsOf(workspace, uri, ofKinds)
  return [...here, ...ofNotes, ...ofKinds, ...ofCodes]
}

/** The kinds of a file's resources, then what the notes have to say of its fields. */
function itemsOf(workspace: Workspace, uri: string, ofKinds: readonly ExplainItem[]): readonly ExplainItem[] {
  const parts = workspace.files.get(uri)?.parts ?? []
  const kinds = new Set(parts.flatMap(({ document }) => resourcesOf(document).map((it) => it.kind)))
  const known = [...kinds].flatMap((kind) => ofKinds.find((it) => it.label === kind) ?? [])
  const noted = touchedNotes(workspace, uri).map(({ note }) => noteItem(note))
  return [...known, ...noted].map((it) => ({ ...it, group: 'In this file' }))
}

function noteItem({ id, title, area, aliases, surfaces }: Note): ExplainItem {
  const places = surfaces.filter((it) => !it.startsWith('kind '))
  return { id, label: title, description: id, group: areaTitle(area), aliases: [...aliases, ...places] }
}
