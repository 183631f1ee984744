import { commands } from 'vscode'
import type { Counts } from '../protocol.ts'
import { countsInWords, sentence } from './counts.ts'
import { say } from './say.ts'

/** `where` follows the counts: `in web.yaml`. */
export function sayCounts(counts: Counts, where: string): void {
  const message = sentence(`${countsInWords(counts)} ${where}`)
  if (counts.problems === 0) say(message)
  else say(message, ['Show Problems', () => commands.executeCommand('workbench.actions.view.problems')])
}
