import { commands } from 'vscode'
import { currentEditor } from '../current-editor.ts'
import { isOurs } from '../synchronisation.ts'
import type { Context } from './context.ts'
import { say } from './say.ts'

/** One page about the file in front of somebody. */
export async function explainManifest({ explanations }: Context): Promise<void> {
  const document = currentEditor()?.document
  if (document && isOurs(document) && (await explanations.showManifest(document.uri))) return
  const why = () => commands.executeCommand('purser.whyNothing')
  say('There is no manifest here to explain. Open a YAML file with Kubernetes resources.', [
    'Why Is There Nothing Here?',
    why,
  ])
}
