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

/** Waits until `get` answers something. The test's own time limit ends the wait. */
export async function until<T>(get: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const value = await get()
    if (value !== undefined && value !== false) return value
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Our problems in a file, as soon as there are any. */
export function problemsOf(uri: Uri): Promise<readonly Diagnostic[]> {
  return until(() => {
    const ours = languages.getDiagnostics(uri).filter((it) => it.source?.toLowerCase() === 'purser')
    return ours.length > 0 && ours
  })
}

/** The codes of our problems in a file, as they are now. */
export function codesIn(uri: Uri): readonly string[] {
  return languages
    .getDiagnostics(uri)
    .filter((it) => it.source === 'purser')
    .map((it) => String(typeof it.code === 'object' ? it.code.value : it.code))
}
