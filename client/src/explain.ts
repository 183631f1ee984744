import { commands, Disposable, EventEmitter, TabInputWebview, Uri, ViewColumn, window, workspace } from 'vscode'
import { currentEditor } from './current-editor.ts'
import { backLink, idOf, linkByName, pathOf, SCHEME, withHeading } from './explain-links.ts'
import type { Explanation } from './protocol.ts'
import type { Server } from './server.ts'
import { createTrail } from './trail.ts'

export interface Explanations extends Disposable {
  /** Shows what the server has under an id; false where it has nothing. */
  readonly showById: (id: string) => Promise<boolean>
  /** Shows the page about a whole file, which follows the file; false where there is nothing to say. */
  readonly showManifest: (file: Uri) => Promise<boolean>
  /** Shows a text that is about a place or a moment, and so has no id. */
  readonly show: (explanation: Explanation) => Promise<void>
}

/** Explanations are virtual documents that the built-in preview of Markdown shows; links lead from one to the next. */
export function registerExplanations(server: Server): Explanations {
  const changed = new EventEmitter<Uri>()
  const shown = new Map<string, string>()
  /** The files that pages are about, by the address of the page. */
  const files = new Map<string, Uri>()
  const trail = createTrail()

  /** The text of a page that is read now, with a way back. */
  function textOf(uri: Uri, { title, markdown }: Explanation): string {
    const before = trail.visit({ path: uri.path, title: title.replaceAll('`', '') })
    return backLink(before) + withHeading(title, linkByName(markdown))
  }

  const registration = workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: async (uri, token) => {
      const known = shown.get(uri.toString())
      if (known !== undefined) return known
      const file = files.get(uri.toString())
      const answer = file
        ? await server.ask('purser/explainManifest', { uri: file.toString() }, token)
        : await server.ask('purser/explain', { id: idOf(uri.path) }, token)
      return answer ? textOf(uri, answer) : `Purser has no explanation of \`${idOf(uri.path)}\`.`
    },
  })
  const closing = workspace.onDidCloseTextDocument(({ uri }) => shown.delete(uri.toString()))
  let listeners: readonly Disposable[] = []
  let waiting: ReturnType<typeof setTimeout> | undefined

  /** From the first page on: a window that shows none pays nothing. */
  function listen(): void {
    if (listeners.length > 0) return
    listeners = [
      // A page that is still in memory is not asked for again: then the tab alone says that somebody went back to it.
      window.tabGroups.onDidChangeTabs((event) => {
        for (const { input, label } of event.changed) {
          const step = input instanceof TabInputWebview && trail.find(({ path }) => label.endsWith(path.slice(1)))
          if (step) trail.visit(step)
        }
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        const page = [...files].find(([, file]) => file.toString() === document.uri.toString())?.[0]
        if (page === undefined || !workspace.textDocuments.some((it) => it.uri.toString() === page)) return
        clearTimeout(waiting)
        waiting = setTimeout(() => {
          shown.delete(page)
          changed.fire(Uri.parse(page))
        }, FOLLOW_AFTER)
      }),
    ]
  }

  /** Called after the file; of two files of one name the second says its folder too. */
  function pageOf(file: Uri): Uri {
    const [name = '', ...folders] = workspace.asRelativePath(file).split('/').reverse()
    const short = uriOf(`${name} explained`)
    const taken = files.get(short.toString())
    return !taken || taken.toString() === file.toString()
      ? short
      : uriOf(`${name} in ${folders.reverse().join(' ')} explained`)
  }

  async function showText(uri: Uri, answer: Explanation): Promise<void> {
    listen()
    shown.set(uri.toString(), textOf(uri, answer))
    changed.fire(uri)
    await preview(uri)
  }

  return {
    showById: async (id) => {
      const answer = await server.ask('purser/explain', { id })
      if (!answer) return false
      await showText(uriOf(id), answer)
      return true
    },
    showManifest: async (file) => {
      const answer = await server.ask('purser/explainManifest', { uri: file.toString() })
      if (!answer) return false
      const uri = pageOf(file)
      files.set(uri.toString(), file)
      await showText(uri, answer)
      return true
    },
    show: (explanation) => showText(uriOf(explanation.title), explanation),
    dispose: () => {
      clearTimeout(waiting)
      Disposable.from(registration, closing, changed, ...listeners).dispose()
    },
  }
}

/** Milliseconds after the last key: a page that jumps while somebody types is no help. */
const FOLLOW_AFTER = 800

function uriOf(id: string): Uri {
  return Uri.from({ scheme: SCHEME, path: pathOf(id) })
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
