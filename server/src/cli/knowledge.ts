import { emptyWorkspace, type Workspace, withFiles } from '../model/workspace.ts'
import { createNotes, type Notes } from '../notes/notes.ts'
import type { Catalogue } from '../schema/catalogue.ts'
import type { File } from '../syntax/file.ts'
import { uriBelow } from '../text/uri.ts'

/** What the command line knows of Kubernetes and of itself. */
export interface Knowledge {
  readonly catalogue: Catalogue
  /** Reads all notes: only explanations need them. */
  notes(): Notes
  readonly version: string
}

/** A workspace of these files, without notes. */
export function workspaceOf({ catalogue }: Knowledge, files: ReadonlyMap<string, File>, complete: boolean): Workspace {
  return withFiles(emptyWorkspace(catalogue, createNotes([])), files, complete)
}

/** A file's address: patches are found by it. */
export function uriOf(path: string): string {
  return uriBelow('file:///', path)
}
