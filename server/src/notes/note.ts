/** One Markdown file under knowledge/. It is a hover, the documentation of a completion, and a page to read. */
export interface Note {
  /** The file name. */
  readonly id: string
  readonly title: string
  readonly area: string
  /** Where it shows: `kind Service`, `Container.image`, `Service.spec.clusterIP=None`. See surface.ts. */
  readonly surfaces: readonly string[]
  /** Other words that people look for. */
  readonly aliases: readonly string[]
  /** Ids of related notes. In a file those that it names; in `Notes` also those that name it. */
  readonly see: readonly string[]
  readonly sources: readonly string[]
  /** Markdown. Notes of ours read it when they are first shown. */
  readonly body: string
  /** Where a note of the team's own is written; notes of ours have none. */
  readonly team?: string
}

/** What stands in front of a body: all that is needed to find a note. */
export type NoteHead = Omit<Note, 'body' | 'team'>

/** A note whose body is made when somebody wants it. */
export function noteOf(head: NoteHead, body: () => string, team?: string, see = head.see): Note {
  const { id, title, area, surfaces, aliases, sources } = head
  const note = {
    id,
    title,
    area,
    surfaces,
    aliases,
    see,
    sources,
    get body() {
      return body()
    },
  }
  return team === undefined ? note : { ...note, body: body(), team }
}

/** What it is and why it matters: the first paragraph, as Markdown. */
export function summaryOf({ body }: Note): string {
  return withoutFence(body.split(BLANK, 1)[0] ?? '')
}

/** What bites most people, where the note says so. */
export function pitfallOf({ body }: Note): string | undefined {
  const found = body.split(BLANK).find((it) => it.startsWith('**Pitfall:**'))
  return found && withoutFence(found)
}

const BLANK = /\n[ \t]*\n/

/** A fence whose end is in another paragraph would take in all that follows. */
function withoutFence(paragraph: string): string {
  const fence = paragraph.search(/^ *(?:`{3}|~{3})/m)
  return (fence < 0 ? paragraph : paragraph.slice(0, fence)).trim()
}

/** The subjects of notes; those of a team may have others. */
export const AREAS = [
  'foundations',
  'architecture',
  'tooling',
  'workloads',
  'metadata',
  'networking',
  'storage',
  'configuration',
  'scheduling',
  'security',
  'autoscaling',
  'delivery',
  'mesh',
  'extension',
  'reliability',
] as const
