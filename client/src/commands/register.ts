import { commands, Disposable, window } from 'vscode'
import { messageOf } from '../errors.ts'
import { chooseVersion } from './choose-version.ts'
import type { Context, Handler } from './context.ts'
import { disableRule } from './disable-rule.ts'
import { explain } from './explain.ts'
import { explainField } from './explain-field.ts'
import { explainManifest } from './explain-manifest.ts'
import { fixAllInFile, fixAllInWorkspace } from './fix-all.ts'
import { lintFile } from './lint-file.ts'
import { lintWorkspace } from './lint-workspace.ts'
import { newManifest } from './new-manifest.ts'
import { openExample } from './open-example.ts'
import type { CommandId } from './table.ts'
import { whyNothing } from './why-nothing.ts'

const handlers: Readonly<Record<CommandId, Handler>> = {
  'purser.explainField': explainField,
  'purser.explainManifest': explainManifest,
  'purser.explain': explain,
  'purser.lintFile': lintFile,
  'purser.lintWorkspace': lintWorkspace,
  'purser.fixAllFile': fixAllInFile,
  'purser.fixAllWorkspace': fixAllInWorkspace,
  'purser.newManifest': newManifest,
  'purser.openExample': openExample,
  'purser.chooseVersion': chooseVersion,
  'purser.whyNothing': whyNothing,
  'purser.restartServer': ({ server }) => server.restart(),
  'purser.showLogs': ({ log }) => log.show(),
  'purser.disableRule': disableRule,
}

export function registerCommands(context: Context): Disposable {
  const registrations = Object.entries(handlers).map(([id, handler]) =>
    commands.registerCommand(id, (argument: unknown) => run(id, handler, context, argument)),
  )
  return Disposable.from(...registrations)
}

/** Somebody asked for this and waits, so that a fault is said aloud. */
async function run(id: string, handler: Handler, context: Context, argument: unknown): Promise<void> {
  try {
    await handler(context, argument)
  } catch (error) {
    context.log.error(`${id} failed.`, error instanceof Error ? (error.stack ?? error.message) : String(error))
    window.showErrorMessage(`Purser could not do that: ${messageOf(error)}`, 'Show Logs').then((choice) => {
      if (choice) context.log.show()
    })
  }
}
