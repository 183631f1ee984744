import assert from 'node:assert/strict'
import { type Diagnostic, type Extension, extensions, languages, type TextEditor, Uri, window, workspace } from 'vscode'

/** The extension under test. */
export function purser(): Extension<unknown> {
  const found = extensions.all.find((it) => it.packageJSON.name === 'purser')
  assert.ok(found, 'the extension is installed')
  return found
}

/** A file of the copy of `examples/` that is open. */
export function exampleUri(path: string): Uri {
  const folder = workspace.workspaceFolders?.[0]
  assert.ok(folder, 'a folder is open')
  return Uri.joinPath(folder.uri, path)
}

export async function openExample(path: string): Promise<TextEditor> {
  return window.showTextDocument(exampleUri(path))
}

/** Waits until `get` answers something; gives up before the test's own limit, so that no wait goes on behind later tests. */
export async function until<T>(get: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const deadline = Date.now() + PATIENCE
  for (;;) {
    const value = await get()
    if (value !== undefined && value !== false) return value
    if (Date.now() > deadline) throw new Error(`waited in vain for ${get}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Less than the limit in index.ts. */
const PATIENCE = 18_000

/** Our problems in a file, as soon as there are any. */
export function problemsOf(uri: Uri): Promise<readonly Diagnostic[]> {
  return until(() => {
    const found = ours(uri)
    return found.length > 0 && found
  })
}

/** Our problems in a file, as they are now. */
export function ours(uri: Uri): readonly Diagnostic[] {
  return languages.getDiagnostics(uri).filter((it) => it.source === 'purser')
}

/** Their codes. */
export function codesIn(uri: Uri): readonly string[] {
  return ours(uri).map(codeOf)
}

export function codeOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code)
}
