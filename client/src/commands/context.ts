import type { LogOutputChannel, Uri } from 'vscode'
import type { Explanations } from '../explain.ts'
import type { Server } from '../server.ts'

/** What a command has at hand. */
export interface Context {
  readonly server: Server
  readonly explanations: Explanations
  readonly log: LogOutputChannel
  readonly extensionUri: Uri
}

export type Handler = (context: Context, argument: unknown) => Promise<void> | void
