import { window, workspace } from 'vscode'
import { isOurs } from '../synchronisation.ts'
import type { Context } from './context.ts'
import { say } from './say.ts'
import { sayCounts } from './say-counts.ts'

export async function lintFile({ server }: Context): Promise<void> {
  const document = window.activeTextEditor?.document
  if (!document) return
  const name = workspace.asRelativePath(document.uri)
  if (!isOurs(document)) {
    say(`${name} is not a Kubernetes manifest.`)
    return
  }
  sayCounts(await server.ask('purser/lintFile', { uri: document.uri.toString() }), `in ${name}`)
}
