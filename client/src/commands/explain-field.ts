import { commands, window } from 'vscode'
import { isOurs } from '../synchronisation.ts'
import type { Context } from './context.ts'
import { say } from './say.ts'

export async function explainField({ server, explanations }: Context): Promise<void> {
  const editor = window.activeTextEditor
  if (!editor) return
  const { document, selection } = editor
  const answer = isOurs(document)
    ? await server.ask('purser/explain', {
        uri: document.uri.toString(),
        position: { line: selection.active.line, character: selection.active.character },
      })
    : null
  if (answer) return explanations.show(answer)

  const message = 'Nothing to explain here. Put the cursor on a field or a value of a Kubernetes manifest.'
  say(message, ['Explain…', () => commands.executeCommand('purser.explain')])
}
