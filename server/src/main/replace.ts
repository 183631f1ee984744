import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Writes a file beside where it belongs and puts it there as a whole: who reads meanwhile, and a disk that has no room for all of it, sees the old
 * one or the new one.
 * @throws as `node:fs` does; nothing has changed then.
 */
export function replaceFile(path: string, bytes: Uint8Array, mode: number): void {
  const draft = `${path}.purser-${process.pid}`
  try {
    writeFileSync(draft, bytes, { mode, flag: 'wx' })
    chmodSync(draft, mode)
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}
