import type { Problem } from '../problem.ts'
import { type Entry, entries, type Node, rootOf, scalar, values } from '../syntax/node.ts'
import { parseDocument } from '../syntax/parse.ts'
import type { Span } from '../text/edit.ts'
import { listed, nearest } from '../text/nearest.ts'
import { AREAS, type Note } from './note.ts'
import { parseSurface, surfaceText } from './surface.ts'

export interface ReadNote {
  /** Missing where too little can be read of it. */
  readonly note: Note | undefined
  /** What is wrong with the file; offsets count from its start. */
  readonly problems: readonly Problem[]
}

export interface Checks {
  /** A team names its areas as it likes, or none. */
  readonly isTeam?: boolean
  /** What is wrong with a surface or a link, where somebody knows; what is wrong is left out. */
  readonly surfaceFault?: (surface: string) => string | undefined
  readonly seeFault?: (id: string) => string | undefined
}

/** Markdown below front matter. `id` is the name of the file. Any text gives an answer. */
export function readNote(id: string, text: string, checks: Checks = {}): ReadNote {
  if (text.length > MAX_NOTE) return unreadable(TOO_LONG)
  const start = text.startsWith('\ufeff') ? 1 : 0
  const front = frontMatter(text, start)
  if (!front) return unreadable('a note starts with front matter: `title: …` and more between two lines of `---`')
  if (CONTROL.test(text)) return unreadable('this is no text: it has control characters')
  return readParts(id, text, front, checks)
}

/** Much more than any note has; a page that long is none that somebody reads beside a manifest. */
export const MAX_NOTE = 100_000
export const TOO_LONG = `a note has at most ${MAX_NOTE / 1000} kB`
/** The code of all problems with notes. */
export const NOTE_CODE = 'note-format'
const TEAM = 'team'

// biome-ignore lint/suspicious/noControlCharactersInRegex: what a note must not have.
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/

const KEYS = ['title', 'area', 'surfaces', 'aliases', 'see', 'sources']

