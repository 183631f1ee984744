import { readFileSync } from 'node:fs'
import { loadNotes } from '../server/src/main/load.ts'
import { emptyWorkspace, type Workspace, withCompleteIndex, withFile } from '../server/src/model/workspace.ts'
import { createCatalogue } from '../server/src/schema/catalogue.ts'
import type { Index } from '../server/src/schema/definition.ts'
import type { Policy } from '../server/src/settings.ts'
import { parseFile } from '../server/src/syntax/file.ts'

/** The real schemas and the real notes, read once for all tests. */
const GENERATED = new URL('../schemas/generated/', import.meta.url)

export const catalogue = createCatalogue(
  JSON.parse(readFileSync(new URL('index.json', GENERATED), 'utf8')) as Index,
  () => readFileSync(new URL('definitions.jsonl', GENERATED), 'utf8'),
  () => readFileSync(new URL('descriptions.jsonl', GENERATED), 'utf8'),
  () => readFileSync(new URL('../facts/updates.json', GENERATED), 'utf8'),
)

export const notes = loadNotes()

export const policy: Policy = { minor: 36, profile: 'recommended', severities: {} }

/** A workspace of these files, by path below `file:///`; it is all there is. */
export function workspaceOf(files: Readonly<Record<string, string>>): Workspace {
  let workspace = withCompleteIndex(emptyWorkspace(catalogue, notes), true)
  for (const [path, text] of Object.entries(files)) workspace = withFile(workspace, uriOf(path), parseFile(text))
  return workspace
}

export function uriOf(path: string): string {
  return `file:///${path}`
}
