import { memo } from '../memo.ts'
import type { Notes } from '../notes/notes.ts'
import type { Catalogue } from '../schema/catalogue.ts'
import type { File } from '../syntax/file.ts'
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
  /** Every file of the workspace is in it. */
  readonly complete: boolean
}

export function emptyWorkspace(catalogue: Catalogue, notes: Notes): Workspace {
  return { files: new Map(), index: { files: new Map(), complete: false }, catalogue, notes }
}

export function withFile(workspace: Workspace, uri: string, file: File): Workspace {
  const files = new Map(workspace.files).set(uri, file)
  const summaries = file.parts.map((it) => summariesOf(it.document))
  if (sameSummaries(summaries, workspace.index.files.get(uri))) return { ...workspace, files }
  const index = { ...workspace.index, files: new Map(workspace.index.files).set(uri, summaries) }
  return { ...workspace, files, index }
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

/** The same objects, or others that say the same: the files of one document are mostly the same objects. */
function sameSummaries(a: readonly (readonly Summary[])[], b: readonly (readonly Summary[])[] | undefined): boolean {
  if (!b || a.length !== b.length) return false
  return a.every((it, i) => it === b[i] || JSON.stringify(it) === JSON.stringify(b[i]))
}
