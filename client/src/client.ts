import { type Disposable, type LogOutputChannel, workspace } from 'vscode'
import {
  type BaseLanguageClient,
  CloseAction,
  ErrorAction,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from 'vscode-languageclient'
import { currentMode } from './mode.ts'
import type { InitializationOptions, WebTexts } from './protocol.ts'
import { restartBudget } from './restarts.ts'
import { selectiveSynchronisation } from './synchronisation.ts'

/** What differs between the desktop and the browser. */
export interface Platform {
  /** A client that has not been started. */
  readonly createClient: (options: LanguageClientOptions) => Promise<BaseLanguageClient>
  /** Read once a start: what the server cannot read itself. */
  readonly readTexts?: () => Promise<WebTexts>
  /** Answers what the server asks of this platform. */
  readonly answer?: (client: BaseLanguageClient) => readonly Disposable[]
}

export interface Logs {
  readonly log: LogOutputChannel
  readonly trace: LogOutputChannel
}

/** A client that has not been started, and says nothing to people: faults go to the log and to the status item. */
export async function createClient(platform: Platform, { log, trace }: Logs): Promise<BaseLanguageClient> {
  const web = await platform.readTexts?.()
  const mayRestart = restartBudget(4, 180_000)
  const client: BaseLanguageClient = await platform.createClient({
    documentSelector: [
      { language: 'yaml' },
      { language: 'json' },
      { language: 'jsonc' },
      { language: 'markdown', pattern: '**/.purser/notes/*.md' },
    ],
    initializationOptions: (): InitializationOptions => ({
      mode: currentMode(),
      commandLinks: true,
      trusted: workspace.isTrusted,
      ...(web && { web }),
    }),
    outputChannel: log,
    traceOutputChannel: trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    markdown: { isTrusted: { enabledCommands: ['purser.explain'] }, supportHtml: false },
    middleware: selectiveSynchronisation(() => client),
    initializationFailedHandler: (error) => {
      log.error('The server could not be initialised.', String(error))
      return false
    },
    errorHandler: {
      error: (_error, _message, count) => ({
        action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
        handled: true,
      }),
      closed: () => {
        // A server that ends while it starts will do so again.
        if (client.state !== State.Running) return { ...DO_NOT_RESTART, message: 'The server ended while it started.' }
        if (!mayRestart()) return { ...DO_NOT_RESTART, message: 'The server ended too often. It is not started again.' }
        return { action: CloseAction.Restart, handled: true, message: 'The server ended unasked. It is started again.' }
      },
    },
  })
  // The client forces some notifications whatever it is told. A fault in the background is no reason to interrupt.
  const report = client.error.bind(client)
  client.error = (message, data) => report(message, data, false)
  return client
}

const DO_NOT_RESTART = { action: CloseAction.DoNotRestart, handled: true } as const