function readParts(id: string, text: string, front: Front, checks: Checks): ReadNote {
  const { isTeam = false, surfaceFault, seeFault } = checks
  const problems: Problem[] = []
  const report = ({ from, to }: Span, message: string) => {
    const end = Math.max(to, from + 1)
    problems.push({ from: from + front.from, to: end + front.from, code: NOTE_CODE, severity: 'warning', message })
  }
  const document = parseDocument(text.slice(front.from, front.to))
  for (const it of document.problems) if (it.severity !== 'hint') report(it, it.message)
  const found = new Map<string, Entry>()
  for (const it of entries(rootOf(document))) {
    if (it.merged) report(it, 'front matter is plain: it has no `<<`')
    else if (KEYS.includes(it.name)) found.set(it.name, it)
    else report(it.key, `\`${it.name.slice(0, 80)}\` is nothing that a note has${meant(it.name, KEYS)}`)
  }
  const field = fieldsOf(found, report)
  if (!NOTE_ID.test(id)) report(WHOLE, 'name the file in lower case letters, digits and dashes: the name is the id')
  const title = field.text('title')
  const area = isTeam && !found.has('area') ? TEAM : field.text('area')
  const areaFault = area === undefined ? undefined : isTeam ? faultOfOwnArea(area) : faultOfArea(area)
  if (areaFault) report(field.spanOf('area'), areaFault)
  const surfaces = field.texts('surfaces', (it) =>
    parseSurface(it)
      ? surfaceFault?.(it)
      : 'names no place: write `kind Service`, `Container.image` or `Service.spec.clusterIP=None`',
  )
  const spelt = surfaces.flatMap((it) => parseSurface(it) ?? []).map(surfaceText)
  const aliases = field.texts('aliases', plainFault)
  const see = field.texts('see', (it) => (NOTE_ID.test(it) ? seeFault?.(it) : 'is no id of a note'))
  const sources = field.texts('sources', (it) =>
    /^https:\/\/[^\s<>`[\]\\]+(?: |$)/.test(it) ? undefined : 'is no https address',
  )
  const body = text.slice(front.end).replaceAll('\r\n', '\n').trim()
  if (body === '')
    report({ from: front.end - front.from, to: front.end - front.from }, 'a note needs a text below its front matter')
  const titleFault = title && plainFault(title)
  if (titleFault) report(field.spanOf('title'), `the title ${titleFault}`)
  const isComplete = title !== undefined && !titleFault && body !== '' && NOTE_ID.test(id)
  const note = isComplete
    ? { id, title, area: area === undefined || areaFault ? TEAM : area, surfaces: spelt, aliases, see, sources, body }
    : undefined
  return { note, problems }
}

function faultOfOwnArea(area: string): string | undefined {
  return /^[a-z][a-z-]{0,30}$/.test(area) ? undefined : 'an area is one word in lower case'
}

/** Of ours an area is one of these. */
function faultOfArea(area: string): string | undefined {
  const known: readonly string[] = AREAS
  return known.includes(area) ? undefined : `there is no area \`${area}\`${meant(area, known)}`
}

const NOTE_ID = /^[a-z\d]+(?:-[a-z\d]+)*$/
const WHOLE: Span = { from: 0, to: 0 }

/** Titles and aliases stand in links, lists and pickers, as they are. */
function plainFault(text: string): string | undefined {
  if (text.trim() === '' || text.length > 100) return 'has 1 to 100 characters'
  return /[[\]<>`\\]|\p{C}/u.test(text) ? 'has plain words only, no Markdown' : undefined
}

type Reporter = (at: Span, message: string) => void

/** Front matter is plain: scalars and lists of them, without anchors, aliases, tags and merges. */
function fieldsOf(found: ReadonlyMap<string, Entry>, report: Reporter) {
  const spanOf = (name: string): Span => found.get(name)?.value ?? found.get(name)?.key ?? WHOLE

  function plain(node: Node | undefined): string | undefined {
    const { tree } = node ?? {}
    if (tree?.type !== 'scalar' || tree.anchor !== undefined || tree.tag !== undefined) return undefined
    const value = scalar(node)
    return value === null || value === undefined ? undefined : tree.text
  }

  return {
    spanOf,
    text(name: string): string | undefined {
      const text = plain(found.get(name)?.value)
      if (text === undefined)
        report(spanOf(name), found.has(name) ? `\`${name}\` is a line of text` : `a note needs \`${name}\``)
      return text
    },
    texts(name: string, faultOf: (text: string) => string | undefined): readonly string[] {
      const node = found.get(name)?.value
      if (node === undefined) return []
      if (node.tree.type !== 'sequence') {
        report(node, `\`${name}\` is a list: \`[one, two]\`, or lines that start with \`- \``)
        return []
      }
      return values(node).flatMap((item) => {
        const text = plain(item)
        const fault = text === undefined ? 'is no plain text' : faultOf(text)
        if (fault !== undefined)
          report(item, `\`${name}\`: ${text === undefined ? 'an item' : `\`${text.slice(0, 80)}\``} ${fault}`)
        return text === undefined || fault !== undefined ? [] : [text]
      })
    },
  }
}

interface Front {
  /** Of the YAML between the lines. */
  readonly from: number
  readonly to: number
  /** Where the body starts. */
  readonly end: number
}

function frontMatter(text: string, start: number): Front | undefined {
  const first = /^---[ \t]*\r?\n/.exec(text.slice(start, start + 100))
  if (!first) return undefined
  const from = start + first[0].length
  for (let line = from; line < text.length; ) {
    const next = text.indexOf('\n', line)
    const end = next < 0 ? text.length : next
    if (text.slice(line, end).trimEnd() === '---') return { from, to: line, end: Math.min(end + 1, text.length) }
    line = end + 1
  }
  return undefined
}

/** A file of which nothing else is said. */
export function unreadable(message: string): ReadNote {
  return { note: undefined, problems: [{ from: 0, to: 1, code: NOTE_CODE, severity: 'warning', message }] }
}

function meant(word: string, names: readonly string[]): string {
  const similar = nearest(word, names)
  return `; ${similar.length > 0 ? `did you mean ${listed(similar)}?` : `it may be ${listed(names)}`}`
}

/** For files of ours, which the build and the tests read: throws what is wrong with one. */
export function parseNote(id: string, markdown: string): Note {
  const { note, problems } = readNote(id, markdown)
  const [first] = problems
  if (!note || first)
    throw new Error(`${id}: line ${markdown.slice(0, first?.from).split('\n').length}: ${first?.message}`)
  return note
}
