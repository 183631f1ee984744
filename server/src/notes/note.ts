import { parse } from 'yaml'

/** One Markdown file under knowledge/. It is a hover, the documentation of a completion, and a page to read. */
export interface Note {
  /** The file name. */
  readonly id: string
  readonly title: string
  readonly area: string
  /** Where it shows: `kind Service`, `Container.image`, `Service.spec.clusterIP=None`. See notes.ts. */
  readonly surfaces: readonly string[]
  /** Other words that people look for. */
  readonly aliases: readonly string[]
  /** Ids of related notes. */
  readonly see: readonly string[]
  readonly sources: readonly string[]
  /** Markdown. */
  readonly body: string
}

/** Throws on a malformed note: notes are our own files, and the build and the tests read every one. */
export function parseNote(id: string, markdown: string): Note {
  const [, front, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(markdown.replaceAll('\r\n', '\n')) ?? []
  if (front === undefined || body === undefined) throw new Error(`${id}: a note starts with front matter`)
  const {
    title,
    area,
    surfaces = [],
    aliases = [],
    see = [],
    sources = [],
    ...rest
  } = parse(front) as Record<string, unknown>
  const unknown = Object.keys(rest)[0]
  if (unknown !== undefined) throw new Error(`${id}: unknown front matter: ${unknown}`)
  if (typeof title !== 'string') throw new Error(`${id}: a note needs a title`)
  if (typeof area !== 'string') throw new Error(`${id}: a note needs an area`)
  return {
    id,
    title,
    area,
    surfaces: strings(id, 'surfaces', surfaces),
    aliases: strings(id, 'aliases', aliases),
    see: strings(id, 'see', see),
    sources: strings(id, 'sources', sources),
    body: body.trim(),
  }
}

/** What it is and why it matters: the first paragraph, as Markdown. */
export function summaryOf(note: Note): string {
  return note.body.split(/\n\s*\n/, 1)[0] ?? ''
}

function strings(id: string, name: string, value: unknown): readonly string[] {
  if (Array.isArray(value) && value.every((it) => typeof it === 'string')) return value
  throw new Error(`${id}: ${name} must be a list of text`)
}
