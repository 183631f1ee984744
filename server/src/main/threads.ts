import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parentPort, Worker } from 'node:worker_threads'
import { type Answer, answering, type Helper, type Request } from '../cli/helper.ts'
import type { Io } from '../cli/io.ts'
import { startShift } from '../cli/shift.ts'
import { isBundle, loadKnowledge } from './load.ts'
import { nodeIo } from './node-io.ts'

/** None where we run from sources, which a thread cannot load by itself. */
export function helpers(): Io['helpers'] {
  if (!isBundle) return undefined
  return { best: availableParallelism() - 1, start: startHelper }
}

/** Starts a thread with the same bundle, which finds out that it is a helper and calls `serve`. */
function startHelper(): Helper {
  const worker = new Worker(join(import.meta.dirname, 'cli.mjs'), {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  })
  const asked: { readonly resolve: (answer: never) => void; readonly reject: (reason: unknown) => void }[] = []
  let fault: unknown
  const fail = (reason: unknown) => {
    fault ??= reason
    for (const { reject } of asked.splice(0)) reject(reason)
  }
  worker.on('message', (answer) => asked.shift()?.resolve(answer as never))
  worker.on('error', fail)
  worker.on('messageerror', fail)
  worker.on('exit', (code) => fail(new Error(`the thread ended with ${code}`)))
  const ask = <T>(request: Request) =>
    new Promise<T>((resolve, reject) => {
      if (fault !== undefined) return reject(fault)
      asked.push({ resolve, reject })
      worker.postMessage(request)
    })
  return {
    begin: (order) => worker.postMessage({ begin: order } satisfies Request),
    read: (queue) => ask({ read: queue }),
    finish: (index) => ask({ finish: index }),
    end: () => void worker.terminate(),
  }
}

/** The other side. */
export function serve(): void {
  const answer = answering((order) => startShift(nodeIo(), loadKnowledge(), order))
  parentPort?.on('message', (request: Request) => {
    const said: Answer = answer(request)
    if (said) parentPort?.postMessage(said)
  })
}

/** What a file leaves behind is gone before it grows old: more room costs memory and gains nothing. */
const YOUNG_MEGABYTES = 12
