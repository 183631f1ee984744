import { changesTo } from '../schema/change-to.ts'
import { checkIp, checkTarget, noAddress, sloppiness } from './address-looks.ts'
import { parseIp } from './addresses.ts'
import { type At, field, isSet, listAt, markOf, textAt, textsAt } from './at.ts'
import type { Syntax } from './looks.ts'
import { dnsLabel, dnsSubdomain, labelValue } from './names.ts'
import { fullName } from './net-names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'

/** https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/ */
export const endpointSlice: Rows = {
  EndpointSlice: [
    row('SVC24', 'The type says how to read the addresses of the slice: IPv4, IPv6 or FQDN.', addressType),
    row(
      'SVC24',
      'A slice is kept small, so that a change of one endpoint is cheap to tell to all nodes: at most 1000 endpoints, each with 1 to 100 addresses.',
      endpointCounts,
    ),
    row(
      'SVC24',
      'All addresses of a slice are of its one type, in the form that others can reach: no loopback, no link-local ones.',
      addresses,
    ),
    row(
      'SVC24',
      'Ports go with those of the Service by name: each stands there once, no name being a name as well, in the form of a DNS label.',
      portNames,
    ),
  ],
  Endpoint: [
    row('SVC24', 'The host name becomes part of a record in DNS: one label.', given('hostname', dnsLabel)),
    row('SVC24', 'A node is named as its object is: in the form of a name in DNS.', given('nodeName', dnsSubdomain)),
  ],
  EndpointHints: [
    row('SVC24', 'Zones are values of a label; at most eight stand here, each once.', hints('forZones', labelValue)),
    row(
      'SVC24',
      'Nodes are named as their objects are; at most eight stand here, each once.',
      hints('forNodes', dnsSubdomain),
    ),
  ],
}

const MOST_ENDPOINTS = 1000
const MOST_ADDRESSES = 100
const MOST_HINTS = 8

function addressType(here: Here, say: Say): void {
  if (textAt(here, 'addressType') === '')
    say.required(field(here, 'addressType'), 'an EndpointSlice needs `addressType`: `IPv4`, `IPv6` or `FQDN`')
}

function endpointCounts(here: Here, say: Say): void {
  const count = listAt(here, 'endpoints').length
  if (count > MOST_ENDPOINTS)
    say['too-many'](field(here, 'endpoints'), `${count} endpoints are too many: a slice takes ${MOST_ENDPOINTS}`)
}

function addresses(here: Here, say: Say): void {
  const all = listAt(here, 'endpoints')
  if (all.length > MOST_ENDPOINTS) return
  const type = textAt(here, 'addressType')
  for (const endpoint of all) {
    const list = field(endpoint, 'addresses')
    const count = listAt(endpoint, 'addresses').length
    // Without the key it is a fault of the schema.
    if (count === 0 && list.node?.tree.type === 'sequence') say.required(list, 'an endpoint needs an address at least')
    if (count > MOST_ADDRESSES)
      say['too-many'](list, `${count} addresses are too many: an endpoint takes ${MOST_ADDRESSES}`)
    for (const it of textsAt(endpoint, 'addresses')) checkAddress(it, it.text, type, list.path, say)
  }
}

function checkAddress(at: At, text: string, type: string | undefined, path: string, say: Say): void {
  switch (type) {
    case 'IPv4': {
      const address = checkIp(at, text, say)
      if (!address) return
      if (address.family === 6 && sloppiness(address) === undefined) otherFamily(at, text, 'IPv4', path, say)
      checkTarget(at, text, address, say)
      return
    }
    case 'IPv6':
      checkSix(at, text, path, say)
      return
    case 'FQDN': {
      const fault = text === '' ? undefined : fullName(text)
      if (text === '') say.required(at, 'an endpoint needs the name of a host here')
      else if (fault !== undefined) say.invalid(at, `\`${text}\` ${fault}`)
    }
  }
}

/** From 1.33 on an IPv6 address is taken in its shortest form only. */
const SHORTEST = { from: 33 }

function checkSix(at: At, text: string, path: string, say: Say): void {
  const address = parseIp(text)
  if (!address) {
    say.invalid(at, `\`${text}\` ${noAddress(text)}`)
    return
  }
  const fault = sloppiness(address)
  const fixes = () => (at.node ? changesTo(at.node, [address.canonical], !address.hasZeros) : [])
  if (fault !== undefined) say.invalid(at, `\`${text}\` ${fault}`, { versions: SHORTEST, fixes })
  else if (text !== address.canonical)
    say.invalid(at, `\`${text}\` must be written \`${address.canonical}\``, { versions: SHORTEST, fixes })
  else if (address.family === 4) otherFamily(at, text, 'IPv6', path, say)
  if (fault === undefined) checkTarget(at, text, address, say)
}

function otherFamily(at: At, text: string, family: string, path: string, say: Say): void {
  const message = `\`${text}\` is no ${family} address, which \`addressType\` says`
  say.invalid(at, message, { path, versions: { from: 33 } })
  say.invalid(at, message, { versions: { below: 33 } })
}

function portNames(here: Here, say: Say): void {
  const seen = new Map<string, At>()
  for (const port of listAt(here, 'ports')) {
    const at = field(port, 'name')
    const name = textAt(port, 'name') ?? ''
    if (name === '' && isSet(at) && textAt(port, 'name') === undefined) continue
    const fault = name === '' ? undefined : dnsLabel(name)
    if (fault !== undefined) say.invalid(at, `\`${name}\` ${fault}`)
    const first = seen.get(name)
    if (!first) seen.set(name, at)
    else
      say.duplicate(
        at,
        name === '' ? 'another port has no name either' : `\`${name}\` is already the name of another port`,
        {
          related: [{ ...markOf(first), message: 'the first one' }],
        },
      )
  }
}

/** A name that may be absent, but not empty. */
function given(name: string, syntax: Syntax) {
  return (here: Here, say: Say) => {
    const text = textAt(here, name)
    const fault = text === undefined ? undefined : syntax(text)
    if (fault !== undefined) say.invalid(field(here, name), `\`${text}\` ${fault}`)
  }
}

function hints(list: string, syntax: Syntax) {
  return (here: Here, say: Say) => {
    const all = listAt(here, list)
    if (all.length > MOST_HINTS) {
      say['too-many'](field(here, list), `${all.length} are too many: \`${list}\` takes ${MOST_HINTS}`)
      return
    }
    const seen = new Set<string>()
    for (const it of all) {
      const at = field(it, 'name')
      const name = textAt(it, 'name') ?? ''
      if (name === '' && isSet(at) && textAt(it, 'name') === undefined) continue
      if (seen.has(name)) say.duplicate(at, `\`${name}\` stands there already`)
      seen.add(name)
      const fault = name === '' && list === 'forNodes' && !isSet(at) ? undefined : syntax(name)
      if (fault !== undefined) say.invalid(at, `\`${name}\` ${fault}`)
    }
  }
}
