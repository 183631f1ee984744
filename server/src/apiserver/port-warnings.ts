import { type At, booleanAt, field, listAt, markOf, numberAt, textAt } from './at.ts'
import { allContainers } from './pod-spec-containers.ts'
import { type Here, type Rows, row } from './row.ts'

/** Ports of containers that come to nothing, or are there twice. */
export const portWarnings: Rows = {
  PodSpec: [
    row('WAR10', 'All containers of a pod share its address, so a port belongs to one of them, once.', (here, say) => {
      const all = ports(here)
      if (all.length < 2) return
      for (const { first, port, how } of clashes(all))
        say.warning(port.at, `port ${port.inside}/${port.protocol} ${how}`, {
          mark: markOf(field(port.at, 'containerPort')),
          related: [{ ...markOf(field(first.at, 'containerPort')), message: 'the first one' }],
        })
    }),
    row(
      'POD12',
      'Services and probes find a port by its name, and of several in a pod they take the first.',
      (here, say) => {
        const seen = new Map<string, At>()
        for (const container of allContainers(here)) {
          for (const it of named(container)) {
            const first = seen.get(it.name)
            if (first)
              say.warning(it.at, `another container has a port \`${it.name}\`, which Services and probes will take`, {
                mark: markOf(field(it.at, 'name')),
                related: [{ ...markOf(field(first, 'name')), message: 'the first one' }],
              })
          }
          for (const it of named(container)) if (!seen.has(it.name)) seen.set(it.name, it.at)
        }
      },
    ),
    row(
      'WAR10',
      '`hostIP` says on which address of the node `hostPort` is open; without one nothing is.',
      (here, say) => {
        for (const { at, address, outside } of ports(here)) {
          if (address !== '' && outside === 0)
            say.warning(at, '`hostIP` does nothing without `hostPort`', { mark: markOf(field(at, 'hostIP')) })
        }
      },
    ),
  ],
}

/** Two of one name in one container are refused. */
function named(container: At): readonly { readonly at: At; readonly name: string }[] {
  return listAt(container, 'ports').flatMap((at) => {
    const name = textAt(at, 'name')
    return name ? [{ at, name }] : []
  })
}

interface Port {
  readonly at: At
  readonly inside: number
  readonly outside: number
  readonly address: string
  readonly protocol: string
}

function ports(here: Here): readonly Port[] {
  // In a Pod, the ports of the network of the node are filled in.
  const isOnNode = here.kind === 'Pod' && booleanAt(here, 'hostNetwork') === true
  return allContainers(here).flatMap((container) =>
    listAt(container, 'ports').flatMap((at) => {
      const inside = numberAt(at, 'containerPort')
      if (inside === undefined) return []
      const outside = numberAt(at, 'hostPort') || (isOnNode ? inside : 0)
      return [{ at, inside, outside, address: textAt(at, 'hostIP') ?? '', protocol: textAt(at, 'protocol') || 'TCP' }]
    }),
  )
}

interface Clash {
  readonly first: Port
  readonly port: Port
  readonly how: string
}

/** The ports that get into the way of an earlier one: one clash of each, so that many ports do not take long. */
function clashes(all: readonly Port[]): readonly Clash[] {
  const seen = new Map<string, Port>()
  return all.flatMap((port): readonly Clash[] => {
    const { inside, outside, address, protocol } = port
    const find = (more: string) => seen.get(`${inside}/${protocol} ${more}`)
    const equal = find(`${address}:${outside}`)
    // Without a port of the node it overlaps with any other; and one of those may be any other's.
    const overlap = outside === 0 ? find('any') : find('inside')
    const ambiguous = address === '' ? find(`addressed:${outside}`) : find(`:${outside}`)
    const keys = [`${address}:${outside}`, 'any', outside === 0 ? 'inside' : '', address && `addressed:${outside}`]
    for (const key of keys) if (key && !find(key)) seen.set(`${inside}/${protocol} ${key}`, port)
    if (equal) return [{ first: equal, port, how: 'is there already' }]
    if (overlap) return [{ first: overlap, port, how: 'is there already, with another port of the node' }]
    return ambiguous
      ? [{ first: ambiguous, port, how: 'of the node is there already, on all its addresses or on one' }]
      : []
  })
}
