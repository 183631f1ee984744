import type { Versions } from '../config/config.ts'
import type { Index } from '../schema/definition.ts'
import { minorOf } from '../schema/version.ts'
import { explain } from './explain.ts'
import { helpText } from './help.ts'
import type { Io } from './io.ts'
import type { Knowledge } from './knowledge.ts'
import { lint } from './lint.ts'
import { notes } from './notes.ts'
import { readOptions } from './options.ts'

/** The command line without the machine under it: does what the arguments say and gives the exit code. */
export async function run(argv: readonly string[], io: Io, knowledge: Knowledge): Promise<number> {
  const versions = versionsOf(knowledge.catalogue.index)
  const command = readOptions(argv, versions)
  if ('misuse' in command) {
    io.error(`purser: ${command.misuse}\nTry purser --help\n`)
    return 2
  }
  switch (command.name) {
    case 'help':
      io.out(helpText(versions))
      return 0
    case 'version':
      io.out(`purser ${knowledge.version}, Kubernetes ${knowledge.catalogue.index.kubernetes}\n`)
      return 0
    case 'lint':
      return lint(command.options, io, knowledge, versions)
    case 'explain':
      return explain(command, io, knowledge, versions)
    case 'notes':
      return notes(command.options, io, knowledge)
    case 'lsp':
      return io.startServer()
  }
}

function versionsOf({ oldest, kubernetes }: Index): Versions {
  return { oldest: minorOf(oldest) ?? 0, newest: minorOf(kubernetes) ?? 0 }
}
