import { currentEditor } from '../current-editor.ts'
import { asCandidate, hasOurScheme } from '../synchronisation.ts'
import type { Context } from './context.ts'
import { say } from './say.ts'
import { whyNotOurs } from './why-not-ours.ts'

const TITLE = 'What Purser sees here'

export async function whyNothing({ server, explanations }: Context): Promise<void> {
  const document = currentEditor()?.document
  if (!document) {
    say('Open the file that you wonder about, then ask again.')
    return
  }
  const reason = whyNotOurs(asCandidate(document), hasOurScheme(document))
  const markdown = reason ?? (await server.ask('purser/status', { uri: document.uri.toString() }))?.detail
  if (markdown !== undefined) await explanations.show({ title: TITLE, markdown })
}
