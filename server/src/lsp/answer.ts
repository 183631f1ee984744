import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver'
import type { Session } from './session.ts'

/**
 * Answers a question from the state as it was when the question came. First it lets waiting messages in, so that a
 * cancelled question costs nothing; then it computes without a pause. A bug in one feature is logged and costs this one
 * answer, not the server.
 */
export async function answer<T>(
  { connection, platform }: Pick<Session, 'connection' | 'platform'>,
  token: CancellationToken,
  nothing: T,
  compute: () => T,
): Promise<T> {
  // One message comes in a pause: the one behind the question, and the one behind that.
  await platform.pause()
  await platform.pause()
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled')
  return orLog(connection, nothing, compute)
}

/** What `compute` gives, or `nothing` and a line in the log if it has a bug. */
export function orLog<T>(connection: Connection, nothing: T, compute: () => T): T {
  try {
    return compute()
  } catch (error) {
    connection.console.error(describeError(error))
    return nothing
  }
}

/** Does what takes time and nobody waits for. A bug in it is logged; unheard, it would end the process. */
export function inBackground(connection: Connection, action: () => Promise<void>): void {
  action().catch((error: unknown) => connection.console.error(describeError(error)))
}

export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
