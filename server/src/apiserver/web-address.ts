/** What Go's `url.Parse` makes of an address, as far as the API server asks for it. */
export interface WebAddress {
  readonly scheme: string
  readonly host: string
  readonly hasUser: boolean
  readonly fragment: string
  readonly query: string
}

/** `undefined` where Go refuses to read it. */
export function webAddress(text: string): WebAddress | undefined {
  if (hasControl(text)) return undefined
  const hash = text.indexOf('#')
  const fragment = hash < 0 ? '' : text.slice(hash + 1)
  if (!hasGoodEscapes(fragment)) return undefined
  let rest = hash < 0 ? text : text.slice(0, hash)
  if (rest.startsWith(':')) return undefined
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(rest)?.[1] ?? ''
  if (scheme !== '') rest = rest.slice(scheme.length + 1)
  const mark = rest.indexOf('?')
  const query = mark < 0 ? '' : rest.slice(mark + 1)
  if (mark >= 0) rest = rest.slice(0, mark)
  const about = { scheme: scheme.toLowerCase(), fragment, query }
  if (!rest.startsWith('/')) {
    // `host:80` and the like: a first segment with a colon is neither a path nor a scheme.
    if (scheme === '' && (rest.split('/')[0] ?? '').includes(':')) return undefined
    if (scheme === '' && !hasGoodEscapes(rest)) return undefined
    return { ...about, host: '', hasUser: false }
  }
  if (!rest.startsWith('//')) return hasGoodEscapes(rest) ? { ...about, host: '', hasUser: false } : undefined
  const end = rest.indexOf('/', 2)
  const authority = end < 0 ? rest.slice(2) : rest.slice(2, end)
  const at = authority.lastIndexOf('@')
  const user = at < 0 ? '' : authority.slice(0, at)
  const host = authority.slice(at + 1)
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user) || !hasGoodEscapes(user)) return undefined
  if (!isHost(host) || !hasGoodEscapes(end < 0 ? '' : rest.slice(end))) return undefined
  return { ...about, host, hasUser: at >= 0 }
}

function isHost(host: string): boolean {
  if (host.startsWith('[')) return /^\[[0-9A-Fa-f:.]+(%25[^\]]*)?\](:\d*)?$/.test(host)
  if (host.includes('[') || host.includes(']')) return false
  const colon = host.lastIndexOf(':')
  if (colon >= 0 && !/^\d*$/.test(host.slice(colon + 1))) return false
  // Of ASCII what may stand in a host; Go leaves all other characters alone.
  return ![...host].some((it) => it <= '\u007f' && !/[A-Za-z0-9\-._~!$&'()*+,;=:%<>"]/.test(it)) && !/%[0-7]/.test(host)
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x20 || code === 0x7f) return true
  }
  return false
}

function hasGoodEscapes(text: string): boolean {
  return !/%(?![0-9A-Fa-f]{2})/.test(text)
}
