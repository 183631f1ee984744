import { areaTitle, byArea } from '../server/src/features/note-list.ts'
import { type Note, summaryOf } from '../server/src/notes/note.ts'
import type { Notes } from '../server/src/notes/notes.ts'

/** docs/notes/: a page a note, and an index by area and by place. By path below the repository. */
export function notePages({ all: notes, byId }: Notes): ReadonlyMap<string, string> {
  const all = [...notes].sort(byArea)
  const related = (note: Note) => note.see.flatMap((it) => byId.get(it) ?? [])
  const pages = new Map(all.map((it) => [pathOf(it.id), notePage(it, related(it))]))
  return pages.set(`${NOTES}/README.md`, indexPage(all))
}

export const NOTES = 'docs/notes'

function pathOf(id: string): string {
  return `${NOTES}/${id}.md`
}

function notePage({ title, area, body, surfaces, aliases, sources }: Note, related: readonly Note[]): string {
  const blocks = [
    `# ${title}`,
    `[${areaTitle(area)}](README.md#${anchorOf(areaTitle(area))})${aliases.length > 0 ? ` · also: ${aliases.map(plain).join(', ')}` : ''}`,
    body,
    related.length > 0 && `## See also\n\n${related.map((it) => `- ${link(it)}`).join('\n')}`,
    surfaces.length > 0 &&
      `## Where it shows\n\n${surfaces.map((it) => `- \`${it.replace(/^kind /, 'kind: ')}\``).join('\n')}`,
    sources.length > 0 && `## Sources\n\n${sources.map((it) => `- ${it.replace(/^(https:\S+)/, '<$1>')}`).join('\n')}`,
  ]
  return `${blocks.filter((it) => typeof it === 'string' && it !== '').join('\n\n')}\n`
}

function indexPage(all: readonly Note[]): string {
  const areas = [...new Set(all.map((it) => it.area))]
  const sections = areas.map((area) => {
    const lines = all
      .filter((it) => it.area === area)
      .map((it) => `- ${link(it)}: ${summaryOf(it).replace(/\s+/g, ' ')}`)
    return `## ${areaTitle(area)}\n\n${lines.join('\n')}\n`
  })
  return `# Notes

What Purser explains in hovers, in completions, in the tree **Kubernetes Notes** of the Explorer and with \`purser explain NAME\`:
${all.length} notes in plain words, each with the pitfall that people meet. They are part of the extension and need no network. Each is
one file under \`knowledge/\`.

By subject: ${areas.map((it) => `[${areaTitle(it)}](#${anchorOf(areaTitle(it))})`).join(' · ')}. Or [by kind](#by-kind).

![The tree Kubernetes Notes beside a manifest: what the manifest touches, with the lines](../images/notes-tree.png)

**Explain…** finds them by any of their names, or by what they say:

![Explain…: notes found by the words service dns](../images/quick-pick.png)

A hover shows the one on the place, a value before its field, with its pitfall:

${HOVERS.map(([name, says]) => `![${says}](../images/hover-${name}.png)`).join('\n\n')}

${sections.join('\n')}
## By kind

The kinds and API types that notes speak of.

| | |
|---|---|
${kindRows(all).join('\n')}
`
}

/** The pictures of hovers, and what is on them. */
const HOVERS = [
  ['cluster-ip', 'A hover over clusterIP: None explains headless Services'],
  ['service-name', 'A hover over serviceName of a StatefulSet'],
  ['max-surge', 'A hover over maxSurge: 25% says what it comes to'],
  ['kind', 'A hover over kind: StatefulSet'],
  ['value', 'A hover over concurrencyPolicy: Forbid'],
] as const

/** A row a kind or type: the note about it first, then those about its fields. */
function kindRows(all: readonly Note[]): readonly string[] {
  const found = new Map<string, Note[]>()
  const isAbout = (note: Note, kind: string) => note.surfaces.includes(`kind ${kind}`)
  for (const note of all) {
    for (const surface of note.surfaces) {
      const kind = /^(?:kind )?([A-Z]\w*)/.exec(surface)?.[1]
      if (kind === undefined) continue
      const known = found.get(kind) ?? []
      if (!known.includes(note)) found.set(kind, [...known, note])
    }
  }
  return [...found]
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([kind, notes]) => {
      const ordered = [...notes].sort((a, b) => Number(isAbout(b, kind)) - Number(isAbout(a, kind)))
      return `| \`${kind}\` | ${ordered.map(link).join(' · ')} |`
    })
}

function link({ id, title }: Note): string {
  return `[${plain(title)}](${id}.md)`
}

/** Titles and aliases are text: nothing in them may end a link or a row of a table. */
function plain(text: string): string {
  return text.replace(/[[\]|<>*_]/g, '\\$&')
}

/** Of a heading, as GitHub makes them. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-')
}
