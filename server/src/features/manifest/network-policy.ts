import { joined, some } from '../../explain/words.ts'
import { requirementsOf, requirementText } from '../../model/labels.ts'
import { at, entries, isNull, type Node, scalar, stringAt, values } from '../../syntax/node.ts'
import { atMost, code } from './fact.ts'

/** What a NetworkPolicy lets through, a line for each rule. */
export function rulesText(spec: Node | undefined): readonly string[] {
  const written = values(at(spec, 'policyTypes')).map((it) => scalar(it))
  return DIRECTIONS.flatMap(({ type, list, peers, words }) => {
    const governs = written.length > 0 ? written.includes(type) : type === 'Ingress' || !isNull(at(spec, list))
    if (!governs) return []
    const rules = values(at(spec, list))
    if (rules.length === 0) return [`${words}: **nothing**`]
    return atMost(
      rules.map((rule) => `${words}: ${ruleText(rule, peers)}`),
      6,
      'rules',
    )
  })
}

const DIRECTIONS = [
  { type: 'Ingress', list: 'ingress', peers: 'from', words: 'incoming' },
  { type: 'Egress', list: 'egress', peers: 'to', words: 'outgoing' },
] as const

function ruleText(rule: Node, list: 'from' | 'to'): string {
  const peers = values(at(rule, list)).map(peerText)
  const ports = values(at(rule, 'ports')).map(portText)
  const who = peers.length === 0 ? `${list} anywhere` : `${list} ${joined([...new Set(peers)].slice(0, 6))}`
  return `${who}, ${ports.length === 0 ? 'on every port' : `on ${some(ports, 6)}`}`
}

/** Of a peer with both selectors, both must fit. */
function peerText(peer: Node): string {
  const block = stringAt(peer, 'ipBlock', 'cidr')
  if (block !== undefined) {
    const except = values(at(peer, 'ipBlock', 'except')).map((it) => code(String(scalar(it) ?? '')))
    return `the addresses ${code(block)}${except.length > 0 ? ` but ${some(except, 4)}` : ''}`
  }
  const [pods, spaces] = [at(peer, 'podSelector'), at(peer, 'namespaceSelector')]
  const whichPods = pods ? `pods${labelled(pods)}` : 'all pods'
  if (!spaces) return whichPods
  return `${whichPods} of ${entries(spaces).length === 0 ? 'all namespaces' : `namespaces${labelled(spaces)}`}`
}

/** ` with app: web` */
function labelled(selector: Node): string {
  const read = requirementsOf(selector)
  if (!read) return ' that cannot be made out'
  return read.length === 0
    ? ''
    : ` with ${some(
        read.map((it) => code(requirementText(it))),
        3,
      )}`
}

function portText(port: Node): string {
  const number = scalar(at(port, 'port'))
  const protocol = stringAt(port, 'protocol') ?? 'TCP'
  const last = scalar(at(port, 'endPort'))
  if (number === undefined || number === null) return `every ${protocol} port`
  const range = typeof last === 'number' ? `${number} to ${last}` : String(number)
  return `port ${code(range)}${protocol === 'TCP' ? '' : ` (${protocol})`}`
}
