import type { Position, WorkspaceEdit } from 'vscode-languageclient'

/** What client and server say to each other beyond LSP. server/src/lsp/protocol.ts has the same in the server's words. */

export interface InitializationOptions {
  readonly mode: Mode
  /** We run `command:purser.…` links in hovers. */
  readonly commandLinks: boolean
  readonly trusted: boolean
  readonly web?: WebTexts
}

export type Mode = 'full' | 'complement'

/** What a server in a worker cannot read from disk by itself. */
export interface WebTexts {
  readonly index: string
  readonly definitions: string
  readonly descriptions: string
  readonly knowledge: string
  readonly updates: string
}

/** Each question of the client, with what it sends and what it gets. */
export interface Questions {
  readonly 'purser/explain': readonly [ExplainParams, Explanation | null]
  readonly 'purser/explainManifest': readonly [{ readonly uri: string }, Explanation | null]
  readonly 'purser/explainItems': readonly [{ readonly uri?: string }, readonly ExplainItem[]]
  readonly 'purser/notes': readonly [{ readonly uri?: string; readonly revision?: string }, NoteList]
  readonly 'purser/noteSummary': readonly [{ readonly id: string }, string | null]
  readonly 'purser/status': readonly [{ readonly uri: string }, Status | null]
  readonly 'purser/lintFile': readonly [{ readonly uri: string }, Counts]
  readonly 'purser/lintWorkspace': readonly [{ readonly workDoneToken: string }, WorkspaceCounts]
  readonly 'purser/fixAll': readonly [{ readonly uri?: string }, FixAll]
  readonly 'purser/manifestKinds': readonly [object, readonly ManifestKind[]]
  readonly 'purser/newManifest': readonly [{ readonly id: string }, NewManifest | null]
}

/** Sent by the server when what it said of a file may have changed. */
export const STATUS_CHANGED = 'purser/statusChanged'
/** Our word that the workspace is trusted now. */
export const TRUSTED = 'purser/trusted'
/** Asked by a server that cannot see the files itself (web). */
export const FIND_FILES = 'purser/findFiles'
export const FIND_NOTES = 'purser/findNotes'
export const READ_FILE = 'purser/readFile'

export interface ExplainParams {
  readonly id?: string
  readonly uri?: string
  readonly position?: Position
}

export interface Explanation {
  readonly title: string
  readonly markdown: string
}

export interface ExplainItem {
  readonly id: string
  readonly label: string
  readonly description: string
  readonly group: string
  /** Other names, and the places in manifests that it is about. */
  readonly aliases: readonly string[]
  /** Of a note its first paragraph. */
  readonly summary?: string
}

export interface NoteList {
  /** The notes that the file touches, by id, in the order of their places; lines count from 0. */
  readonly here: readonly { readonly id: string; readonly line: number }[]
  /** Changes when a note does. */
  readonly revision: string
  /** Every note, by area; missing where the revision is the one that was sent. */
  readonly all?: readonly NoteItem[]
}

export interface NoteItem {
  readonly id: string
  readonly title: string
  readonly area: string
  readonly about: 'concept' | 'kind' | 'field' | 'value'
  /** A short other name, or the place that it is about; perhaps empty. */
  readonly alias: string
}

export interface Status {
  readonly state: 'manifest' | 'unknown-kind' | 'not-a-manifest' | 'template' | 'excluded' | 'too-large' | 'config'
  readonly text: string
  readonly detail: string
  readonly kubernetesVersion: string
  readonly versions: readonly string[]
  readonly mode: Mode
  readonly indexed: { readonly files: number; readonly done: boolean }
}

export interface Counts {
  readonly problems: number
  readonly errors: number
  readonly warnings: number
}

export interface WorkspaceCounts extends Counts {
  readonly files: number
  readonly cancelled: boolean
}

export interface FixAll {
  readonly edit: WorkspaceEdit
  readonly fixed: number
  readonly files: number
}

export interface ManifestKind {
  readonly id: string
  readonly label: string
  readonly description: string
  readonly detail: string
}

export interface NewManifest {
  /** In the snippet syntax of LSP, with tab stops. */
  readonly snippet: string
  readonly fileName: string
}
