import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'
import { folderArgument, noteTexts, readTexts, type Source } from './notes-sources.ts'

/**
 * `npx tsx scripts/notes-overlap.ts FOLDER`: the runs of eight or more words that notes have in common with the texts of
 * a folder, from which their facts are. Facts may carry over, sentences may not.
 */
export function overlaps(notes: readonly Source[], sources: readonly Source[], length = RUN): readonly Overlap[] {
  const known = new Map<string, Source>()
  for (const source of sources)
    for (const run of runsOf(wordsOf(source.text), length)) if (!known.has(run)) known.set(run, source)
  return notes.flatMap((note) => {
    const words = wordsOf(withoutHead(note.text))
    const found: Overlap[] = []
    let end = 0
    for (const [i, run] of runsOf(words, length).entries()) {
      const source = known.get(run)
      // The next word belongs to the run before it.
      if (source && i >= end) found.push({ note: note.name, source: source.name, words: run })
      if (source) end = i + length
    }
    return found
  })
}

export interface Overlap {
  readonly note: string
  readonly source: string
  readonly words: string
}

const RUN = 8

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[a-z\d]+/g) ?? []
}

function runsOf(words: readonly string[], length: number): readonly string[] {
  return words.slice(length - 1).map((_, i) => words.slice(i, i + length).join(' '))
}

/** Titles and sources may well be the same. */
function withoutHead(note: string): string {
  return note.replace(/^---\n[\s\S]*?\n---\n/, '')
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  const folder = folderArgument('scripts/notes-overlap.ts')
  if (folder !== undefined) {
    const [notes, sources] = [noteTexts(), readTexts(folder)]
    const found = overlaps(notes, sources)
    for (const { note, source, words } of found) console.log(`${note}: ${source}: ${words} …`)
    console.log(`${found.length} runs of ${RUN} words in ${notes.length} notes and ${sources.length} texts`)
    if (found.length > 0 || sources.length === 0) process.exitCode = 1
  }
}
