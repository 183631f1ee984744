import { harmlessLine, harmlessMarkdown } from '../notes/harmless-markdown.ts'
import { type Note, noteOf } from '../notes/note.ts'
import { createNotes, type Notes } from '../notes/notes.ts'
import { type Checks, NOTE_CODE, readNote, unreadable } from '../notes/read-note.ts'
import type { Problem } from '../problem.ts'
import type { Catalogue } from '../schema/catalogue.ts'
import { surfaceFault } from './surface-fault.ts'

/** Where a team keeps its own notes, below a folder of the workspace. */
export const TEAM_FOLDER = '.purser/notes'

/** A file of the team's, by whatever names it to people. */
export interface TeamFile {
  readonly path: string
  readonly text: string
  /** What keeps it from being read. */
  readonly fault?: string
}

export interface TeamNotes {
  /** Ours with the team's among them: one with an id of ours stands in its place. */
  readonly notes: Notes
  /** What is wrong with the files, by path; offsets count from the start of the file. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>
}

/** Reads what a team wrote. A broken note costs itself alone. Nothing in the texts is trusted: see harmless-markdown.ts. */
export function withTeamNotes(catalogue: Catalogue, ours: Notes, files: readonly TeamFile[]): TeamNotes {
  if (files.length === 0) return { notes: ours, problems: new Map() }
  const ids = new Set([...ours.byId.keys(), ...files.map(idOf)])
  const checks: Checks = {
    isTeam: true,
    surfaceFault: (it) => surfaceFault(catalogue, it),
    seeFault: (it) => (ids.has(it) ? undefined : 'is the id of no note'),
  }
  const problems = new Map<string, readonly Problem[]>()
  const read = new Map<string, Note>()
  for (const file of files) {
    const { note, problems: found } =
      file.fault === undefined ? readNote(idOf(file), file.text, checks) : unreadable(file.fault)
    const first = note && read.get(note.id)
    problems.set(file.path, first ? [...found, sameId(first)] : found)
    if (note && !first) read.set(note.id, madeHarmless(note, file.path))
  }
  return { notes: createNotes([...ours.all, ...read.values()]), problems }
}

function idOf({ path }: TeamFile): string {
  return path.replace(/^.*\/|\.md$/g, '')
}

function sameId({ id, team }: Note): Problem {
  const message = `the id \`${id}\` is taken by ${team}, which counts`
  return { from: 0, to: 3, code: NOTE_CODE, severity: 'warning', message }
}

/** Its address stays as it is: it was found to be one. */
function madeHarmless(note: Note, path: string): Note {
  const body = harmlessMarkdown(note.body)
  const sources = note.sources.map((it) => it.replace(/ .*$/s, harmlessLine))
  return noteOf({ ...note, sources }, () => body, path)
}
