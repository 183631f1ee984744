import { type CancellationToken, type Disposable, type Event, EventEmitter, workspace } from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import type { Logs, Platform } from './client.ts'
import { type Questions, STATUS_CHANGED, TRUSTED } from './protocol.ts'

/** The language server as the rest of the client sees it: started when it is first needed, one at a time. */
export interface Server {
  readonly state: () => State
  /** Its state, or what it says of the files. */
  readonly onDidChange: Event<void>
  /** Starts it unless it runs; rejects where it cannot be started. */
  readonly running: () => Promise<BaseLanguageClient>
  readonly ask: <Method extends keyof Questions>(
    method: Method,
    params: Questions[Method][0],
    token?: CancellationToken,
  ) => Promise<Questions[Method][1]>
  readonly restart: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly dispose: () => void
}

export type State = 'asleep' | 'starting' | 'running' | 'failed'

export function createServer(platform: Platform, logs: Logs): Server {
  const { log } = logs
  const changed = new EventEmitter<void>()
  let state: State = 'asleep'
  let started: Promise<Started> | undefined
  let starts = 0

  function enter(next: State): void {
    if (next === state) return
    state = next
    changed.fire()
  }

  async function running(): Promise<BaseLanguageClient> {
    started ??= start()
    return (await started).client
  }

  async function start(): Promise<Started> {
    starts += 1
    const own = starts
    // One that is stopped while it starts goes on for a while, and is no longer what people see.
    const enterOwn = (next: State) => {
      if (own === starts && started !== undefined) enter(next)
    }
    enter('starting')
    let client: BaseLanguageClient | undefined
    try {
      // Loaded only now: the language client is most of the code, and most windows never need it.
      const { createClient } = await import('./client.ts')
      client = await createClient(platform, logs)
      const listeners = [
        client.onNotification(STATUS_CHANGED, () => changed.fire()),
        ...(platform.answer?.(client) ?? []),
      ]
      await client.start()
      const running = client
      listeners.push(
        workspace.onDidGrantWorkspaceTrust(() => void running.sendNotification(TRUSTED, {}).catch(() => undefined)),
      )
      listeners.push(client.onDidChangeState(({ newState }) => enterOwn(STATES[newState] ?? 'failed')))
      enterOwn('running')
      return { client, listeners }
    } catch (error) {
      log.error('The server could not be started.', String(error))
      enterOwn('failed')
      // It has nothing to stop, and says so; but it must not come to life later, beside the next one.
      await client?.dispose().catch(() => undefined)
      throw error
    }
  }

  async function stop(): Promise<void> {
    const ending = started
    started = undefined
    enter('asleep')
    await ending?.then(end).catch((error: unknown) => log.warn('The server did not stop in good order.', String(error)))
  }

  return {
    state: () => state,
    onDidChange: changed.event,
    running,
    ask: async (method, params, token) => (await running()).sendRequest(method, params, token),
    restart: async () => {
      await stop()
      await running()
    },
    stop,
    dispose: () => changed.dispose(),
  }
}

interface Started {
  readonly client: BaseLanguageClient
  readonly listeners: readonly Disposable[]
}

/** By the numbers of `State` in vscode-languageclient, which is not loaded yet when this file is. */
const STATES: Readonly<Record<number, State>> = { 1: 'failed', 2: 'running', 3: 'starting', 4: 'failed' }

async function end({ client, listeners }: Started): Promise<void> {
  for (const it of listeners) it.dispose()
  await client.dispose()
}
