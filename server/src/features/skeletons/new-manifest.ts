import type { Workspace } from '../../model/workspace.ts'
import { summaryOf } from '../../notes/note.ts'
import { noteFor } from '../../notes/notes.ts'
import { type Skeleton, snippetOf } from './skeleton.ts'
import { skeletons } from './skeletons.ts'

/** One choice of the command that starts a new manifest. */
export interface ManifestKind {
  readonly id: string
  readonly label: string
  /** The apiVersion. */
  readonly description: string
  /** What the skeleton has, or what the kind is for. */
  readonly detail: string
}

export function manifestKinds({ notes }: Workspace): readonly ManifestKind[] {
  return skeletons.map(({ id, label, apiVersion, kind, summary }) => {
    const note = noteFor(notes, { kind, path: ['kind'], types: [], value: kind })
    const purpose = note && firstSentence(summaryOf(note))
    return { id, label, description: apiVersion, detail: purpose ? `${purpose} Here: ${summary}.` : summary }
  })
}

/** The snippet of a new manifest and what to call its file; `undefined` for an id that is not among the kinds. */
export function newManifest(id: string): { readonly snippet: string; readonly fileName: string } | undefined {
  const skeleton = skeletons.find((it) => it.id === id)
  return skeleton && { snippet: snippetOf(skeleton), fileName: fileNameOf(skeleton) }
}

function fileNameOf({ id }: Skeleton): string {
  return `${id}.yaml`
}

/** As plain text: a list shows no Markdown. */
function firstSentence(markdown: string): string {
  const text = markdown.replace(/[`*]|\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\s+/g, ' ')
  return /^.*?[.!?](?= |$)/.exec(text)?.[0] ?? text
}
