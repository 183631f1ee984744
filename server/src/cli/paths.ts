/** Paths with `/` between their parts, without touching any disk. */

/** An absolute path without `.`, `..` and doubled slashes. */
export function resolvePath(base: string, path: string): string {
  // Backslashes separate only where paths start with a drive; elsewhere they are characters like any other.
  const plain = /^[A-Za-z]:/.test(base) ? path.replaceAll('\\', '/') : path
  const absolute = isAbsolute(plain) ? plain : `${base}/${plain}`
  const [, start = ''] = /^([A-Za-z]:|\/(?=\/[^/])|)/.exec(absolute) ?? []
  const parts: string[] = []
  for (const part of absolute.slice(start.length).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `${start}/${parts.join('/')}`
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash <= 0 ? '/' : path.slice(0, slash)
}

export function joinPath(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`
}

/** How `path` is called from within `folder`; `undefined` if it is not in it. */
export function within(folder: string, path: string): string | undefined {
  if (path === folder) return ''
  const start = folder.endsWith('/') ? folder : `${folder}/`
  return path.startsWith(start) ? path.slice(start.length) : undefined
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path)
}
