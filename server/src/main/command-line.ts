import { isMainThread } from 'node:worker_threads'
import { run } from '../cli/run.ts'
import { expectLongRun, expectShortRun } from './engine.ts'
import { loadKnowledge } from './load.ts'
import { nodeIo } from './node-io.ts'
import { serve } from './threads.ts'

if (isMainThread && process.argv.includes('lsp')) expectLongRun()
else if (isMainThread) expectShortRun()

// `purser … | head` closes the pipe early; that is no fault of ours, and what was found stays what it is.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exit(2)
})
process.stderr.on('error', () => {})

try {
  // Not `exit`: what was written to a pipe may still be on its way.
  if (isMainThread) process.exitCode = await run(process.argv.slice(2), nodeIo(import.meta.filename), loadKnowledge())
  else serve()
} catch (error) {
  process.stderr.write(`purser: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
