import { type Disposable, type TextDocument, workspace } from 'vscode'
import { wakesServer } from './documents.ts'
import type { Server } from './server.ts'
import { asCandidate, hasOurScheme } from './synchronisation.ts'

/** Starts the server when the first manifest is opened, or a document becomes one. Listens only until then. */
export function wakeForManifests(server: Server): Disposable {
  const listeners: Disposable[] = []
  const dispose = () => {
    for (const it of listeners.splice(0)) it.dispose()
  }
  const look = (document: TextDocument) => {
    if (server.state() !== 'asleep') return dispose()
    if (!hasOurScheme(document) || !wakesServer(asCandidate(document), hasSchemasOfOwn(document))) return
    dispose()
    // A failure is in the log and in the status item.
    server.running().catch(() => undefined)
  }
  listeners.push(
    workspace.onDidOpenTextDocument(look),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) look(document)
    }),
  )
  for (const it of workspace.textDocuments) look(it)
  return { dispose }
}

function hasSchemasOfOwn({ uri }: TextDocument): boolean {
  return Object.keys(workspace.getConfiguration('purser', uri).get<object>('schemas', {})).length > 0
}
