import fc from 'fast-check'

/**
 * Properties look at the same random values on every machine, so that a run says something about a change and not about
 * luck. `PURSER_SEED=random` looks elsewhere each time, `PURSER_SEED=N` again where a failure was printed.
 */
const seed = process.env.PURSER_SEED ?? '20261121'
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) })
