import { changesTo, renaming } from '../schema/change-to.ts'
import { type At, booleanAt, field, listAt, markOf, numberAt, textAt } from './at.ts'
import { range, text } from './looks.ts'
import { portName } from './names.ts'
import { type Here, type Row, type Rows, row, type Say } from './row.ts'

const ofContainer: readonly Row[] = [
  row('POD12', 'Within one container each name of a port stands for one port.', uniqueNames),
]

export const containerPorts: Rows = {
  ContainerPort: [
    row('POD8', 'A port is a number from 1 to 65535.', containerPort),
    row('POD9', 'A port of the node is a number from 1 to 65535; 0 means none.', range('hostPort', 1, 65535)),
    row(
      'POD11',
      'Services and probes refer to a port by its name, which has at most 15 characters: lower-case letters, digits and single dashes, with a letter among them.',
      text('name', portName),
    ),
  ],
  Container: ofContainer,
  EphemeralContainer: ofContainer,
  PodSpec: [
    row('POD13', 'Only one container of a pod can have a port of the node, per address and protocol.', uniqueHostPorts),
    row(
      'POD14',
      'In the network of the node there is nothing to map: what a container listens on is the port of the node, so both numbers must be the same.',
      sameOnHost,
    ),
  ],
}

function containerPort(here: Here, say: Say): void {
  const value = numberAt(here, 'containerPort')
  // What is no int32 does not decode.
  if (value === undefined || (value >= 1 && value <= 65535) || (value | 0) !== value) return
  const at = field(here, 'containerPort')
  if (value === 0) say.required(at, '`containerPort` must be between 1 and 65535: 0 counts as missing')
  else say.invalid(at, `\`containerPort\` must be between 1 and 65535, not ${value}`)
}

/** Names that are wrong in themselves do not count. */
function uniqueNames(here: Here, say: Say): void {
  const seen = new Map<string, At>()
  for (const port of listAt(here, 'ports')) {
    const name = textAt(port, 'name')
    if (!name || portName(name) !== undefined) continue
    const first = seen.get(name)
    if (!first) {
      seen.set(name, field(port, 'name'))
      continue
    }
    const related = [{ ...markOf(first), message: 'the first one' }]
    const fixes = () => {
      const { node } = field(port, 'name')
      return node && name.length < 14 ? renaming(node, name, new Set(seen.keys())) : []
    }
    say.duplicate(field(port, 'name'), `\`${name}\` is already the name of another port of this container`, {
      related,
      fixes,
    })
  }
}

function uniqueHostPorts(here: Here, say: Say): void {
  const seen = new Map<string, At>()
  for (const port of hostPorts(here)) {
    const identity = `${port.protocol}/${port.address}/${port.number}`
    const first = seen.get(identity)
    if (!first) {
      seen.set(identity, port.at)
      continue
    }
    say.duplicate(port.at, `port ${port.number} of the node is already taken by another port of this pod`, {
      related: [{ ...markOf(first), message: 'the first one' }],
    })
  }
}

function sameOnHost(here: Here, say: Say): void {
  for (const { at, number, inside } of hostPorts(here))
    if (isOnHost(here) && number !== inside)
      say.invalid(at, `\`hostPort\` must be ${inside} like \`containerPort\`, because of \`hostNetwork: true\``, {
        fixes: () => (at.node ? changesTo(at.node, [inside]) : []),
      })
}

interface HostPort {
  readonly at: At
  readonly number: number
  readonly inside: number
  readonly protocol: string
  readonly address: string
}

/** Those of the main containers; the server does not look at the others. In a Pod, `hostNetwork` fills in absent ones. */
function hostPorts(here: Here): readonly HostPort[] {
  const isFilledIn = here.kind === 'Pod' && isOnHost(here)
  return listAt(here, 'containers').flatMap((container) =>
    listAt(container, 'ports').flatMap((port) => {
      const inside = numberAt(port, 'containerPort') ?? 0
      const own = numberAt(port, 'hostPort') ?? 0
      const number = own === 0 && isFilledIn ? inside : own
      if (number === 0) return []
      const at = field(port, 'hostPort')
      const written = own === 0 ? { ...at, around: markOf(field(port, 'containerPort')) } : at
      const protocol = textAt(port, 'protocol') || 'TCP'
      return [{ at: written, number, inside, protocol, address: textAt(port, 'hostIP') ?? '' }]
    }),
  )
}

function isOnHost(here: Here): boolean {
  return booleanAt(here, 'hostNetwork') === true
}
