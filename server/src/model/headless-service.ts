import { scalarText } from '../syntax/edits.ts'
import { at } from '../syntax/node.ts'
import { type Port, tcpPorts } from './containers.ts'
import { containersOf } from './pods.ts'
import type { Resource } from './resource.ts'
import { type Labels, labelsAt } from './summary.ts'

/**
 * The headless Service that a StatefulSet needs, as YAML: its selector is that of the StatefulSet, its ports are those
 * that the containers declare. `podLabels` stand in for a selector that says nothing plain.
 */
export function headlessServiceFor(resource: Resource, name: string, podLabels: Labels): string {
  const { node, namespace } = resource
  const selector = labelsAt(at(node, 'spec', 'selector', 'matchLabels'))
  const declared = containersOf(resource).flatMap((it) => (it.role === 'main' ? tcpPorts(it.node) : []))
  // The API server refuses a Service that has a name or a number twice.
  const ports = declared.filter((it, i) => declared.findIndex((other) => isSame(it, other)) === i)
  const lines = [
    'apiVersion: v1',
    'kind: Service',
    'metadata:',
    `  name: ${scalarText(name)}`,
    ...(namespace === undefined ? [] : [`  namespace: ${scalarText(namespace)}`]),
    ...mappingLines('labels', labelsAt(at(node, 'metadata', 'labels'))),
    'spec:',
    '  clusterIP: None',
    ...mappingLines('selector', Object.keys(selector).length > 0 ? selector : podLabels),
    ...(ports.length > 0 ? ['  ports:'] : []),
    ...ports.flatMap(({ number, name: port }) => [
      `    - name: ${scalarText(port ?? `port-${number}`)}`,
      `      port: ${number}`,
      ...(port === undefined ? [] : [`      targetPort: ${scalarText(port)}`]),
    ]),
  ]
  return `${lines.join('\n')}\n`
}

function isSame(a: Port, b: Port): boolean {
  return a.number === b.number || (a.name !== undefined && a.name === b.name)
}

function mappingLines(key: string, labels: Labels): readonly string[] {
  const pairs = Object.entries(labels).map(([name, value]) => `    ${scalarText(name)}: ${scalarText(value)}`)
  return pairs.length === 0 ? [] : [`  ${key}:`, ...pairs]
}
