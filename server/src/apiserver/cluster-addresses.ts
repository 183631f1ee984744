import { checkStrictCidr, noAddress, sloppiness } from './address-looks.ts'
import { parseIp } from './addresses.ts'
import { field, listAt, textAt, textsAt } from './at.ts'
import { text } from './looks.ts'
import { dnsSubdomain } from './names.ts'
import { pathSegment } from './net-names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'
import { isListOrAbsent } from './service-of.ts'

/** What the cluster gives its Services addresses from: https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/ */
export const clusterAddresses: Rows = {
  IPAddress: [
    row(
      'ING16',
      'An IPAddress is named as the address that it stands for, in the one form that this address has.',
      named,
    ),
  ],
  ParentReference: [
    row('ING16', 'A group of the API is a domain; the core group is empty.', text('group', dnsSubdomain)),
    row('ING16', 'Names of resources, objects and namespaces become parts of a URL.', text('resource', pathSegment)),
    row('ING16', 'Names of resources, objects and namespaces become parts of a URL.', text('name', pathSegment)),
    row('ING16', 'Names of resources, objects and namespaces become parts of a URL.', text('namespace', pathSegment)),
  ],
  ServiceCIDRSpec: [
    row(
      'ING17',
      'Services get their addresses from these ranges: one, or one of IPv4 and one of IPv6, written in the one form that a range has.',
      ranges,
    ),
  ],
}

function named(here: Here, say: Say): void {
  const metadata = field(here, 'metadata')
  const name = textAt(metadata, 'name')
  // What does not even look like an address is a fault of the name, as it would be in other kinds.
  if (!name || !/^\d+(\.\d+){3}$|:/.test(name)) return
  const at = field(metadata, 'name')
  const address = parseIp(name)
  const fault = address ? sloppiness(address) : noAddress(name)
  if (fault !== undefined) say.invalid(at, `\`${name}\` ${fault}`)
  else if (address && address.canonical !== name)
    say.invalid(at, `\`${name}\` must be written \`${address.canonical}\``)
}

function ranges(here: Here, say: Say): void {
  const at = field(here, 'cidrs')
  const count = listAt(here, 'cidrs').length
  if (!isListOrAbsent(at)) return
  if (count === 0) say.required(at, 'a ServiceCIDR needs a range of addresses at least')
  else if (count > 2) say.invalid(at, `\`cidrs\` takes two ranges at most, not ${count}`)
  if (count > 2) return
  const [first, second] = textsAt(here, 'cidrs').map((it) => checkStrictCidr(it, it.text, say))
  if (first && second && first.address.family === second.address.family)
    say.invalid(at, 'two ranges are of different families: one IPv4, one IPv6')
}
