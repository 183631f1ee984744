import { Disposable, extensions, workspace } from 'vscode'
import { chooseMode } from './coexistence.ts'
import type { Mode } from './protocol.ts'
import type { Server } from './server.ts'

export function currentMode(): Mode {
  const setting = workspace.getConfiguration('purser').get<string>('mode')
  return chooseMode(setting, (it) => extensions.getExtension(it) !== undefined)
}

/** The server learns its mode when it starts, so that another mode is another start. */
export function followMode(server: Server): Disposable {
  let known = currentMode()
  const check = () => {
    const mode = currentMode()
    if (mode === known) return
    known = mode
    // A failure is in the log and in the status item.
    if (server.state() !== 'asleep') server.restart().catch(() => undefined)
  }
  return Disposable.from(
    extensions.onDidChange(check),
    workspace.onDidChangeConfiguration((it) => {
      if (it.affectsConfiguration('purser.mode')) check()
    }),
  )
}
