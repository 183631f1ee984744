import { checkIp, checkTarget } from './address-looks.ts'
import { field, isEmptyList, isSet, listAt, numberAt, textAt } from './at.ts'
import { text } from './looks.ts'
import { dnsLabel, dnsSubdomain, qualifiedName } from './names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'

/** Endpoints, the older form: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoints-v1/ */
export const endpoints: Rows = {
  EndpointSubset: [
    row('SVC24', 'A subset says at which addresses some ports are: without addresses it says nothing.', needsAddresses),
    row(
      'SVC24',
      'The ports of a subset go with those of the Service by name, so where there are several each needs one, in the form of a DNS label.',
      portNames,
    ),
  ],
  EndpointAddress: [
    row(
      'SVC24',
      'Traffic is sent to these addresses from all nodes, so they must be ones that others can reach.',
      target,
    ),
    row('SVC24', 'The host name becomes part of a record in DNS: one label.', text('hostname', dnsLabel)),
    row('SVC24', 'A node is named as its object is: in the form of a name in DNS.', nodeName),
  ],
  EndpointPort: [
    row('SVC24', 'A port is a number from 1 to 65535. EndpointSlices take any number.', portNumber),
    row(
      'SVC24',
      'A hint for load balancers and meshes: a name that IANA knows, such as `http`, or one with a domain before it, such as `kubernetes.io/h2c`.',
      appProtocol,
    ),
  ],
}

function needsAddresses(here: Here, say: Say): void {
  const lists = ['addresses', 'notReadyAddresses'] as const
  if (lists.some((it) => isSet(field(here, it)) && !isEmptyList(field(here, it)))) return
  say.required(here, 'a subset needs `addresses` or `notReadyAddresses`')
}

function portNames(here: Here, say: Say): void {
  const ports = listAt(here, 'ports')
  for (const port of ports) {
    const at = field(port, 'name')
    const name = textAt(port, 'name')
    const fault = name ? dnsLabel(name) : undefined
    if (fault !== undefined) say.invalid(at, `\`${name}\` ${fault}`)
    if (ports.length > 1 && (name === '' || !isSet(at))) say.required(at, 'a port needs a name where there are several')
  }
}

function target(here: Here, say: Say): void {
  const ip = textAt(here, 'ip')
  // Its absence is a fault of the schema.
  if (!ip) return
  const at = field(here, 'ip')
  const address = checkIp(at, ip, say)
  if (address) checkTarget(at, ip, address, say)
}

function nodeName(here: Here, say: Say): void {
  const name = textAt(here, 'nodeName')
  const fault = name === undefined ? undefined : dnsSubdomain(name)
  if (fault !== undefined) say.invalid(field(here, 'nodeName'), `\`${name}\` ${fault}`)
}

function portNumber(here: Here, say: Say): void {
  const port = numberAt(here, 'port')
  if (here.kind !== 'Endpoints' || port === undefined || (port >= 1 && port <= 65535)) return
  say.invalid(field(here, 'port'), `\`port\` must be between 1 and 65535, not ${port}`)
}

function appProtocol(here: Here, say: Say): void {
  const protocol = textAt(here, 'appProtocol')
  const fault = protocol === undefined ? undefined : qualifiedName(protocol)
  if (fault !== undefined) say.invalid(field(here, 'appProtocol'), `\`${protocol}\` ${fault}`)
}
