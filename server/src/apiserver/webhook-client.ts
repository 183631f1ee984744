import { type At, field, isSet, itemText, listAt, markOf, numberAt, textAt } from './at.ts'
import { dns1035Label, dnsSubdomain } from './names.ts'
import type { Say } from './row.ts'
import { webAddress } from './web-address.ts'

/** Where a webhook is: an address or a Service. https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#contacting-the-webhook */
export function checkClient(client: At, say: Say, path = client.path): void {
  const url = field(client, 'url')
  const service = field(client, 'service')
  if (isSet(url) === isSet(service)) {
    const message = isSet(url) ? 'give either `url` or `service`, not both' : 'needs either `url` or `service`'
    say.required(client, message, { path })
    return
  }
  if (isSet(url)) checkAddress(url, textAt(client, 'url'), `${path}.url`, say)
  if (isSet(service)) checkService(service, `${path}.service`, say)
}

function checkAddress(at: At, text: string | undefined, path: string, say: Say): void {
  if (text === undefined) return
  const address = webAddress(text)
  if (!address) {
    say.required(at, `\`${text}\` is no address that can be read: write it as \`https://host/path\``, { path })
    return
  }
  const faults = [
    address.scheme === 'https' ? '' : 'must start with `https://`',
    address.host === '' ? 'names no host: write it as `https://host/path`' : '',
    address.hasUser ? 'may not name a user' : '',
    address.fragment === '' ? '' : 'may not have a part after `#`',
    address.query === '' ? '' : 'may not have a part after `?`',
  ]
  for (const it of faults) if (it !== '') say.invalid(at, `the address ${it}`, { path })
}

function checkService(service: At, path: string, say: Say): void {
  for (const [name, reported] of [
    // The server mixes these two up.
    ['name', 'namespace'],
    ['namespace', 'name'],
  ] as const) {
    if (textAt(service, name) || (isSet(field(service, name)) && textAt(service, name) === undefined)) continue
    say.required(field(service, name), `the Service needs its \`${name}\``, { path: `${path}.${reported}` })
  }
  checkPort(service, path, say)
  const text = textAt(service, 'path')
  if (text !== undefined) checkPath(field(service, 'path'), text, `${path}.path`, say)
}

export function checkPort(service: At, path: string, say: Say): void {
  const port = numberAt(service, 'port')
  if (port === undefined || (port >= 1 && port <= 65535)) return
  say.invalid(field(service, 'port'), `a port is between 1 and 65535, not ${port}`, { path: `${path}.port` })
}

function checkPath(at: At, text: string, path: string, say: Say): void {
  if (text === '' || text === '/') return
  if (text === '//') {
    say.invalid(at, 'the path has an empty part between two `/`', { path })
    return
  }
  if (!text.startsWith('/')) {
    say.invalid(at, `the path \`${text}\` must start with \`/\``, { path })
    return
  }
  const faults = new Set<string>()
  for (const step of text.slice(1).replace(/\/$/, '').split('/')) {
    const fault = step === '' ? 'an empty part between two `/`' : dnsSubdomain(step)
    if (fault !== undefined) faults.add(step === '' ? `has ${fault}` : `has the part \`${step}\`, which ${fault}`)
  }
  for (const it of faults) say.invalid(at, `the path ${it}`, { path })
}

/** The versions of the review that a webhook understands; the server speaks two. */
export function checkReviewVersions(owner: At, name: string, say: Say, path = field(owner, name).path): void {
  const list = field(owner, name)
  const items = listAt(owner, name)
  const texts = items.map(itemText)
  if (items.length === 0) {
    if (isSet(list)) say.required(list, `\`${name}\` must name \`v1\` or \`v1beta1\``, { path })
    return
  }
  const seen = new Set<string>()
  items.forEach((item, i) => {
    const text = texts[i]
    if (text === undefined) return
    const at = `${path}[${i}]`
    if (seen.has(text)) say.invalid(item, `\`${text}\` is here twice`, { path: at })
    seen.add(text)
    const fault = dns1035Label(text)
    if (fault !== undefined) say.invalid(item, `\`${text}\` ${fault}`, { path: at })
  })
  if (texts.includes(undefined) || texts.includes('v1') || texts.includes('v1beta1')) return
  say.invalid(list, `\`${name}\` must hold \`v1\` or \`v1beta1\`, which the API server speaks`, {
    path,
    mark: markOf(items[0] ?? list),
  })
}
