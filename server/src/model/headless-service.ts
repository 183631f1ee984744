import { scalarText } from '../syntax/edits.ts'
import { at } from '../syntax/node.ts'
import { tcpPorts } from './containers.ts'
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
  const ports = containersOf(resource).flatMap((it) => (it.role === 'main' ? tcpPorts(it.node) : []))
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

function mappingLines(key: string, labels: Labels): readonly string[] {
  const pairs = Object.entries(labels).map(([name, value]) => `    ${scalarText(name)}: ${scalarText(value)}`)
  return pairs.length === 0 ? [] : [`  ${key}:`, ...pairs]
}
