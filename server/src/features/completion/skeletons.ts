import type { Document } from '../../syntax/tree.ts'
import type { Span } from '../../text/edit.ts'
import { type Skeleton, snippetOf } from '../skeletons/skeleton.ts'
import { skeletons } from '../skeletons/skeletons.ts'
import type { Cursor } from './cursor.ts'
import { type Completion, sortText } from './item.ts'
import { lineAt } from './line.ts'
import type { Subject } from './subject.ts'

/** The word at the cursor of a document in which there is nothing else. */
export function emptyAt(document: Document, offset: number): Span | undefined {
  const { text } = document
  const line = lineAt(text, offset)
  const found = /^[\w-]*$/.exec(line.text)
  if (!found || /^-+$/.test(line.text)) return undefined
  const rest = `${text.slice(0, line.start)}${text.slice(line.end)}`
  const isEmpty = rest
    .split(/\r\n|\r|\n/)
    .every((it) => /^(?:\s*(?:#.*)?|---\s*(?:#.*)?|\.\.\.\s*|%.*|\uFEFF)$/.test(it))
  return isEmpty ? { from: line.start, to: line.end } : undefined
}

/** Whole manifests to start from. */
export function skeletonCompletions(word: Span): readonly Completion[] {
  return skeletons.map((it, index) => ({
    ...skeletonCompletion(it, index),
    filterText: filterOf(it),
    edit: { ...word, insert: snippetOf(it).trimEnd() },
  }))
}

/** The same behind `kind: ` where nothing but that is there yet. */
export function kindLineOf(document: Document, cursor: Cursor, { apiVersion }: Subject): readonly Completion[] {
  const line = lineAt(document.text, cursor.span.from)
  if (apiVersion !== undefined || !/^kind: *$/.test(line.text.slice(0, cursor.span.from - line.start))) return []
  if (
    !emptyAt({ ...document, text: `${document.text.slice(0, line.start)}${document.text.slice(line.end)}` }, line.start)
  )
    return []
  return skeletons.map((it, index) => ({
    ...skeletonCompletion(it, index),
    label: `${it.label} …`,
    filterText: `kind: ${it.kind}`,
    edit: { from: line.start, to: line.end, insert: snippetOf(it).trimEnd() },
  }))
}

function skeletonCompletion(skeleton: Skeleton, index: number) {
  const { label, apiVersion, kind, summary } = skeleton
  return {
    label,
    kind: 'snippet' as const,
    detail: `${apiVersion}, ${summary}`,
    sortText: sortText(0, index),
    snippet: true,
    more: { what: 'kind' as const, apiVersion, kind },
  }
}

/** The name, and the short names of kubectl: `deploy`, `sts`. */
function filterOf({ label, aliases }: Skeleton): string {
  return [label, ...aliases].join(' ')
}
