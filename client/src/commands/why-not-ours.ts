import { type Candidate, isForServer, isJson } from '../documents.ts'

/** In Markdown: why the server never heard of a document. Undefined where it did: then it says itself what it sees. */
export function whyNotOurs(document: Candidate, hasOurScheme: boolean): string | undefined {
  const { languageId } = document
  if (!hasOurScheme) {
    return 'This is a read-only view of a file, such as one side of a comparison. Purser looks at files that you can edit.'
  }
  if (isForServer(document)) return undefined
  if (isJson(languageId)) {
    return 'This JSON has no `apiVersion` and `kind`, so it is not a Kubernetes manifest.'
  }
  const reason = REASONS.get(languageId) ?? 'Purser looks at YAML, and at JSON with `apiVersion` and `kind`.'
  return `The language mode of this file is \`${languageId}\`. ${reason}\n\nIf it is YAML all the same, choose YAML as its language mode in the status bar.`
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['helm', 'A Helm template becomes a manifest only when it is rendered, and Purser does not guess what comes out.'],
  ['dockercompose', 'A Compose file is not a Kubernetes manifest.'],
])
