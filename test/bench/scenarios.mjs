/**
 * What is done to one server after the other, so that what is compared was measured within the same minute.
 *
 * @import { Definition, Server } from './client.mjs'
 * @import { Sample } from './measure.mjs'
 * @import { File } from './targets.mjs'
 * @typedef {{ definition: Definition, figures: Map<string, number>, isPeer: boolean }} Contestant
 * @typedef {{ cold: number, open: number, warm: number, key: number, hover: number, completion: number, burst: boolean,
 *   milliseconds: number }} Samples
 * @typedef {{ name: string, skip?: string, run: (contestant: Contestant) => Promise<void> }} Scenario
 *   `skip` is why the peer is not measured
 */
import { SETTLING, startServer } from './client.mjs'
import { coldStart, openAndClose, openDocument, openWrong } from './measure.mjs'
import { median, quantile } from './report.mjs'
import { EDITS, FILES, GROWN, LARGE } from './targets.mjs'

/** @param {Samples} most @param {ReadonlyMap<string, string>} skips @returns {readonly Scenario[]} */
export function scenarios(most, skips) {
  return [
    { name: 'cold start', run: measureStart },
    ...FILES.map((file) => ({ name: file.lines, run: (/** @type {Contestant} */ it) => measureFile(it, file) })),
    { name: 'memory', run: measureMemory },
  ].map((it) => ({ ...it, skip: skips.get(it.name) }))

  /** @param {Contestant} contestant */
  async function measureStart({ definition, figures }) {
    const colds = await samples(most.cold, () => coldStart(definition))
    put(figures, 'cold/cpu', median(colds.map((it) => it.cpu)))
    put(figures, 'cold/wall', median(colds.map((it) => it.wall)))
    put(figures, 'memory/start', median(colds.map((it) => it.memory)))
  }

  /** In a process of its own: none profits from what was compiled for another file. @param {Contestant} it @param {File} file */
  function measureFile({ definition, figures, isPeer }, { id, name, text, number, completed }) {
    return withServer(definition, [], async (server) => {
      // As a person opens file after file. The first finds a server that has compiled little.
      const opens = await samples(most.open, (i) => openAndClose(server, `${i}-${name}`, text()))
      put(figures, `opens/${id}`, opens[0]?.cpu)
      put(figures, `open/${id}`, median(opens.slice(1).map((it) => it.cpu)))
      const document = await openDocument(server, name, text(), number)
      put(figures, `first/${id}`, (await document.key()).cpu)
      // Until the compilers of Node know the way: people type more than a few keys.
      await samples(most.warm, document.press)
      const keys = await samples(most.key, document.key)
      put(figures, `key/${id}`, median(keys.map((it) => it.cpu)))
      if (keys.length >= FEWEST_FOR_TAIL)
        put(
          figures,
          `tail/${id}`,
          quantile(
            keys.map((it) => it.cpu),
            0.95,
          ),
        )
      put(figures, `wall/${id}`, wallOf(keys))
      if (id === GROWN) {
        const small = figures.get(`key/${FILES[0]?.id}`)
        if (small !== undefined) put(figures, 'growth', (figures.get(`key/${id}`) ?? Number.NaN) / small)
      }
      if (id !== LARGE) return
      await samples(most.hover / 5, document.hover)
      put(figures, 'hover', wallOf(await samples(most.hover, document.hover)))
      put(figures, 'hover/key', wallOf(await samples(most.hover / 2, document.hoverAfterKey)))
      await samples(most.completion / 5, document.completion)
      put(figures, 'completion', wallOf(await samples(most.completion, document.completion)))
      const completions = await samples(most.completion, () => document.completionAfterKey(completed))
      put(figures, 'completion/key', wallOf(completions))
      if (isPeer && !most.burst) return
      const { settle, cpu, hovers } = await document.burst()
      put(figures, 'burst/settle', settle)
      put(figures, 'burst/cpu', cpu)
      put(figures, 'burst/hover', quantile(hovers, 0.95))
    })
  }

  /** @param {Contestant} contestant */
  function measureMemory({ definition, figures, isPeer }) {
    const file = FILES.find((it) => it.id === LARGE)
    if (!file) throw new Error('there is no large file')
    return withServer(definition, SETTLING, async (server) => {
      const document = await openDocument(server, file.name, file.text(), file.number)
      await document.edits(100)
      put(figures, 'memory/edits', server.memory())
      await server.settle()
      put(figures, 'memory/settled', server.memory())
      if (isPeer && skips.has('1,000 edits')) return
      // Until V8 has given its young generation the size that it keeps, and compiled what is used: that grows once and is no leak.
      await document.edits(EDITS)
      put(figures, 'memory/many', server.memory())
      await server.settle()
      const before = server.memory()
      await document.edits(EDITS)
      await server.settle()
      put(figures, 'memory/growth', 100 * (server.memory() / before - 1))
    })
  }

  /** A slow server gives fewer, though never under three. @template T @param {number} count @param {(i: number) => Promise<T>} take */
  async function samples(count, take) {
    const end = performance.now() + most.milliseconds
    /** @type {T[]} */
    const taken = []
    while (taken.length < count && (taken.length < 3 || performance.now() < end)) taken.push(await take(taken.length))
    return taken
  }
}

/** Fewer samples have no tail. */
const FEWEST_FOR_TAIL = 15

/** @param {Definition} definition @param {readonly string[]} flags @param {(server: Server) => Promise<void>} action */
async function withServer(definition, flags, action) {
  const server = await startServer(definition, flags)
  try {
    await openWrong(server)
    await action(server)
  } finally {
    await server.stop()
  }
}

/** @param {Map<string, number>} figures @param {string} id @param {number | undefined} value */
function put(figures, id, value) {
  if (value !== undefined) figures.set(id, value)
}

/** @param {readonly Sample[]} samples */
function wallOf(samples) {
  return median(samples.map((it) => it.wall))
}
