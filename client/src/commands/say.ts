import { window } from 'vscode'
import { messageOf } from '../errors.ts'

type Action = readonly [title: string, run: () => unknown]

/** A message, perhaps with buttons. Nobody waits for it: it may stay until it is dismissed, and a command is done before. */
export function say(message: string, ...actions: readonly Action[]): void {
  const titles = actions.map(([title]) => title)
  window
    .showInformationMessage(message, ...titles)
    .then((chosen) => actions.find(([title]) => title === chosen)?.[1]())
    .then(undefined, (error: unknown) => window.showErrorMessage(`Purser could not do that: ${messageOf(error)}`))
}
