import { checkCidr } from './address-looks.ts'
import { isStrictlyWithin, parseCidr } from './addresses.ts'
import { aroundOf, field, isSet, listAt, numberAt, textAt, textsAt } from './at.ts'
import { removal } from './fixes.ts'
import { portName } from './names.ts'
import { sayPortName } from './port-names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'

/** https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
export const networkPolicy: Rows = {
  NetworkPolicySpec: [
    row('ING15', 'There are two directions, Ingress and Egress: each stands there once.', directions),
  ],
  NetworkPolicyPort: [
    row(
      'ING12',
      'A port is a number from 1 to 65535, or the name of a port of the pods: at most 15 characters with a letter among them.',
      port,
    ),
    row('ING12', 'A range goes from the number in `port` up to `endPort`; a name cannot start one.', endPort),
  ],
  NetworkPolicyPeer: [
    row(
      'ING13',
      'A peer is pods, all pods of namespaces, or a block of addresses. An empty one would allow nobody or everybody, so the API server does not guess.',
      peer,
    ),
  ],
  IPBlock: [
    row(
      'ING14',
      'A block is a range of addresses with its mask, from the first address on; what is excepted lies within it and is smaller.',
      block,
    ),
  ],
}

function directions(here: Here, say: Say): void {
  const count = listAt(here, 'policyTypes').length
  if (count > 2)
    say.invalid(field(here, 'policyTypes'), `\`policyTypes\` takes Ingress and Egress; ${count} are too many`)
}

function port(here: Here, say: Say): void {
  const at = field(here, 'port')
  const number = numberAt(here, 'port')
  const name = textAt(here, 'port')
  if (number !== undefined && (number < 1 || number > 65535))
    say.invalid(at, `\`port\` must be between 1 and 65535, not ${number}`)
  const fault = name === undefined ? undefined : portName(name)
  if (fault === undefined) return
  sayPortName(at, name ?? '', fault, say)
}

function endPort(here: Here, say: Say): void {
  const end = numberAt(here, 'endPort')
  const at = field(here, 'endPort')
  const start = numberAt(here, 'port')
  if (end === undefined) return
  if (start !== undefined) {
    if (end < start) say.invalid(at, `\`endPort\` must be ${start}, as \`port\`, or more, not ${end}`)
    else if (end < 1 || end > 65535) say.invalid(at, `\`endPort\` must be between 1 and 65535, not ${end}`)
  } else if (!isSet(field(here, 'port')) || textAt(here, 'port') !== undefined)
    say.invalid(at, '`endPort` needs a number in `port`, where the range starts', { fixes: removal(here, 'endPort') })
}

function peer(here: Here, say: Say): void {
  const isBlock = isSet(field(here, 'ipBlock'))
  const isSelected = isSet(field(here, 'podSelector')) || isSet(field(here, 'namespaceSelector'))
  if (!isBlock && !isSelected)
    say.required(
      here,
      'a peer needs `podSelector`, `namespaceSelector` or `ipBlock`; `podSelector: {}` means all pods here',
    )
  else if (isBlock && isSelected) {
    const mark = aroundOf(field(here, 'ipBlock'))
    say.forbidden(here, '`ipBlock` cannot stand beside selectors: make it a peer of its own', { mark })
  }
}

function block(here: Here, say: Say): void {
  const cidr = textAt(here, 'cidr')
  // Its absence is a fault of the schema.
  if (!cidr) return
  const range = checkCidr(field(here, 'cidr'), cidr, say)
  if (!range) return
  for (const it of textsAt(here, 'except')) {
    const inner = parseCidr(it.text)
    checkCidr(it, it.text, say)
    if (inner && !isStrictlyWithin(inner, range))
      say.invalid(it, `\`${it.text}\` must lie within \`${cidr}\` and be smaller, to be an exception of it`)
  }
}
