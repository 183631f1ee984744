/** Which documents are the server's business. Plain data, so that this file is tested without VS Code. */
export interface Candidate {
  readonly languageId: string
  /** The last part of the path. */
  readonly name: string
  /** Made only when it is needed: the text of a large document costs. */
  readonly text: () => string
}

/**
 * Whether the server is told of a document. Of all YAML: it says itself what it makes of it, and a manifest starts as
 * something else. Of JSON only where it is a manifest: the rest is large, many, and never ours.
 */
export function isForServer({ languageId, text }: Candidate): boolean {
  if (languageId === 'yaml') return true
  return isJson(languageId) && hasManifestKeysInJson(text())
}

/** Whether a document is a note of the team, of which the server says what is wrong with it. */
export function isTeamNote(languageId: string, path: string): boolean {
  return languageId === 'markdown' && /\/\.purser\/notes\/[^/]+\.md$/.test(path)
}

/** Whether a document is worth the start of a server: not every YAML file is about Kubernetes. */
export function wakesServer(document: Candidate, hasSchemasOfOwn: boolean): boolean {
  if (isJson(document.languageId)) return hasManifestKeysInJson(document.text())
  if (document.languageId !== 'yaml') return false
  if (hasSchemasOfOwn || OWN_NAMES.has(document.name)) return true
  const text = document.text()
  return isBlank(text) || hasManifestKeys(text) || (text.trimStart().startsWith('{') && hasManifestKeysInJson(text))
}

export function isJson(languageId: string): boolean {
  return languageId === 'json' || languageId === 'jsonc'
}

/** Known by name, because they may lack apiVersion and kind. */
const OWN_NAMES: ReadonlySet<string> = new Set([
  '.purser.yaml',
  'kustomization.yaml',
  'kustomization.yml',
  'Chart.yaml',
])

function hasManifestKeys(text: string): boolean {
  return /^(["']?)apiVersion\1[ \t]*:/m.test(text) && /^(["']?)kind\1[ \t]*:/m.test(text)
}

function hasManifestKeysInJson(text: string): boolean {
  return /"apiVersion"\s*:/.test(text) && /"kind"\s*:/.test(text)
}

/** Nothing but comments and document marks: somebody begins, and completion should be there. */
function isBlank(text: string): boolean {
  return !/^(?![ \t]*(?:#|---[ \t]*$|$))/m.test(text)
}
