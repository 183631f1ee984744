/**
 * The address of a file, from the address of a folder as it was said and a path from there. Spelt as VS Code spells
 * addresses, where `URL` leaves `+` and brackets as they are: to us a file with two addresses would be two files.
 */
export function uriBelow(folder: string, path: string): string {
  // Of nearly all paths nothing has to be changed.
  const root = folder.indexOf('/', folder.indexOf('//') + 2)
  if (root >= 0 && path.startsWith('/') && PLAIN.test(path)) return folder.slice(0, root) + path
  const [scheme = '', ...rest] = folder.replace(/\/$/, '').split('/')
  const below = path.startsWith('/') ? [] : rest.slice(2)
  for (const part of path.split('/')) {
    if (part === '..') below.pop()
    else if (part !== '' && part !== '.') below.push(encoded(part))
  }
  return [scheme, ...rest.slice(0, 2), ...below].join('/')
}

/** Words between slashes, none of which begins with a dot. */
const PLAIN = /^(?:\/[\w~-][\w.~-]*)+$/

function encoded(part: string): string {
  // Nearly all: to encode costs twenty times what a look does.
  if (/^[\w.~-]*$/.test(part)) return part
  // Half a character cannot be encoded.
  const whole = part.replace(/\p{Surrogate}/gu, '\ufffd')
  return encodeURIComponent(whole).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** As people read it; what is no encoding stays as it is. */
export function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri)
  } catch {
    return uri
  }
}
