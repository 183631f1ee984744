import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { globTest } from '../config/glob.ts'
import type { FileText, Platform } from '../lsp/platform.ts'
import { MAX_LENGTH } from '../syntax/file.ts'
import { loadAjv } from './ajv.ts'

/** Files and time as Node has them. */
export const nodePlatform: Platform = {
  listFiles: async (folders, excluded) => {
    const skip = globTest(excluded)
    const found: string[] = []
    for (const folder of folders) {
      if (folder.startsWith('file:')) await walk(fileURLToPath(folder), '', skip, found)
    }
    return found.map((it) => pathToFileURL(it).href)
  },
  readFile: async (uri): Promise<FileText> => {
    if (!uri.startsWith('file:')) return { problem: 'missing' }
    try {
      const path = fileURLToPath(uri)
      const { size } = await stat(path)
      if (size > MAX_LENGTH) return { problem: 'too-large' }
      return { text: await readFile(path, 'utf8') }
    } catch (error) {
      const { code } = error as { readonly code?: string }
      return { problem: code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable' }
    }
  },
  loadAjv,
  pause: () => new Promise((resolve) => setImmediate(resolve)),
}

/** Links are not followed: they lead in circles or to what is found anyway. What cannot be read is passed over. */
async function walk(root: string, below: string, skip: (path: string) => boolean, found: string[]): Promise<void> {
  if (found.length >= MAX_FILES) return
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.name === 'node_modules' || entry.name === '.git' || skip(path)) continue
    if (entry.isDirectory()) await walk(root, path, skip, found)
    else if (entry.isFile() && /\.(ya?ml|json)$/.test(entry.name)) found.push(join(root, path))
  }
}

/** Beyond this many files the index stops: enough for any repository of manifests. */
const MAX_FILES = 20_000
