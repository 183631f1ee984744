import type { AjvFor } from '../schema/json-schema.ts'

/** What differs between Node and a browser worker. Everything that waits for the outside goes through here. */
export interface Platform {
  /** All files below the folders that may hold manifests or our configuration, as URIs. Skips what it cannot read. */
  listFiles(folders: readonly string[], excluded: readonly string[]): Promise<readonly string[]>
  /** The notes of the team in these folders, `.purser/notes/*.md`, as URIs. */
  listNotes(folders: readonly string[]): Promise<readonly string[]>
  /** The text of a file, or what keeps it from being read. */
  readFile(uri: string): Promise<FileText>
  /** The text of a file as it was committed last, where there is such a thing. */
  committed(uri: string): Promise<string | undefined>
  /** The validator of JSON Schemas, loaded when first asked for: most people never need it. */
  loadAjv(): Promise<AjvFor>
  /** Lets waiting messages in. */
  pause(): Promise<void>
}

export type FileText = { readonly text: string } | { readonly problem: 'missing' | 'unreadable' | 'too-large' }

/** Beyond this many files the index stops: enough for any repository of manifests. */
export const MAX_FILES = 20_000
