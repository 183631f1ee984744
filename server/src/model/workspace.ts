import { memo } from '../memo.ts'
import type { Notes } from '../notes/notes.ts'
import type { Catalogue } from '../schema/catalogue.ts'
import type { File } from '../syntax/file.ts'
import { patchesOf } from './kustomize.ts'
import { type Summary, summariesOf } from './summary.ts'
import type { Seen, View } from './view.ts'

/** Everything the service knows, as one immutable value. The analyses read it and do no input or output. */
export interface Workspace {
  readonly files: ReadonlyMap<string, File>
  /** What the files say of themselves to others. The same object as before unless an edit changed a name or a label. */
  readonly index: Index
  readonly catalogue: Catalogue
  readonly notes: Notes
}

export interface Index {
  readonly files: ReadonlyMap<string, readonly (readonly Summary[])[]>
  /** For each kustomization, the files it patches with. */
  readonly patches: ReadonlyMap<string, readonly string[]>
  /** Every file of the workspace is in it. */
  readonly complete: boolean
}

export function emptyWorkspace(catalogue: Catalogue, notes: Notes): Workspace {
  return { files: new Map(), index: { files: new Map(), patches: new Map(), complete: false }, catalogue, notes }
}

export function withFile(workspace: Workspace, uri: string, file: File): Workspace {
  const files = new Map(workspace.files).set(uri, file)
  const summaries = file.parts.map((it) => summariesOf(it.document))
  const patches = patchesOf(uri, file)
  const { index } = workspace
  if (same(summaries, index.files.get(uri)) && same(patches, index.patches.get(uri))) return { ...workspace, files }
  return {
    ...workspace,
    files,
    index: {
      ...index,
      files: new Map(index.files).set(uri, summaries),
      patches: patches ? new Map(index.patches).set(uri, patches) : index.patches,
    },
  }
}

/** Many files at once: one by one the maps would be copied each time. They are all that will be applied together if `complete`. */
export function withFiles(workspace: Workspace, added: ReadonlyMap<string, File>, complete: boolean): Workspace {
  const files = new Map([...workspace.files, ...added])
  const summaries = new Map(workspace.index.files)
  const patches = new Map(workspace.index.patches)
  for (const [uri, file] of added) {
    summaries.set(
      uri,
      file.parts.map((it) => summariesOf(it.document)),
    )
    const found = patchesOf(uri, file)
    if (found) patches.set(uri, found)
  }
  return { ...workspace, files, index: { files: summaries, patches, complete } }
}

export function withoutFile(workspace: Workspace, uri: string): Workspace {
  const files = new Map(workspace.files)
  const indexed = new Map(workspace.index.files)
  const patches = new Map(workspace.index.patches)
  files.delete(uri)
  patches.delete(uri)
  if (!indexed.delete(uri)) return { ...workspace, files }
  return { ...workspace, files, index: { ...workspace.index, files: indexed, patches } }
}

export function withCompleteIndex(workspace: Workspace, complete: boolean): Workspace {
  if (workspace.index.complete === complete) return workspace
  return { ...workspace, index: { ...workspace.index, complete } }
}

/** What rules may know of the other resources. Rebuilt when the index changes, never patched. */
export const viewOf = memo('viewOf', (index: Index): View => {
  const byKind = new Map<string, Seen[]>()
  for (const [uri, parts] of index.files) {
    for (const [part, summaries] of parts.entries()) {
      for (const summary of summaries) {
        const known = byKind.get(summary.groupKind)
        if (known) known.push({ uri, part, summary })
        else byKind.set(summary.groupKind, [{ uri, part, summary }])
      }
    }
  }
  return {
    complete: index.complete,
    find: (groupKind, namespace) => (byKind.get(groupKind) ?? []).filter((it) => it.summary.namespace === namespace),
  }
})

/** The files that some kustomization patches with. */
export const patchFilesOf = memo(
  'patchFilesOf',
  (index: Index): ReadonlySet<string> => new Set([...index.patches.values()].flat()),
)

/** The same objects, or others that say the same: most documents of an edited file are the same objects as before. */
function same(a: readonly unknown[] | undefined, b: readonly unknown[] | undefined): boolean {
  if (!a || !b || a.length !== b.length) return a === b
  return a.every((it, i) => it === b[i] || JSON.stringify(it) === JSON.stringify(b[i]))
}
