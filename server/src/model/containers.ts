import type { Container } from 'kubernetes-types/core/v1.js'
import { memo } from '../memo.ts'
import { entries, isNull, type Node, scalar, stringAt } from '../syntax/node.ts'
import { type ContainerOf, containersOf, podTemplateOf, runsToCompletion } from './pods.ts'
import type { Resource } from './resource.ts'
import { each, get, type Of, text } from './typed.ts'

/**
 * The containers that are there for good: of everything but Jobs and pods that end, without init containers. A
 * container without an image is a piece of a patch, of which we do not see the rest.
 */
export const servingContainers = memo('servingContainers', (resource: Resource): readonly ContainerOf[] => {
  if (runsToCompletion(resource) || isHook(resource)) return []
  return containersOf(resource).filter((it) => it.role === 'main' && isWhole(it))
})

/** Whether it is a container and not a piece of one, as patches hold it. */
export function isWhole({ node }: ContainerOf): boolean {
  return text(node, 'image') !== undefined
}

/** What to point at for a container as a whole: its name. */
export function containerPlace({ node }: ContainerOf): Node {
  const name = get(node, 'name')
  return (isNull(name) ? undefined : name) ?? entries(node)[0]?.key ?? node
}

export interface Port {
  readonly number: number
  readonly name: string | undefined
}

/** The TCP ports that a container declares: the ones that a probe can ask. */
export function tcpPorts(container: Of<Container>): readonly Port[] {
  return each(get(container, 'ports')).flatMap((it) => {
    const number = scalar(get(it, 'containerPort'))
    const protocol = text(it, 'protocol') ?? 'TCP'
    return protocol === 'TCP' && typeof number === 'number' && number > 0
      ? [{ number, name: text(it, 'name') || undefined }]
      : []
  })
}

/** Port names that give numbers to people who look on, and serve nobody. */
const ASIDE = /metric|prom|telemetry|debug|pprof|jmx|admin|stats/

/** The ports that others wait for: those that are not just for metrics or debugging. */
export function servingPorts(container: Of<Container>): readonly Port[] {
  return tcpPorts(container).filter((it) => !ASIDE.test(it.name ?? ''))
}

/**
 * A probe of a port, as YAML: of HTTP where the name says so, of gRPC likewise, else whether somebody listens. gRPC
 * probes take numbers only.
 */
export function probeOf(port: Port, path: string): string {
  const target = port.name ?? port.number
  if (/^(http|web)/.test(port.name ?? '')) {
    const scheme = /^https/.test(port.name ?? '') ? '\n  scheme: HTTPS' : ''
    return `httpGet:\n  path: ${path}\n  port: ${target}${scheme}`
  }
  if (/^grpc/.test(port.name ?? '')) return `grpc:\n  port: ${port.number}`
  return `tcpSocket:\n  port: ${target}`
}

/** The port that a probe should ask: a named one of a kind that probes know, else the first. */
export function probePort(ports: readonly Port[]): Port | undefined {
  return ports.find((it) => /^(http|web|grpc)/.test(it.name ?? '')) ?? ports[0]
}

/** Pods that Helm runs once, such as tests. */
function isHook(resource: Resource): boolean {
  const template = podTemplateOf(resource)
  return [resource.node, template].some((it) => stringAt(it, 'metadata', 'annotations', 'helm.sh/hook') !== undefined)
}
