import { TEAM_FOLDER, type TeamFile, withTeamNotes } from '../model/team-notes.ts'
import type { Notes } from '../notes/notes.ts'
import { MAX_NOTE, TOO_LONG } from '../notes/read-note.ts'
import { harmless } from '../text/harmless.ts'
import { decode } from './decode.ts'
import { shownPath } from './find.ts'
import { type Io, isFailure } from './io.ts'
import type { Knowledge } from './knowledge.ts'
import { folderOf, joinPath } from './paths.ts'

/** Our notes with those of the nearest `.purser/notes`, in this folder or above it. Says what is wrong with these. */
export function notesHere(io: Io, { catalogue, notes }: Knowledge): Notes {
  const ours = notes()
  const folder = teamFolder(io, io.cwd)
  if (folder === undefined) return ours
  const warn = (text: string) => io.error(`purser: ${harmless(text)}\n`)
  const files = readFiles(io, folder, warn)
  const team = withTeamNotes(catalogue, ours, files)
  for (const { path, text } of files) {
    for (const { from, message } of team.problems.get(path) ?? [])
      warn(`${path}:${text.slice(0, from).split('\n').length}: ${message}`)
  }
  return team.notes
}

function teamFolder(io: Io, from: string): string | undefined {
  for (let folder = from; ; folder = folderOf(folder)) {
    const path = joinPath(folder, TEAM_FOLDER)
    if (io.look(path).type === 'folder') return path
    if (folderOf(folder) === folder) return undefined
  }
}

function readFiles(io: Io, folder: string, warn: (text: string) => void): readonly TeamFile[] {
  const inside = io.list(folder)
  if (isFailure(inside)) {
    warn(`cannot read ${shownPath(io, folder)}: ${inside.failure}`)
    return []
  }
  const notes = inside
    .map((it) => it.name)
    .filter((it) => it.endsWith('.md'))
    .sort()
  return notes.flatMap((name): readonly TeamFile[] => {
    const path = joinPath(folder, name)
    const shown = shownPath(io, path)
    const there = io.look(path)
    if (there.type !== 'file') return []
    if (there.size > MAX_BYTES) return [{ path: shown, text: '', fault: TOO_LONG }]
    const bytes = io.read(path)
    if (isFailure(bytes)) return [{ path: shown, text: '', fault: `it cannot be read: ${bytes.failure}` }]
    return [{ path: shown, text: decode(bytes).text }]
  })
}

/** A character has up to four. */
const MAX_BYTES = 4 * MAX_NOTE
