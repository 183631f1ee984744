import { type QuickPickItem, SnippetString, type TextEditor, Uri, window, workspace } from 'vscode'
import type { ManifestKind } from '../protocol.ts'
import type { Context } from './context.ts'
import { freeName } from './free-name.ts'

/** A skeleton with tab stops, in the empty YAML file that is open or in a new one. */
export async function newManifest({ server }: Context): Promise<void> {
  const kinds = server.ask('purser/manifestKinds', {}).then((all) => all.map(asItem))
  const kind = await window.showQuickPick(kinds, {
    placeHolder: 'What should the manifest describe?',
    matchOnDescription: true,
    matchOnDetail: true,
  })
  if (!kind) return
  const manifest = await server.ask('purser/newManifest', { id: kind.id })
  if (!manifest) throw new Error(`there is no skeleton for ${kind.label}.`)
  const editor = emptyEditor() ?? (await openNew(manifest.fileName))
  await editor.insertSnippet(new SnippetString(manifest.snippet))
}

function asItem({ id, label, description, detail }: ManifestKind): QuickPickItem & { readonly id: string } {
  return { id, label, description, detail }
}

function emptyEditor(): TextEditor | undefined {
  const editor = window.activeTextEditor
  return editor?.document.languageId === 'yaml' && editor.document.getText().trim() === '' ? editor : undefined
}

async function openNew(fileName: string): Promise<TextEditor> {
  const taken = new Set(workspace.textDocuments.map((it) => it.uri.toString()))
  const name = freeName(fileName, (it) => taken.has(untitled(it).toString()))
  return window.showTextDocument(await workspace.openTextDocument(untitled(name)))
}

/** Without a folder, so that saving asks for one and can overwrite nothing. */
function untitled(name: string): Uri {
  return Uri.from({ scheme: 'untitled', path: name })
}
