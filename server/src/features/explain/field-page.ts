import { notePlace } from '../../model/place.ts'
import type { Workspace } from '../../model/workspace.ts'
import type { Note } from '../../notes/note.ts'
import { noteFor } from '../../notes/notes.ts'
import { type Catalogue, typeLabel } from '../../schema/catalogue.ts'
import type { Definition } from '../../schema/definition.ts'
import { fieldFacts, isRequired } from '../facts.ts'
import type { NamedKind } from '../kinds.ts'
import { description, pathLabel } from '../markdown.ts'
import { referenceUrl } from '../reference-links.ts'
import { type NamedPlace, structOf } from './named-place.ts'
import { type Explanation, page } from './page.ts'

export type KindName = Pick<NamedKind, 'name' | 'apiVersion'>

/** An offline `kubectl explain`: a kind or a field of it, with the notes. `undefined` where there is nothing to say. */
export function fieldPage(
  workspace: Workspace,
  { name: kind, apiVersion }: KindName,
  { names, at }: NamedPlace,
): Explanation | undefined {
  const { catalogue } = workspace
  const { field, type, owner } = at
  const note = noteAt(workspace, kind, { names, at })
  // Somebody else's label: its type alone says nothing.
  if (names.length > 0 && !field && !note) return undefined
  const struct = structOf(type)
  const described = struct ?? owner
  const text = catalogue.description(field?.doc ?? struct?.doc)
  const url = described && referenceUrl(described, catalogue.index.kubernetes)
  const title = [kind, ...names].join('.')
  return page(title, [
    `# ${pathLabel([kind, ...names])}`,
    [`\`${typeLabel(type)}\``, apiVersion, ...(isRequired(field) ? ['required'] : [])].join(' · '),
    field && fieldFacts(field, { mostChoices: Number.POSITIVE_INFINITY }),
    note?.body,
    note && `[${note.title}](${note.id}.md)${note.team === undefined ? '' : ' · team note'}`,
    text && `## The API says\n\n${description(text)}`,
    struct && Object.keys(struct.fields).length > 0 && `## Fields\n\n${fieldList(catalogue, struct, title)}`,
    url && `[${described.name} in the Kubernetes reference](${url})`,
  ])
}

function noteAt({ notes }: Workspace, kind: string, { names, at }: NamedPlace): Note | undefined {
  return names.length === 0 ? notes.bySurface.get(`kind ${kind}`)?.[0] : noteFor(notes, notePlace(kind, names, at))
}

/** Required fields first, each with the first sentence of its description. */
function fieldList(catalogue: Catalogue, { fields }: Definition, title: string): string {
  const all = Object.entries(fields)
  const ordered = [...all.filter(([, it]) => isRequired(it)), ...all.filter(([, it]) => !isRequired(it))]
  const lines = ordered.map(([name, field]) => {
    const text = catalogue.description(field.doc)?.split(/(?<=[.!?])\s|\n/, 1)[0] ?? ''
    const required = isRequired(field) ? ', required' : ''
    const label = `**[${name}](${title}.${name}.md)** \`${typeLabel(catalogue.type(field.t))}\`${required}`
    return `- ${label}${text && `: ${description(text)}`}`
  })
  return lines.join('\n')
}
