import { type Note, summaryOf } from '../notes/note.ts'
import { searchNotes } from '../notes/search.ts'
import { harmless } from '../text/harmless.ts'
import { listed, nearest } from '../text/nearest.ts'
import type { Io } from './io.ts'
import type { Knowledge } from './knowledge.ts'
import type { NotesOptions } from './options.ts'
import { notesHere } from './team-notes.ts'
import { type Styles, stylesFor, widthOf } from './terminal.ts'

/** Lists notes, or those in which words are found, the best first; gives the exit code. */
export function notes({ search, json, colours }: NotesOptions, io: Io, knowledge: Knowledge): number {
  const known = notesHere(io, knowledge)
  const found = search === undefined ? byArea(known.all) : searchNotes(known, search)
  if (json) io.out(`${JSON.stringify(found.map(rowOf), undefined, 2)}\n`)
  if (search !== undefined && found.length === 0) {
    const names = [...known.byId.keys(), ...known.byAlias.keys()]
    const similar = nearest(search, names)
    const hint = similar.length > 0 ? `did you mean ${listed(similar)}?` : '`purser notes --list` lists all'
    io.error(`purser: no note has all of \`${harmless(search)}\`; ${hint}\n`)
    return 1
  }
  if (!json)
    io.out(listText(found, search === undefined, io.terminal.columns, stylesFor(colours ?? io.terminal.colours)))
  return 0
}

/** What a program wants to know of a note. A field that is added here is described in docs/cli.md. */
function rowOf({ id, title, area, surfaces, aliases, sources, team }: Note) {
  return { id, title, area, surfaces, aliases, sources, team: team ?? null }
}

export type NoteRow = ReturnType<typeof rowOf>

function byArea(all: readonly Note[]): readonly Note[] {
  return [...all].sort((a, b) => order(a.area, b.area) || order(a.id, b.id))
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A line for each note: its id, and its title; of what was searched for also what it is. */
function listText(all: readonly Note[], areas: boolean, columns = Number.POSITIVE_INFINITY, styles: Styles): string {
  const column = Math.min(MAX_COLUMN, Math.max(...all.map((it) => it.id.length))) + 2
  const indent = areas ? '  ' : ''
  let area: string | undefined
  const lines = all.flatMap((note) => {
    const isNew = areas && note.area !== area
    const head = isNew ? [...(area === undefined ? [] : ['']), styles.bold(note.area)] : []
    area = note.area
    const about = areas ? note.title : `${note.title}: ${plain(summaryOf(note))}`
    const space = ' '.repeat(Math.max(2, column - note.id.length))
    const room = columns - indent.length - note.id.length - space.length
    const text = harmless(about + (note.team === undefined ? '' : ' (team note)'))
    // The id is there to be copied: it is never cut.
    const rest = room < MIN_ROOM ? '' : space + cut(text, room)
    return [...head, indent + styles.cyan(note.id) + rest]
  })
  return `${lines.join('\n')}\n`
}

/** Longer ids stand out of line. */
const MAX_COLUMN = 40
const MIN_ROOM = 8

/** Markdown without its marks, in one line. */
function plain(markdown: string): string {
  return markdown
    .replace(/\*\*|\\(?=[!-/:-@[-`{-~])/g, '')
    .replaceAll('&lt;', '<')
    .replace(/\s+/g, ' ')
}

function cut(text: string, width: number): string {
  if (text.length * 2 <= width || widthOf(text) <= width) return text
  let used = 1
  let end = 0
  for (const it of text) {
    used += widthOf(it)
    if (used > width) break
    end += it.length
  }
  return `${text.slice(0, end).trimEnd()}…`
}
