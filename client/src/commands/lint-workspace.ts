import { ProgressLocation, window } from 'vscode'
import type { WorkspaceCounts } from '../protocol.ts'
import type { Context } from './context.ts'
import { counted } from './counts.ts'
import { sayCounts } from './say-counts.ts'

export async function lintWorkspace(context: Context): Promise<void> {
  const counts = await lintWithProgress(context)
  if (!counts) return
  const where = `in ${counted(counts.files, 'file')}`
  sayCounts(counts, counts.cancelled ? `${where}, before it was cancelled` : where)
}

async function lintWithProgress({ server }: Context): Promise<WorkspaceCounts | undefined> {
  const options = { location: ProgressLocation.Notification, title: 'Purser: linting', cancellable: true }
  return window.withProgress(options, async (progress, token) => {
    const client = await server.running()
    // Loaded with the server: a static import would make every window pay for the language client.
    const { WorkDoneProgress } = await import('vscode-languageclient')
    const workDoneToken = globalThis.crypto.randomUUID()
    let reported = 0
    const listener = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
      if (value.kind === 'end') return
      const percentage = value.percentage ?? reported
      progress.report({ increment: percentage - reported, ...(value.message && { message: value.message }) })
      reported = percentage
    })
    try {
      return await server.ask('purser/lintWorkspace', { workDoneToken }, token)
    } catch (error) {
      // A server may answer a cancelled question with an error: there is nothing to say then.
      if (token.isCancellationRequested) return undefined
      throw error
    } finally {
      listener.dispose()
    }
  })
}
