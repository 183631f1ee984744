import { type ExtensionContext, window } from 'vscode'
import type { Platform } from './client.ts'
import { registerCommands } from './commands/register.ts'
import { registerExplanations } from './explain.ts'
import { followNotes } from './follow-notes.ts'
import { followMode } from './mode.ts'
import { createServer, type Server } from './server.ts'
import { registerStatus } from './status.ts'
import { traceChannel } from './trace.ts'
import { wakeForManifests } from './wake.ts'

/** What both platforms share. Nothing here waits: the server is started by the first manifest or the first command. */
export function activateWith(context: ExtensionContext, platform: Platform): Server {
  const log = window.createOutputChannel('Purser', { log: true })
  const trace = traceChannel(log)
  const server = createServer(platform, { log, trace })
  const explanations = registerExplanations(server)
  context.subscriptions.push(
    log,
    trace,
    server,
    explanations,
    registerCommands({ server, explanations, log, extensionUri: context.extensionUri }),
    registerStatus(server),
    followMode(server),
    followNotes(server),
    wakeForManifests(server),
  )
  return server
}
