import { type At, field, textAt } from './at.ts'
import { change } from './fixes.ts'
import type { Say } from './row.ts'

/** Paths to files as the API server checks them, without a look at any file system. */

/** No `..` between its slashes. */
export function withoutBacksteps(path: string): string | undefined {
  return path.split('/').includes('..') ? 'may not go up with `..`' : undefined
}

/** Below a folder, whichever that is: relative, and nowhere up. */
export function descending(path: string): readonly string[] {
  const absolute = path.startsWith('/') ? ['starts at the root: leave the first `/` away'] : []
  const up = withoutBacksteps(path)
  return up === undefined ? absolute : [...absolute, up]
}

/** The same, and not starting with `..`, which the kubelet keeps for itself. */
export function checkFile(holder: At, name: string, say: Say): void {
  const path = textAt(holder, name)
  if (path === undefined || path === '') return
  const faults = descending(path)
  const reserved = path.startsWith('..') && !path.startsWith('../') && !faults.some((it) => it.includes('go up'))
  const [fault] = reserved ? ['may not start with `..`: such names are kept for the kubelet'] : faults
  if (fault === undefined) return
  const relative = path.replace(/^\/+/, '')
  const fixes = relative !== path && relative !== '' ? { fixes: change(holder, name, relative) } : {}
  say.invalid(field(holder, name), `the path \`${path}\` ${fault}`, fixes)
}
