import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { globTest } from '../config/glob.ts'
import { type FileText, MAX_FILES, type Platform } from '../lsp/platform.ts'
import { TEAM_FOLDER } from '../model/team-notes.ts'
import { MAX_LENGTH } from '../syntax/file.ts'
import { uriBelow } from '../text/uri.ts'
import { loadAjv } from './ajv.ts'
import { committedText } from './git.ts'

/** Files and time as Node has them. */
export const nodePlatform: Platform = {
  listFiles: async (folders, excluded) => {
    const skip = globTest(excluded)
    const found: string[] = []
    for (const folder of folders) {
      const path = pathOf(folder)
      if (path !== undefined) await walk(path, '', skip, (below) => found.push(uriBelow(folder, below)), found)
    }
    return found
  },
  listNotes: async (folders) => {
    const found = await Promise.all(folders.map(notesIn))
    return found.flat()
  },
  readFile: async (uri): Promise<FileText> => {
    if (!uri.startsWith('file:')) return { problem: 'missing' }
    try {
      const path = fileURLToPath(uri)
      const there = await stat(path)
      // A folder, or a device that never comes to an end.
      if (!there.isFile()) return { problem: 'unreadable' }
      if (there.size > MAX_LENGTH) return { problem: 'too-large' }
      const text = await readFile(path, 'utf8')
      // Editors do not show the byte order mark, and do not count it.
      return { text: text.startsWith('\ufeff') ? text.slice(1) : text }
    } catch (error) {
      const { code } = error as { readonly code?: string }
      return { problem: code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable' }
    }
  },
  committed: async (uri) => {
    const path = pathOf(uri)
    return path === undefined ? undefined : committedText(path)
  },
  loadAjv,
  pause: () => new Promise((resolve) => setImmediate(resolve)),
}

async function notesIn(folder: string): Promise<readonly string[]> {
  const path = pathOf(folder)
  if (path === undefined) return []
  const entries = await readdir(join(path, TEAM_FOLDER), { withFileTypes: true }).catch(() => [])
  const names = entries.filter((it) => it.isFile() && it.name.endsWith('.md')).map((it) => it.name)
  return names
    .sort()
    .slice(0, MAX_NOTES)
    .map((it) => uriBelow(folder, `${TEAM_FOLDER}/${it}`))
}

/** More than any team writes. */
const MAX_NOTES = 2_000

/** `undefined` for what is on no disk. */
function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined
  } catch {
    return undefined
  }
}

/** Links are not followed: they lead in circles or to what is found anyway. What cannot be read is passed over. */
/** The same files as those that `purser lint` finds in a folder: links are followed, each folder is entered once. */
async function walk(
  root: string,
  below: string,
  skip: (path: string) => boolean,
  add: (path: string) => void,
  found: readonly string[],
  visited = new Set<string>(),
): Promise<void> {
  const folder = join(root, below)
  const real = await realpath(folder).catch(() => folder)
  if (found.length >= MAX_FILES || visited.has(real)) return
  visited.add(real)
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  // Beside a Chart.yaml, `charts` is where Helm puts what the chart depends on.
  const isChart = entries.some((it) => it.name === 'Chart.yaml')
  // In the order of names: of two ways to a folder the same one is taken everywhere.
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { name } = entry
    const path = below === '' ? name : `${below}/${name}`
    if (name === 'node_modules' || name === '.git' || skip(path)) continue
    const there = entry.isSymbolicLink() ? await stat(join(root, path)).catch(() => undefined) : entry
    if (there?.isDirectory()) {
      if (!(isChart && name === 'charts')) await walk(root, path, skip, add, found, visited)
    } else if (there?.isFile() && MAY_BE_MANIFEST.test(name) && found.length < MAX_FILES) add(path)
  }
}

const MAY_BE_MANIFEST = /\.(?:ya?ml|json)$|^Kustomization$/i
