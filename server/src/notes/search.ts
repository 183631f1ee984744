import { editDistance } from '../text/nearest.ts'
import { type Note, summaryOf } from './note.ts'
import type { Notes } from './notes.ts'

/**
 * The notes in which all words are found, the best first: words of the title count more than those of aliases, these
 * more than those of the first paragraph and of the rest. A word may be the start of another; of those that are found
 * nowhere a small typing error is forgiven.
 */
export function searchNotes({ all }: Notes, query: string): readonly Note[] {
  const words = wordsOf(query.slice(0, MAX_QUERY))
  if (words.length === 0) return []
  const texts = all.map(textsOf)
  const found = texts.flatMap((it) => {
    const rank = rankOf(it, words, false)
    return rank > 0 ? [{ note: it.note, rank }] : []
  })
  const tolerant = found.length > 0 ? found : forgiving(texts, words)
  const whole = plain(query)
  const isNamed = ({ note }: Ranked) => [note.id, note.title, ...note.aliases].some((it) => plain(it) === whole)
  return [...tolerant]
    .sort(
      (a, b) =>
        Number(isNamed(b)) - Number(isNamed(a)) ||
        b.rank - a.rank ||
        a.note.title.length - b.note.title.length ||
        (a.note.id < b.note.id ? -1 : 1),
    )
    .map((it) => it.note)
}

const MAX_QUERY = 200

interface Ranked {
  readonly note: Note
  readonly rank: number
}

/** The words of a note by where they stand, with what each place is worth. */
interface Texts {
  readonly note: Note
  readonly places: readonly { readonly words: ReadonlySet<string>; readonly worth: number }[]
}

function textsOf(note: Note): Texts {
  const place = (worth: number, ...texts: readonly string[]) => ({ worth, words: new Set(texts.flatMap(wordsOf)) })
  return {
    note,
    places: [
      place(40, note.title, note.id),
      place(30, ...note.aliases),
      place(20, ...note.surfaces),
      place(10, summaryOf(note)),
      place(2, note.body),
    ],
  }
}

function forgiving(texts: readonly Texts[], words: readonly string[]): readonly Ranked[] {
  return texts.flatMap((it) => {
    const rank = rankOf(it, words, true)
    return rank > 0 ? [{ note: it.note, rank }] : []
  })
}

/** 0 if a word is found nowhere. */
function rankOf({ places }: Texts, words: readonly string[], forgives: boolean): number {
  let rank = 0
  for (const word of words) {
    const best = Math.max(...places.map((it) => it.worth * closeness(word, it.words, forgives)))
    if (best <= 0) return 0
    rank += best
  }
  return rank
}

function closeness(word: string, words: ReadonlySet<string>, forgives: boolean): number {
  if (words.has(word)) return 1
  const limit = forgives && word.length > 3 ? (word.length > 7 ? 2 : 1) : 0
  let best = 0
  for (const it of words) {
    if (it.startsWith(word)) best = Math.max(best, 0.7)
    else if (limit > 0 && Math.abs(it.length - word.length) <= limit && editDistance(word, it, limit) <= limit)
      best = Math.max(best, 0.4)
  }
  return best
}

/** In lower case; `maxSurge` is found as it stands and by its parts. */
function wordsOf(text: string): readonly string[] {
  const whole = text.match(/[\p{L}\d]+/gu) ?? []
  return whole.flatMap((it) => {
    const parts = it.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[^\p{Lu}]+/gu) ?? []
    return parts.length > 1 ? [it.toLowerCase(), ...parts.map((part) => part.toLowerCase())] : [it.toLowerCase()]
  })
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\d]/gu, '')
}
