import { commands, Disposable, EventEmitter, Uri, ViewColumn, window, workspace } from 'vscode'
import { currentEditor } from './current-editor.ts'
import { idOf, linkByName, pathOf, SCHEME, withHeading } from './explain-links.ts'
import type { Explanation } from './protocol.ts'
import type { Server } from './server.ts'

export interface Explanations extends Disposable {
  /** Shows what the server has under an id; false where it has nothing. */
  readonly showById: (id: string) => Promise<boolean>
  /** Shows a text that is about a place or a moment, and so has no id. */
  readonly show: (explanation: Explanation) => Promise<void>
}

/** Explanations are virtual documents that the built-in preview of Markdown shows; links lead from one to the next. */
export function registerExplanations(server: Server): Explanations {
  const changed = new EventEmitter<Uri>()
  const shown = new Map<string, string>()
  const registration = workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: async (uri, token) => {
      const known = shown.get(uri.toString())
      if (known !== undefined) return known
      const answer = await server.ask('purser/explain', { id: idOf(uri.path) }, token)
      return answer ? textOf(answer) : `Purser has no explanation of \`${idOf(uri.path)}\`.`
    },
  })
  const closing = workspace.onDidCloseTextDocument(({ uri }) => shown.delete(uri.toString()))

  async function showText(uri: Uri, text: string): Promise<void> {
    shown.set(uri.toString(), text)
    changed.fire(uri)
    await preview(uri)
  }

  return {
    showById: async (id) => {
      const answer = await server.ask('purser/explain', { id })
      if (!answer) return false
      await showText(uriOf(id), textOf(answer))
      return true
    },
    show: (explanation) => showText(uriOf(explanation.title), textOf(explanation)),
    dispose: () => Disposable.from(registration, closing, changed).dispose(),
  }
}

function uriOf(id: string): Uri {
  return Uri.from({ scheme: SCHEME, path: pathOf(id) })
}

function textOf({ title, markdown }: Explanation): string {
  return withHeading(title, linkByName(markdown))
}

/** Beside the manifest that is being read, if there is one: seen from there, the preview that is open is found again. */
async function preview(uri: Uri): Promise<void> {
  const editor = currentEditor()
  if (editor && editor !== window.activeTextEditor) {
    await window.showTextDocument(editor.document, { viewColumn: editor.viewColumn ?? ViewColumn.One })
  }
  try {
    await commands.executeCommand(editor ? 'markdown.showPreviewToSide' : 'markdown.showPreview', uri)
  } catch {
    // The built-in Markdown extension can be switched off.
    await window.showTextDocument(uri, { preview: true, viewColumn: ViewColumn.Beside })
  }
}
