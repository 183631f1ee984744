import { memo } from '../memo.ts'
import type { Notes } from '../notes/notes.ts'
import type { Catalogue } from '../schema/catalogue.ts'
import type { File } from '../syntax/file.ts'
import type { Earlier } from './earlier.ts'
import { patchesOf } from './kustomize.ts'
import { isHidden } from './resource.ts'
import { type Summary, summariesOf } from './summary.ts'
import type { Seen, View } from './view.ts'

/** Everything the service knows, as one immutable value. The analyses read it and do no input or output. */
export interface Workspace {
  readonly files: ReadonlyMap<string, File>
  /** What the files say of themselves to others. The same object as before unless an edit changed a name or a label. */
  readonly index: Index
  readonly catalogue: Catalogue
  readonly notes: Notes
  /** What the manifests are compared with, if somebody asks for it. */
  readonly earlier?: Earlier
}

export interface Index {
  readonly files: ReadonlyMap<string, Said>
  /** Every file of the workspace is in it. */
  readonly complete: boolean
}

/** What one file says of itself to others. */
export interface Said {
  /** By document. */
  readonly parts: readonly (readonly Summary[])[]
  /** Of a kustomization: the files it patches with. */
  readonly patches: readonly string[]
  /** Some document is a manifest of which its broken YAML hides what it is. */
  readonly hidden: boolean
}

export function emptyWorkspace(catalogue: Catalogue, notes: Notes): Workspace {
  return { files: new Map(), index: { files: new Map(), complete: false }, catalogue, notes }
}

export function withNotes(workspace: Workspace, notes: Notes): Workspace {
  return { ...workspace, notes }
}

export function withEarlier(workspace: Workspace, earlier: Earlier | undefined): Workspace {
  const { earlier: _, ...rest } = workspace
  return earlier ? { ...rest, earlier } : rest
}

export function withFile(workspace: Workspace, uri: string, file: File): Workspace {
  const files = new Map(workspace.files).set(uri, file)
  const { index } = workspace
  const before = index.files.get(uri)
  const now = saidBy(uri, file, before && { file: workspace.files.get(uri), said: before })
  if (before && says(now, before)) return { ...workspace, files }
  return { ...workspace, files, index: { ...index, files: new Map(index.files).set(uri, now) } }
}

/** Many files at once: one by one the maps would be copied each time. They are all that will be applied together if `complete`. */
export function withFiles(workspace: Workspace, added: ReadonlyMap<string, File>, complete: boolean): Workspace {
  const indexed = new Map(workspace.index.files)
  for (const [uri, file] of added) indexed.set(uri, saidBy(uri, file))
  return { ...workspace, files: new Map([...workspace.files, ...added]), index: { files: indexed, complete } }
}

export function withoutFile(workspace: Workspace, uri: string): Workspace {
  const files = new Map(workspace.files)
  const indexed = new Map(workspace.index.files)
  files.delete(uri)
  if (!indexed.delete(uri)) return { ...workspace, files }
  return { ...workspace, files, index: { ...workspace.index, files: indexed } }
}

export function withCompleteIndex(workspace: Workspace, complete: boolean): Workspace {
  if (workspace.index.complete === complete) return workspace
  return { ...workspace, index: { ...workspace.index, complete } }
}

/** What rules may know of the other resources. Rebuilt when the index changes, never patched. */
export const viewOf = memo('viewOf', (index: Index): View => {
  const byKind = new Map<string, Seen[]>()
  let hidden = false
  for (const [uri, said] of index.files) {
    hidden ||= said.hidden
    for (const [part, summaries] of said.parts.entries()) {
      for (const summary of summaries) {
        const known = byKind.get(summary.groupKind)
        if (known) known.push({ uri, part, summary })
        else byKind.set(summary.groupKind, [{ uri, part, summary }])
      }
    }
  }
  return {
    complete: index.complete && !hidden,
    find: (groupKind, namespace) => (byKind.get(groupKind) ?? []).filter((it) => it.summary.namespace === namespace),
  }
})

/** The files that some kustomization patches with. */
export const patchFilesOf = memo(
  'patchFilesOf',
  (index: Index): ReadonlySet<string> => new Set([...index.files.values()].flatMap((it) => it.patches)),
)

/** A document that stands where it stood says what it said: of a thousand, one is asked. */
function saidBy(uri: string, { parts }: File, before?: { readonly file: File | undefined; readonly said: Said }): Said {
  let hidden = false
  const summaries = parts.map(({ document }, i) => {
    const known = before?.file?.parts[i]?.document === document ? before.said.parts[i] : undefined
    // Where none was hidden, none of those that stayed is: only the others are looked up.
    if ((!known || before?.said.hidden) && isHidden(document)) hidden = true
    return known ?? summariesOf(document)
  })
  return { parts: summaries, patches: patchesOf(uri, { parts }) ?? NONE, hidden }
}

const NONE: readonly string[] = []

function says(a: Said, b: Said): boolean {
  return a.hidden === b.hidden && same(a.parts, b.parts) && same(a.patches, b.patches)
}

/** The same objects, or others that say the same: most documents of an edited file are the same objects as before. */
function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a === b) return true
  return a.length === b.length && a.every((it, i) => it === b[i] || JSON.stringify(it) === JSON.stringify(b[i]))
}
