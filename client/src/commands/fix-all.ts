import { window, workspace } from 'vscode'
import type { FixAll } from '../protocol.ts'
import type { Server } from '../server.ts'
import { isOurs } from '../synchronisation.ts'
import type { Context } from './context.ts'
import { counted } from './counts.ts'
import { say } from './say.ts'

export async function fixAllInFile({ server }: Context): Promise<void> {
  const document = window.activeTextEditor?.document
  if (!document) return
  const name = workspace.asRelativePath(document.uri)
  const answer = isOurs(document) ? await server.ask('purser/fixAll', { uri: document.uri.toString() }) : undefined
  if (!answer || answer.fixed === 0) {
    say(`Nothing in ${name} can be fixed safely.`)
    return
  }
  if (await apply(server, answer)) {
    window.setStatusBarMessage(`Purser fixed ${counted(answer.fixed, 'problem')} in ${name}`, 5000)
  }
}

export async function fixAllInWorkspace({ server }: Context): Promise<void> {
  const answer = await server.ask('purser/fixAll', {})
  if (answer.fixed === 0) {
    say('Nothing in the workspace can be fixed safely.')
    return
  }
  if (!(await apply(server, answer))) return
  const message = `Fixed ${counted(answer.fixed, 'problem')} in ${counted(answer.files, 'file')}. Nothing is saved yet.`
  say(message, ['Save All', () => workspace.saveAll(false)])
}

async function apply(server: Server, { edit }: FixAll): Promise<boolean> {
  const client = await server.running()
  // Computed on an older text than the one that is open now, the edit would hit the wrong places.
  const isCurrent = client.validateWorkspaceEdit(edit)
  if (isCurrent && (await workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(edit)))) return true
  say('The files changed meanwhile, so nothing was fixed. Try again.')
  return false
}
