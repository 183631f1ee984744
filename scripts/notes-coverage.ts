import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'
import { editDistance } from '../server/src/text/nearest.ts'
import { folderArgument, noteTexts, readTexts, type Source } from './notes-sources.ts'

/**
 * `npx tsx scripts/notes-coverage.ts FOLDER`: the terms of the texts in a folder that no note has, with their lines. A
 * term is a name (a capital within a sentence, several capitals, a digit, a dash, a dot or a slash in it) or a word of
 * the head of a list item: what stands before its colon, dash or comma, if that is short.
 */
export function missingTerms(notes: readonly Source[], sources: readonly Source[]): readonly Missing[] {
  const vocabulary = new Set(notes.flatMap((it) => formsOf(it.text)))
  const judged = new Map<string, boolean>()
  const isCovered = (term: string) => {
    const known = judged.get(term) ?? covers(vocabulary, term)
    judged.set(term, known)
    return known
  }
  return sources.flatMap(({ name, text }) =>
    text.split('\n').flatMap((line, i) => {
      const terms = [...new Set(termsOf(line))].filter((it) => !isCovered(it))
      return terms.length === 0 ? [] : [{ source: name, line: i + 1, terms }]
    }),
  )
}

export interface Missing {
  readonly source: string
  readonly line: number
  readonly terms: readonly string[]
}

export function termsOf(line: string): readonly string[] {
  const plain = line.replace(/https?:\S+|<[^>]*>/g, ' ').replace(/[`*_"“”]/g, ' ')
  return [...namesIn(plain), ...headWords(plain)]
    .map((it) => it.replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, ''))
    .filter(isTerm)
}

function namesIn(line: string): readonly string[] {
  return line
    .split(/(?<=[.!?:;•|–—-])\s+|^\s*(?:[-*+#>]+|\d+[.)]?)\s+/)
    .flatMap((sentence) =>
      (sentence.match(/[\p{L}\d][\p{L}\d./_-]*/gu) ?? []).filter((word, i) =>
        /\p{L}\p{Lu}|\p{L}\d|\d\p{L}|\p{L}[./_-]\p{L}/u.test(word) ? true : i > 0 && /^\p{Lu}\p{Ll}/u.test(word),
      ),
    )
}

function headWords(line: string): readonly string[] {
  const [, item] = /^\s*(?:[-*+]|\d+(?:[.)]| -))\s+(.*)$/.exec(line) ?? []
  const head =
    item
      ?.split(/:|\s[-–—]\s|[,.(=]/, 1)[0]
      ?.trim()
      .split(/\s+/) ?? []
  return head.length > MAX_HEAD ? [] : head
}

const MAX_HEAD = 4

function isTerm(word: string): boolean {
  return word.length > 2 && /\p{L}/u.test(word) && !COMMON.has(word.toLowerCase())
}

/** Words that say nothing of their own. */
const COMMON: ReadonlySet<string> = new Set(
  `about above after again all also and another any are because been before being below between both but can could does
  don't done down each example following for from further get gets has have here how into its just let like list make many
  may more most much must need new not note notes now off once only other our out over own see set should some such than
  that the their them then there these they this those through under until use used uses using very via was way were what
  when where which while who why will with without you your i.e e.g etc eg ie`.split(/\s+/),
)

function covers(vocabulary: ReadonlySet<string>, term: string): boolean {
  const forms = formsOf(term)
  if (forms.some((it) => vocabulary.has(it))) return true
  // Of several words joined by signs, each may stand alone.
  const parts = term.split(/[^\p{L}\d]+/u).filter(isTerm)
  if (parts.length > 1) return parts.every((it) => covers(vocabulary, it))
  const word = forms[0] ?? ''
  const limit = word.length > 7 ? 2 : word.length > 5 ? 1 : 0
  if (limit === 0) return false
  for (const it of vocabulary) {
    if (Math.abs(it.length - word.length) <= limit && editDistance(word, it, limit) <= limit) return true
  }
  return false
}

/** A word in lower case without its endings, and the same with signs left out: `kube-proxy`, `kubeproxy`. */
function formsOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\d](?:[\p{L}\d./_-]*[\p{L}\d])?/gu) ?? []
  return words.flatMap((it) => {
    const pieces = [it, it.replace(/[^\p{L}\d]/gu, ''), ...it.split(/[^\p{L}\d]+/u)]
    return [...new Set(pieces.flatMap((piece) => [piece, stem(piece)]))]
  })
}

function stem(word: string): string {
  return word.length < 5
    ? word.replace(/s$/, '')
    : word.replace(/(?:ies|ied|y)$/, 'i').replace(/(?:ations?|ing|ed|es|s|e)$/, '')
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  const folder = folderArgument('scripts/notes-coverage.ts')
  if (folder !== undefined) {
    const sources = readTexts(folder)
    const found = missingTerms(noteTexts(), sources)
    for (const { source, line, terms } of found) console.log(`${source}:${line}: ${terms.join(', ')}`)
    console.log(`${found.length} lines have terms that no note has`)
    if (found.length > 0 || sources.length === 0) process.exitCode = 1
  }
}
