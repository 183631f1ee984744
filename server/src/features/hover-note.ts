import { type Known, notePlace } from '../model/place.ts'
import { viewOf, type Workspace } from '../model/workspace.ts'
import { type Note, pitfallOf, summaryOf } from '../notes/note.ts'
import { allNotesFor, type Notes } from '../notes/notes.ts'
import { kindSurfaces, parseSurface } from '../notes/surface.ts'
import { USUAL } from '../rules/choice.ts'
import { rules } from '../rules/index.ts'
import { lint, lintAmong } from '../rules/lint.ts'
import { at } from '../syntax/node.ts'
import { escaped, shortParagraph } from './markdown.ts'

/** What notes say of a place. */
export interface NotesAt {
  /** About the place itself, the most specific first. */
  readonly found: readonly Note[]
  /** What else helps there. */
  readonly others: readonly Note[]
}

/** Which document of which file. */
export interface DocumentPlace {
  readonly uri: string
  readonly part: number
}

/** Of the value, else of the field; where nothing is written about either, the note of the kind is worth a link. */
export function notesAt(workspace: Workspace, known: Known, value: string | undefined, from: DocumentPlace): NotesAt {
  const { notes } = workspace
  const { resource, path, at: place } = known
  const ofField = allNotesFor(notes, notePlace(resource.kind, path, place))
  const ofValue =
    value === undefined ? [] : allNotesFor(notes, notePlace(resource.kind, path, place, value, resource.group))
  const ofProblems = problemNotes(workspace, known, from)
  if (ofValue.length > 0) return { found: ofValue, others: [...ofField, ...ofProblems] }
  if (ofField.length > 0) return { found: ofField, others: ofProblems }
  return { found: [], others: [...ofProblems, ...notesOfKind(notes, resource.kind, resource.group)] }
}

export function notesOfKind({ bySurface }: Notes, kind: string, group: string): readonly Note[] {
  return kindSurfaces(kind, group).flatMap((it) => bySurface.get(it) ?? [])
}

/** Whether a note is about a field before all else: about a kind, or about fields that belong together, it says what the field is a part of. */
export function isAbout({ surfaces: [first = ''] }: Note, path: readonly (string | number)[]): boolean {
  const surface = parseSurface(first)
  return surface?.of === 'field' && surface.path.at(-1) === path.findLast((it) => typeof it === 'string')
}

/** What it is, and what bites. The rest, and what else is known of the place, is one click away. */
export function noteBlock({ byId }: Notes, { found, others }: NotesAt, link: Link | undefined): string | undefined {
  const [note, ...equals] = found
  const related = note?.see.flatMap((id) => byId.get(id) ?? []) ?? []
  const see = [...new Set([...equals, ...others, ...related])].filter((it) => it !== note).slice(0, MOST_LINKS)
  const links = link && [
    ...(note ? [`[Open the full note: ${escaped(note.title)}](${link(note.id)})`] : []),
    ...(see.length > 0 ? [`See also: ${see.map((it) => `[${escaped(it.title)}](${link(it.id)})`).join(', ')}`] : []),
  ]
  const pitfall = note && pitfallOf(note)
  const blocks = [
    note?.team === undefined ? undefined : '*Team note*',
    note && shortParagraph(summaryOf(note), MOST_TEXT),
    pitfall && shortParagraph(pitfall, MOST_TEXT),
    links?.join('  \n'),
  ].filter((it) => it !== undefined && it !== '')
  return blocks.length === 0 ? undefined : ['---', ...blocks].join('\n\n')
}

/** Makes the link that opens the whole of a note. */
export type Link = (id: string) => string

const MOST_LINKS = 6
/** For the first paragraph, and again for the pitfall: a hover is read in ten seconds. */
const MOST_TEXT = 600

/** The notes behind the rules that find fault with the place; those of optional rules are for who asked for them. */
function problemNotes(
  workspace: Workspace,
  { pointed, resource, path }: Known,
  { uri, part }: DocumentPlace,
): readonly Note[] {
  const { document, from } = pointed.node
  const value = at(resource.node, ...path)
  const to = value?.tree.type === 'scalar' && value.document === document ? value.to : pointed.node.to
  const problems = [
    ...lint(document, USUAL).problems,
    ...lintAmong(document, viewOf(workspace.index, uri), part, USUAL).problems,
  ]
  const here = problems.filter((it) => it.from < to && from < it.to)
  return here.flatMap((it) => (NOTES_OF_RULES.get(it.code) ?? []).flatMap((id) => workspace.notes.byId.get(id) ?? []))
}

const NOTES_OF_RULES: ReadonlyMap<string, readonly string[]> = new Map(
  rules.flatMap((it) => (it.optional || !it.notes ? [] : [[it.id, it.notes]])),
)
