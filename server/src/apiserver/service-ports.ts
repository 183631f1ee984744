import { type At, booleanAt, field, isSet, listAt, markOf, numberAt, textAt } from './at.ts'
import { removal } from './fixes.ts'
import { range } from './looks.ts'
import { portName, qualifiedName } from './names.ts'
import { sayPortName } from './port-names.ts'
import { type Here, type Rows, row, type Say } from './row.ts'
import { protocolOf, typeOf } from './service-of.ts'

/** The ports of a Service, but for their names, of which `service-port-names` speaks: https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports */
export const servicePorts: Rows = {
  ServicePort: [
    row(
      'SVC3',
      'The port at which clients reach the Service: a number from 1 to 65535.',
      range('port', 1, 65535, 'counts'),
    ),
    row(
      'SVC5',
      'Where the pods listen: a number from 1 to 65535 or the name of one of their ports, of at most 15 characters with a letter among them. Left out, it is the port of the Service.',
      targetPort,
    ),
    row(
      'SVC9',
      'A hint for load balancers and meshes: a name that IANA knows, such as `http`, or one with a domain before it, such as `kubernetes.io/h2c`.',
      appProtocol,
    ),
  ],
  ServiceSpec: [
    row(
      'SVC7',
      'A port of the nodes belongs to one port of one Service. It exists only for the types NodePort and LoadBalancer; ExternalName keeps it and makes nothing of it.',
      nodePorts,
    ),
    row(
      'SVC8',
      'Ports of nodes come from a range that the API server is started with, 30000-32767 unless somebody has chosen another: below it other programs of the node listen.',
      nodePortRange,
    ),
  ],
}

function targetPort(here: Here, say: Say): void {
  const at = field(here, 'targetPort')
  const number = numberAt(here, 'targetPort')
  const name = textAt(here, 'targetPort')
  if (isSet(at) && number === undefined && name === undefined) return
  if (!isSet(at) || number === 0 || name === '') {
    const port = field(here, 'port')
    const value = numberAt(here, 'port') ?? (isSet(port) ? undefined : 0)
    if (value === undefined || isPort(value)) return
    const mark = markOf(isSet(at) ? at : port)
    say.invalid(at, `\`targetPort\` is the port of the Service if nothing else is said, and ${value} is no port`, {
      mark,
    })
    return
  }
  if (number !== undefined && !isPort(number))
    say.invalid(at, `\`targetPort\` must be between 1 and 65535, not ${number}`)
  const fault = name === undefined ? undefined : portName(name)
  if (fault === undefined) return
  sayPortName(at, name ?? '', fault, say)
}

function isPort(value: number): boolean {
  return value >= 1 && value <= 65535
}

function appProtocol(here: Here, say: Say): void {
  const text = textAt(here, 'appProtocol')
  const fault = text === undefined ? undefined : qualifiedName(text)
  if (fault !== undefined) say.invalid(field(here, 'appProtocol'), `\`${text}\` ${fault}`)
}

function nodePorts(here: Here, say: Say): void {
  const type = typeOf(here)
  if (type === 'NodePort' || type === 'LoadBalancer') {
    allocate(here, type, say)
    return
  }
  if (type === 'ClusterIP')
    for (const port of listAt(here, 'ports'))
      if (numberAt(port, 'nodePort'))
        say.forbidden(field(port, 'nodePort'), '`nodePort` needs `type: NodePort` or `LoadBalancer`', {
          fixes: removal(port, 'nodePort'),
        })
  repeated(here, say)
}

/** As the API server hands out ports: those of one number share one of the nodes, over all protocols. */
function allocate(here: Here, type: string, say: Say): void {
  const ports = listAt(here, 'ports')
  const wanted = new Map<number, number>()
  for (const port of ports) {
    const own = numberAt(port, 'nodePort')
    if (own && !wanted.has(numberOf(port))) wanted.set(numberOf(port), own)
  }
  const isOptional = type === 'LoadBalancer' && booleanAt(here, 'allocateLoadBalancerNodePorts') === false
  const given = new Map<number, number | 'any'>()
  const taken = new Map<number, At>()
  const results: (number | 'any')[] = []
  let isRefused = false
  for (const port of ports) {
    const number = numberOf(port)
    const own = numberAt(port, 'nodePort') ?? 0
    const shared = given.get(number)
    const next = shared === undefined ? (wanted.get(number) ?? 'any') : own || shared
    const isNone = own === 0 && isOptional
    results.push(isNone ? 0 : next)
    if (isNone || next === shared) continue
    if (shared === undefined) given.set(number, next)
    if (next === 'any') continue
    const first = taken.get(next)
    if (!first) taken.set(next, field(port, 'nodePort'))
    else {
      isRefused = true
      sayTaken(say.invalid, port, first)
    }
  }
  if (!isRefused) repeated(here, say, results)
}

function numberOf(port: At): number {
  return numberAt(port, 'port') ?? 0
}

/** The same protocol and port of the nodes twice. `any` is one that the API server chooses, for all ports of a number. */
function repeated(here: Here, say: Say, results?: readonly (number | 'any')[]): void {
  const seen = new Map<string, At>()
  for (const [i, port] of listAt(here, 'ports').entries()) {
    const result = results?.[i] ?? numberAt(port, 'nodePort') ?? 0
    if (result === 0) continue
    const key = `${protocolOf(port)} ${result === 'any' ? `of ${numberOf(port)}` : result}`
    const first = seen.get(key)
    if (!first) seen.set(key, field(port, 'nodePort'))
    else sayTaken(say.duplicate, port, first)
  }
}

function sayTaken(say: Say['invalid'], port: At, first: At): void {
  const at = field(port, 'nodePort')
  const number = numberAt(port, 'nodePort')
  const which = number ? `port ${number} of the nodes` : 'the port of the nodes that goes with this one'
  say(at, `${which} is already taken by another port of the Service`, {
    related: [{ ...markOf(first), message: 'the first one' }],
  })
}

const LEAST = 30000
const MOST = 32767

function nodePortRange(here: Here, say: Say): void {
  const type = typeOf(here)
  if (type !== 'NodePort' && type !== 'LoadBalancer') return
  for (const port of listAt(here, 'ports')) {
    const number = numberAt(port, 'nodePort')
    if (!number || (number >= LEAST && number <= MOST)) continue
    say.invalid(field(port, 'nodePort'), `\`nodePort\` must be between ${LEAST} and ${MOST}, not ${number}`, {
      fixes: removal(port, 'nodePort'),
    })
  }
}
