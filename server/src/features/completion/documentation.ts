import { notePlace } from '../../model/place.ts'
import type { Workspace } from '../../model/workspace.ts'
import { type Note, summaryOf } from '../../notes/note.ts'
import { noteFor } from '../../notes/notes.ts'
import { type Catalogue, typeLabel } from '../../schema/catalogue.ts'
import type { Field } from '../../schema/definition.ts'
import { typeAt } from '../../schema/type-at.ts'
import { defaultText, isRequired } from '../facts.ts'
import { description } from '../markdown.ts'
import type { DocumentationRef } from './item.ts'

/** What an offer means, as Markdown: our note in short, what the API says, and the facts. */
export function completionDocumentation(workspace: Workspace, ref: DocumentationRef): string | undefined {
  const parts = ref.what === 'kind' ? kindParts(workspace, ref) : fieldParts(workspace, ref)
  return parts.length === 0 ? undefined : parts.join('\n\n')
}

function kindParts({ catalogue, notes }: Workspace, { apiVersion, kind }: DocumentationRef): readonly string[] {
  const note = noteFor(notes, { kind, group: groupOf(apiVersion), path: ['kind'], types: [], value: kind })
  const known = catalogue.kind(apiVersion, kind)
  const type = known && catalogue.typeOf(known)
  const api = type?.kind === 'struct' ? apiText(catalogue, type.definition.doc) : undefined
  const deprecated =
    known?.deprecated &&
    `Deprecated since Kubernetes ${known.deprecated}${known.replacement ? `; use \`${known.replacement}\`` : ''}.`
  return present([summary(note), note ? undefined : api, deprecated || undefined])
}

function fieldParts(workspace: Workspace, ref: DocumentationRef & { what: 'field' }): readonly string[] {
  const { catalogue, notes } = workspace
  const { apiVersion, kind, path, value, brief } = ref
  const known = catalogue.kind(apiVersion, kind)
  const root = known && catalogue.typeOf(known)
  const place = root && typeAt(catalogue, root, path)
  if (!place) return []
  const note = noteFor(notes, notePlace(kind, path, place, value))
  if (brief || value !== undefined) return present([summary(note)])
  return present([summary(note), apiText(catalogue, place.field?.doc), facts(typeLabel(place.type), place.field)])
}

function groupOf(apiVersion: string): string {
  return apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')))
}

function apiText(catalogue: Catalogue, line: number | undefined): string | undefined {
  const text = catalogue.description(line)
  return text && description(text)
}

/** Type, required, default and history in one line. */
function facts(type: string, field: Field | undefined): string {
  const standard = field && defaultText(field)
  const text = [
    `\`${type}\``,
    isRequired(field) && 'required',
    standard !== undefined && `default \`${standard}\``,
    field?.since && `since Kubernetes ${field.since}`,
    field?.off && 'needs a feature gate that is off by default',
  ]
  return text.filter(Boolean).join(' · ')
}

function summary(note: Note | undefined): string | undefined {
  return note && summaryOf(note)
}

function present(parts: readonly (string | undefined)[]): readonly string[] {
  return parts.filter((it) => it !== undefined && it !== '') as readonly string[]
}
