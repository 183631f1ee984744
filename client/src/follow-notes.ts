import { commands, type Disposable } from 'vscode'
import type { Server } from './server.ts'

/** Brings up the tree of notes once the server is in use: a window without manifests has no such tree. */
export function followNotes(server: Server): Disposable {
  let view: Disposable | undefined
  let isDisposed = false
  const look = () => {
    if (server.state() === 'asleep') return
    listener.dispose()
    commands.executeCommand('setContext', 'purser.inUse', true)
    import('./notes-view.ts').then(({ createNotesView }) => {
      if (!isDisposed) view = createNotesView(server)
    })
  }
  const listener = server.onDidChange(look)
  return {
    dispose: () => {
      isDisposed = true
      listener.dispose()
      view?.dispose()
    },
  }
}
