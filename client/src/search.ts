/** Something that is found by words. */
export interface Searchable {
  readonly label: string
  readonly description: string
  readonly aliases: readonly string[]
  /** What it says, which people do not see in the list. */
  readonly summary?: string
}

/**
 * Those that have every word of the question, the best first: words in any order, beginnings and parts of words. Where
 * none has them all, small typing errors are forgiven. Among equals the order stays; those that are `near` win against ones that fit no better by far.
 */
export function search<T extends Searchable>(
  all: readonly T[],
  question: string,
  near: (item: T) => boolean = () => false,
): readonly T[] {
  const wanted = partsOf(question)
  const whole = question.trim().toLowerCase()
  const find = (forgiving: boolean) =>
    all.flatMap((item) => {
      const score = scoreOf(item, wanted, whole, forgiving)
      return score === undefined ? [] : [{ item, score: near(item) ? score * NEAR : score }]
    })
  const exact = find(false)
  const found = exact.length > 0 ? exact : find(true)
  return found.sort((a, b) => b.score - a.score).map((it) => it.item)
}

/** Whether somebody who sees `text` knows why it was found by these words. */
export function shows(text: string, question: string): boolean {
  const words = wordsOf(text)
  return partsOf(question).every((it) => matchOf(words, it, true) > 0)
}

function scoreOf(item: Searchable, wanted: readonly string[], whole: string, forgiving: boolean): number | undefined {
  const fields = fieldsOf(item)
  let sum = 0
  for (const word of wanted) {
    const best = Math.max(
      0,
      ...fields.map(({ words, weight }) => weight * matchOf(words, word, forgiving && weight > 1)),
    )
    if (best === 0) return undefined
    sum += best
  }
  const exact = Math.max(0, ...fields.map(({ text, weight }) => (text === whole ? weight : 0)))
  // Of two that have the words, the one with little else is meant.
  return sum + exact * EXACT + (item.label.toLowerCase().startsWith(whole) ? START : 0) - item.label.length / 100
}

const EXACT = 100
const NEAR = 1.3
const START = 20

interface SearchField {
  readonly text: string
  readonly words: readonly string[]
  readonly weight: number
}

function fieldsOf(item: Searchable): readonly SearchField[] {
  const known = prepared.get(item)
  if (known) return known
  const field = (text: string, weight: number) => ({ text: text.toLowerCase(), words: wordsOf(text), weight })
  const made = [
    field(item.label, 3),
    ...item.aliases.map((it) => field(it, 2)),
    field(item.description, 1),
    ...(item.summary === undefined ? [] : [field(item.summary, 0.5)]),
  ]
  prepared.set(item, made)
  return made
}

const prepared = new WeakMap<Searchable, readonly SearchField[]>()

/** `Service.spec.clusterIP=None` → the whole, `service`, `spec`, `clusterip`, `none`, and the humps `cluster`, `ip`. */
function wordsOf(text: string): readonly string[] {
  const words = text.split(/[\s,;()"'`]+/).flatMap((it) => [it, ...it.split(/[.=/:[\]-]+/), ...humpsOf(it)])
  return [...new Set(words.map((it) => it.toLowerCase()))].filter((it) => it !== '')
}

/** What somebody types; humps are theirs to write or not. */
function partsOf(question: string): readonly string[] {
  return question
    .toLowerCase()
    .split(/[\s,;()"'`.=/:[\]-]+/)
    .filter((it) => it !== '')
}

function humpsOf(word: string): readonly string[] {
  return word.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []
}

/** How well the best of these words fits what is wanted; 0 for not at all. */
function matchOf(words: readonly string[], wanted: string, forgiving: boolean): number {
  let best = 0
  for (const it of words) {
    if (it === wanted) return SAME
    if (it.startsWith(wanted)) best = Math.max(best, BEGINNING)
    else if (it.includes(wanted) && wanted.length > 3) best = Math.max(best, PART)
  }
  return best > 0 || !forgiving ? best : words.some((it) => isNearly(it, wanted)) ? TYPO : 0
}

const SAME = 20
const BEGINNING = 12
const PART = 6
const TYPO = 3

/** One letter wrong, missing, too many or swapped; two in long words. Somebody who still types has seen only its start. */
function isNearly(word: string, wanted: string): boolean {
  const most = wanted.length < 4 ? 0 : wanted.length < 8 ? 1 : 2
  if (most === 0) return false
  return [word, word.slice(0, wanted.length)].some(
    (it) => Math.abs(it.length - wanted.length) <= most && distance(it, wanted, most) <= most,
  )
}

/** How many letters to change, with a swap of neighbours as one; more than `most` is as good as anything. */
function distance(a: string, b: string, most: number): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let k = 1; k <= b.length; k++) {
      const same = a[i - 1] === b[k - 1]
      let cost = Math.min((last[k] ?? 0) + 1, (row[k - 1] ?? 0) + 1, (last[k - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && k > 1 && a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1])
        cost = Math.min(cost, (before[k - 2] ?? 0) + 1)
      row.push(cost)
    }
    if (Math.min(...row) > most) return most + 1
    before = last
    last = row
  }
  return last[b.length] ?? 0
}
