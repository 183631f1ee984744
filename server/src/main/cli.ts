import module from 'node:module'
import { cacheFolder } from './cache.ts'

/**
 * Lets Node keep what it compiles: to compile the program anew takes a third of a short run. Not in the
 * folder for all users that Node would take. What says no is `NODE_DISABLE_COMPILE_CACHE=1`; Node 20 has no such cache.
 * https://nodejs.org/api/module.html#module-compile-cache
 */
function keepCompiled(): void {
  const { NODE_COMPILE_CACHE, NODE_DISABLE_COMPILE_CACHE } = process.env
  const { enableCompileCache } = module as { readonly enableCompileCache?: (folder: string) => unknown }
  if (!enableCompileCache || NODE_COMPILE_CACHE || NODE_DISABLE_COMPILE_CACHE) return
  enableCompileCache(cacheFolder())
}

try {
  keepCompiled()
} catch {
  // Who has no home, or may not write there, as in some containers, does without.
}
await import('./command-line.ts')
