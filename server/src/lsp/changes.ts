import type { TextDocumentContentChangeEvent } from 'vscode-languageserver'
import { editFile, type File, fileOf, MAX_LENGTH, offsetAt, parseFile, positionAt, textOf } from '../syntax/file.ts'
import { applyEdits, type Edit } from '../text/edit.ts'
import type { Position } from '../text/lines.ts'

/** The file of a text, or what stands for a text that is too large. */
export function readFileText(text: string): File {
  return text.length > MAX_LENGTH ? TOO_LARGE : parseFile(text)
}

/**
 * Stands for a file that is too large to read. Its text is not kept, so it stays too large, whatever edits say, until
 * somebody hands over the whole text again.
 */
export const TOO_LARGE: File = fileOf(
  parseFile('').documents.map((it) => ({
    ...it,
    problems: [
      {
        from: 0,
        to: 0,
        code: 'yaml-too-large',
        message: `this file has more than ${MAX_LENGTH / 1024 / 1024} MB: Purser does not read it`,
      },
    ],
  })),
)

/**
 * The file after changes that come one after the other, each in the positions that the ones before leave. Editors send
 * "replace all" as thousands of changes from the end of the text to its start: as none moves the next, they are one edit.
 */
export function withChanges(file: File, changes: readonly TextDocumentContentChangeEvent[]): File {
  let current = file
  let run: Edit[] = []
  for (const change of changes) {
    if (!('range' in change) || !change.range) {
      current = readFileText(change.text)
      run = []
      continue
    }
    if (current === TOO_LARGE) continue
    if (!isBefore(change.range, current, run.at(-1))) {
      current = applyRun(current, run)
      run = []
    }
    if (current !== TOO_LARGE) run.push(editOf(current, change.range, change.text))
  }
  return applyRun(current, run)
}

interface Range {
  readonly start: Position
  readonly end: Position
}

/** Whether a range ends before the last edit starts, so that this edit did not move it. */
function isBefore({ start, end }: Range, file: File, last: Edit | undefined): boolean {
  if (!last) return true
  const place = positionAt(file, last.from)
  return [start, end].every((it) => it.line < place.line || (it.line === place.line && it.character < place.character))
}

/** A range that ends before it starts means the text between all the same. */
function editOf(file: File, range: Range, insert: string): Edit {
  const start = offsetAt(file, range.start)
  const end = offsetAt(file, range.end)
  return { from: Math.min(start, end), to: Math.max(start, end), insert }
}

/** `run` goes from the end of the text to its start. */
function applyRun(file: File, run: readonly Edit[]): File {
  const [last] = run
  const first = run.at(-1)
  if (!first || !last) return file
  const edited = run.length === 1 ? editFile(file, first) : editFile(file, together(file, first.from, last.to, run))
  return edited.length > MAX_LENGTH ? TOO_LARGE : edited
}

function together(file: File, from: number, to: number, run: readonly Edit[]): Edit {
  const inside = [...run].reverse().map((it) => ({ ...it, from: it.from - from, to: it.to - from }))
  return { from, to, insert: applyEdits(textOf(file).slice(from, to), inside) }
}
