import { run } from '../cli/run.ts'
import { loadCatalogue, loadNotes, loadVersion } from './load.ts'
import { nodeIo } from './node-io.ts'
import { expectShortRun } from './short-run.ts'

// A server lives long.
if (!process.argv.includes('lsp')) expectShortRun()

// `purser … | head` closes the pipe early; that is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2))

try {
  const knowledge = { catalogue: loadCatalogue(), notes: loadNotes, version: loadVersion() }
  // Not `exit`: what was written to a pipe may still be on its way.
  process.exitCode = await run(process.argv.slice(2), nodeIo(), knowledge)
} catch (error) {
  process.stderr.write(`purser: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
