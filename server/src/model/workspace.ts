import { memo } from '../memo.ts'
import type { Notes } from '../notes/notes.ts'
import type { Catalogue } from '../schema/catalogue.ts'
import type { File } from '../syntax/file.ts'
import type { Document } from '../syntax/tree.ts'
import { aroundOf, ViewFrom } from './around.ts'
import type { Earlier } from './earlier.ts'
import { type Hidden, hiddenInFile } from './hidden.ts'
import { type Kustomization, kustomizationOf } from './kustomize.ts'
import { type Summary, summariesOf } from './summary.ts'
import type { View } from './view.ts'

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
  readonly kustomization: Kustomization | undefined
  /** What else there may be in it: of a broken document, or a template, nobody can tell what it is. */
  readonly hidden: readonly Hidden[]
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

/** What rules may know of the other resources, seen from a file. The same object until the index changes. */
export function viewOf(index: Index, uri?: string): View {
  const views = viewsOf(index)
  const known = views.get(uri)
  if (known) return known
  const made = new ViewFrom(aroundOf(index), uri)
  views.set(uri, made)
  return made
}

const viewsOf = memo('viewsOf', (_: Index) => new Map<string | undefined, View>())

/** The files that some kustomization patches with. */
export const patchFilesOf = filesNamed('patchFilesOf', (it) => it.patches)

/** The files that some kustomization puts into others as they are: data, whatever they look like. */
export const inputFilesOf = filesNamed('inputFilesOf', (it) => it.inputs)

function filesNamed(name: string, by: (it: Kustomization) => readonly string[]) {
  return memo(
    name,
    (index: Index): ReadonlySet<string> =>
      new Set([...index.files.values()].flatMap(({ kustomization }) => (kustomization ? by(kustomization) : []))),
  )
}

/** The index of a file of whose surroundings nothing is known. An object of its own: what is remembered by it goes with it. */
export function loneIndex(): Index {
  return sameIndex(NOTHING)
}

const NOTHING: Index = { files: new Map(), complete: false }

/** The same index as another object: what is remembered by it goes with it. What takes long to find out it knows. */
export function sameIndex(index: Index): Index {
  const same = { ...index }
  aroundOf.learn(same, aroundOf(index))
  patchFilesOf.learn(same, patchFilesOf(index))
  inputFilesOf.learn(same, inputFilesOf(index))
  return same
}

/** What a file says of itself to others. */
export function saidOf(uri: string, file: File): Said {
  return saidBy(uri, file)
}

/** A document that stands where it stood says what it said: of a thousand, one is asked. */
function saidBy(uri: string, file: File, before?: { readonly file: File | undefined; readonly said: Said }): Said {
  const { documents } = file
  const earlier = before?.file?.documents
  // Where nothing was hidden, nothing is in those that stayed: only the others are looked at.
  const wasOpen = before?.said.hidden.length === 0
  const doubtful: Document[] = []
  const summaries = documents.map((document, i) => {
    const known = document === earlier?.[i] ? before?.said.parts[i] : undefined
    if (!known || !wasOpen) doubtful.push(document)
    return known ?? summariesOf(document)
  })
  return { parts: summaries, kustomization: kustomizationOf(uri, documents), hidden: hiddenInFile(uri, doubtful) }
}

function says(a: Said, b: Said): boolean {
  return same(a.hidden, b.hidden) && same(a.parts, b.parts) && same([a.kustomization], [b.kustomization])
}

/** The same objects, or others that say the same: most documents of an edited file are the same objects as before. */
function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a === b) return true
  return a.length === b.length && a.every((it, i) => it === b[i] || JSON.stringify(it) === JSON.stringify(b[i]))
}
