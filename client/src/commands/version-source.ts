export interface Deciding {
  readonly line: number
  readonly version: string
}

/** The line of a `.purser.yaml` that names the version. */
export function decidingLine(text: string): Deciding | undefined {
  for (const [line, content] of text.split(/\r?\n/).entries()) {
    const version = /^kubernetes-version[ \t]*:[ \t]*["']?([^"'\s#]+)/.exec(content)?.[1]
    if (version !== undefined) return { line, version }
  }
  return undefined
}

/** The folders from that of a file up to and with the root, the nearest first. */
export function foldersAbove(path: string, root: string): readonly string[] {
  const folders: string[] = []
  const end = root.replace(/\/$/, '')
  let folder = path === root ? end : path.slice(0, path.lastIndexOf('/'))
  while (folder.length > end.length && folder.startsWith(`${end}/`)) {
    folders.push(folder)
    folder = folder.slice(0, folder.lastIndexOf('/'))
  }
  return folder === end ? [...folders, end] : []
}
