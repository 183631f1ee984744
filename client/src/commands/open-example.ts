import { Uri, window, workspace } from 'vscode'
import type { Context } from './context.ts'

/** A copy without a file: nobody's folder changes, and it can be spoilt at will. */
export async function openExample({ extensionUri }: Context): Promise<void> {
  const source = Uri.joinPath(extensionUri, 'client/walkthrough/example.yaml')
  const content = new TextDecoder().decode(await workspace.fs.readFile(source))
  await window.showTextDocument(await workspace.openTextDocument({ language: 'yaml', content }))
}
