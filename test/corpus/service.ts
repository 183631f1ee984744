import { readFileSync } from 'node:fs'
import { problemsOf } from '../../server/src/features/problems.ts'
import { emptyWorkspace, type Workspace, withFile } from '../../server/src/model/workspace.ts'
import { createNotes } from '../../server/src/notes/notes.ts'
import type { Problem } from '../../server/src/problem.ts'
import { type Catalogue, createCatalogue } from '../../server/src/schema/catalogue.ts'
import type { Index } from '../../server/src/schema/definition.ts'
import type { Policy } from '../../server/src/settings.ts'
import { type File, parseFile } from '../../server/src/syntax/file.ts'

/** The service as the extension ships it, less the editor: real schemas, the newest Kubernetes, default settings. */
export const catalogue: Catalogue = createCatalogue(
  JSON.parse(generated('index.json')) as Index,
  () => generated('definitions.jsonl'),
  () => generated('descriptions.jsonl'),
  () => generated('../facts/updates.json'),
)

export const POLICY: Policy = { minor: 36, profile: 'recommended', severities: {} }

export const EMPTY: Workspace = emptyWorkspace(catalogue, createNotes([]))

export interface Linted {
  readonly file: File
  /** Offsets count from the start of the file. */
  readonly problems: readonly Problem[]
}

/** What a person would see in a workspace that holds this file, and `beside` it perhaps others. */
export function lintText(text: string, beside: Workspace = EMPTY, policy: Policy = POLICY): Linted {
  const file = parseFile(text)
  return { file, problems: problemsOf(withFile(beside, URI, file), URI, policy) }
}

const URI = 'file:///manifest.yaml'

function generated(name: string): string {
  return readFileSync(new URL(`../../schemas/generated/${name}`, import.meta.url), 'utf8')
}
