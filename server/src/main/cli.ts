import { existsSync, mkdirSync } from 'node:fs'
import module from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Lets Node keep what it compiles: to compile the program anew takes a third of a short run. Not in the folder for all that Node would take,
 * where others could leave something for us. What says no is `NODE_DISABLE_COMPILE_CACHE=1`; Node 20 has no such cache.
 * https://nodejs.org/api/module.html#module-compile-cache
 */
function keepCompiled(): void {
  const { NODE_COMPILE_CACHE, NODE_DISABLE_COMPILE_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  const caches = XDG_CACHE_HOME || LOCALAPPDATA || join(homedir(), '.cache')
  const { enableCompileCache } = module as { readonly enableCompileCache?: (folder: string) => unknown }
  if (!enableCompileCache || NODE_COMPILE_CACHE || NODE_DISABLE_COMPILE_CACHE) return
  const own = join(caches, 'purser')
  // Step by step: where nothing can be made, as below /proc, Node would try for ever.
  for (const it of [caches, own]) if (!existsSync(it)) mkdirSync(it)
  enableCompileCache(own)
}

try {
  keepCompiled()
} catch {
  // Who has no home, or may not write there, as in some containers, does without.
}
await import('./command-line.ts')
