import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { Cache } from '../cli/io.ts'
import { replaceFile } from './replace.ts'

/**
 * The folder of the user's own for what saves time the next time; made if need be, for nobody else to read. Not one for all
 * users, where others could leave something for us.
 * https://specifications.freedesktop.org/basedir-spec/latest/
 * @throws where there is no home, or nothing may be written in it.
 */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  const caches = [XDG_CACHE_HOME, LOCALAPPDATA, join(homedir(), '.cache')].find((it) => it && isAbsolute(it))
  if (!caches) throw new Error('there is no home')
  const own = join(caches, 'purser')
  // Step by step: where nothing can be made, as below /proc, Node would try for ever.
  for (const it of [caches, own]) if (!existsSync(it)) mkdirSync(it, { mode: 0o700 })
  return own
}

/** What `build` of the program keeps there: another build does not see it. What cannot be read or written is as if it were not there. */
export function cacheOf(build: () => string): Cache {
  let known: string | undefined
  const fileOf = (name: string) => {
    known ??= build()
    return join(cacheFolder(), `${name}${ENDING}.${known}`)
  }
  return {
    read: (name) => attempt((): unknown => deserialize(readFileSync(fileOf(name)))),
    write: (name, value) =>
      void attempt(() => {
        removeOld(cacheFolder())
        replaceFile(fileOf(name), serialize(value), 0o600)
      }),
  }
}

/** Of folders that are gone, and of builds. */
function removeOld(folder: string): void {
  const now = Date.now()
  for (const name of readdirSync(folder)) {
    const file = join(folder, name)
    if (name.includes(ENDING)) attempt(() => now - statSync(file).mtimeMs > MOST_AGE && rmSync(file, { force: true }))
  }
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}

const ENDING = '.v8'
const MOST_AGE = 30 * 24 * 60 * 60 * 1000
