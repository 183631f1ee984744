import { explanationsAt } from '../explain/index.ts'
import { type Known, knownAt, pointedAt } from '../model/place.ts'
import { resourceAround } from '../model/resource.ts'
import { viewOf, type Workspace } from '../model/workspace.ts'
import { type Type, typeLabel } from '../schema/catalogue.ts'
import type { Field, Kind } from '../schema/definition.ts'
import { typeAt } from '../schema/type-at.ts'
import { type Part, partAt } from '../syntax/file.ts'
import { at, type Node, pathOf, scalar } from '../syntax/node.ts'
import type { Span } from '../text/edit.ts'
import { fieldFacts, isRequired } from './facts.ts'
import { type DocumentPlace, isAbout, noteBlock, notesAt, notesOfKind } from './hover-note.ts'
import { serverRules } from './hover-server.ts'
import { pathLabel, shortDescription, withoutLinks } from './markdown.ts'
import { referenceUrl } from './reference-links.ts'

/** Offsets count from the start of the file. */
export interface Hover extends Span {
  readonly markdown: string
}

export interface HoverOptions {
  /** Makes the link that opens the whole of a note; `undefined` where the client runs no commands. */
  readonly link: ((id: string) => string) | undefined
  /** Another extension shows the description of the API. */
  readonly complement: boolean
  /** The minor version of Kubernetes that counts. */
  readonly minor: number
}

/** What a key or value means: its type, what it may be, what the API and our notes say of it, and what it adds up to. */
export function hover(workspace: Workspace, uri: string, offset: number, options: HoverOptions): Hover | undefined {
  const file = workspace.files.get(uri)
  const part = file && partAt(file, offset)
  if (!part) return undefined
  const known = knownAt(workspace.catalogue, part.document, offset - part.start)
  if (!known) return unknownKind(workspace, part, offset, options)
  const { node } = known.pointed
  const markdown = describe(workspace, known, options, { uri, part: part.index })
  return { from: node.from + part.start, to: node.to + part.start, markdown }
}

/** Of a kind that no package carries a note may still tell. */
function unknownKind(
  { notes }: Workspace,
  { document, start }: Part,
  offset: number,
  { link }: HoverOptions,
): Hover | undefined {
  const resource = resourceAround(document, offset - start)
  const pointed = resource && pointedAt(document, offset - start)
  if (!resource || !pointed || !isKindOf(resource.node, pointed.path)) return undefined
  const found = notesOfKind(notes, resource.kind, resource.group)
  if (found.length === 0) return undefined
  const { node } = pointed
  const markdown = `**kind**  \n${pathLabel([resource.kind])}\n\n${noteBlock(notes, { found, others: [] }, link)}`
  return { from: node.from + start, to: node.to + start, markdown }
}

function isKindOf(resource: Node, path: readonly (string | number)[]): boolean {
  return path.at(-1) === 'kind' && path.length === pathOf(resource).length + 1
}

function describe(workspace: Workspace, known: Known, options: HoverOptions, from: DocumentPlace): string {
  const { resource, path, at: place, kind } = known
  const value = presentValue(known)
  const isKind = path.length === 1 && path[0] === 'kind'
  const ofValue = !known.pointed.isKey || isKind ? value : undefined
  const computed = explanationsAt({ resource, path, node: at(resource.node, ...path), view: viewOf(workspace.index) })
  const field = place.field ?? fieldOfItem(workspace, known)
  const notes = notesAt(workspace, known, ofValue, from)
  const ofNotes = noteBlock(workspace.notes, notes, options.link)
  const ofApi = options.complement ? undefined : apiText(workspace, field, place.type)
  const [note] = notes.found
  const blocks = [
    heading(known),
    isKind ? kindFacts(kind) : field && fieldFacts(field, { value, mostChoices: MOST_CHOICES }),
    serverRules(workspace, known, options.minor),
    ...computed.map((it) => `→ ${withoutLinks(it)}`),
    // People ask for the field first, and then for what it is a part of.
    ...(note && place.field && !isKind && !isAbout(note, path) ? [ofApi, ofNotes] : [ofNotes, ofApi]),
    links(workspace, known),
  ]
  return blocks.filter((it) => it !== undefined && it !== '').join('\n\n')
}

/** `**replicas** int32 · required` and the whole path below it. */
function heading({ resource, path, at: place }: Known): string {
  const required = isRequired(place.field) ? ' · required' : ''
  const name = path.length === 0 ? resource.kind : pathLabel(path.slice(typeof path.at(-1) === 'number' ? -2 : -1))
  return `**${name}** \`${typeLabel(place.type)}\`${required}  \n${pathLabel([resource.kind, ...path])}`
}

const MOST_CHOICES = 10

function kindFacts(kind: Kind): string {
  const facts = [
    kind.namespaced === undefined
      ? undefined
      : kind.namespaced
        ? 'Lives in a namespace'
        : 'Belongs to the whole cluster',
    kind.plural && `\`kubectl get ${[kind.plural, ...(kind.short ?? [])].join('` or `kubectl get ')}\``,
    kind.from === 'kubernetes' ? undefined : `Custom resource of ${kind.from}`,
    kind.introduced && `Since Kubernetes ${kind.introduced}`,
    kind.deprecated && `Deprecated since ${kind.deprecated}`,
    kind.removed && `Removed in ${kind.removed}${kind.replacement ? `; use \`${kind.replacement}\`` : ''}`,
    kind.off && 'Served only if an administrator turns it on',
  ]
  return facts.filter((it) => it !== undefined).join(' · ')
}

/** What is said of a list is said of its items. */
function fieldOfItem({ catalogue }: Workspace, { kind, path }: Known): Field | undefined {
  const root = typeof path.at(-1) === 'number' ? catalogue.typeOf(kind) : undefined
  return root && typeAt(catalogue, root, path.slice(0, -1))?.field
}

function apiText(workspace: Workspace, field: Field | undefined, type: Type): string | undefined {
  const line = field?.doc ?? (type.kind === 'struct' ? type.definition.doc : undefined)
  const text = workspace.catalogue.description(line)
  return text && `---\n\n${shortDescription(text, MOST_DESCRIPTION)}`
}

const MOST_DESCRIPTION = 700

function links(workspace: Workspace, { at: place }: Known): string | undefined {
  const { type, owner, chain } = place
  const definition = type.kind === 'struct' ? type.definition : (owner ?? chain[0]?.definition)
  const url = definition && referenceUrl(definition, workspace.catalogue.index.kubernetes)
  return url && `[${definition.name} in the Kubernetes reference](${url})`
}

function presentValue({ resource, path }: Known): string | undefined {
  const value = scalar(at(resource.node, ...path))
  return value === undefined || value === null ? undefined : String(value)
}
