import { type Case, manifest, table } from './case.ts'

const WEB = workload('Deployment', 'web', 'app: web')
const DATABASE = workload('StatefulSet', 'database', 'app: database, tier: back')
const NOTHING = 'Matches nothing in this workspace: no workload of the namespace `shop` has these labels on its pods.'

export const networkCases: readonly Case[] = [
  ...table('selector', 'v1', 'Service', [
    ['one', '{selector: {app: web}}', 'selector', 'Matches the pods of Deployment/web.', WEB + DATABASE],
    [
      'one label of it',
      '{selector: {app: database, tier: back}}',
      'selector.tier',
      'Matches the pods of StatefulSet/database.',
      WEB + DATABASE,
    ],
    [
      'many',
      '{selector: {app: web}}',
      'selector',
      'Matches the pods of Deployment/web, StatefulSet/b, DaemonSet/c, Job/d and 2 more.',
      WEB +
        ['StatefulSet/b', 'DaemonSet/c', 'Job/d', 'CronJob/e', 'Pod/f']
          .map((it) => workload(it.split('/')[0] ?? '', it.split('/')[1] ?? '', 'app: web'))
          .join(''),
    ],
    ['none', '{selector: {app: other}}', 'selector', NOTHING, WEB + DATABASE],
    [
      'none in this namespace',
      '{selector: {app: web}}',
      'selector',
      NOTHING,
      workload('Deployment', 'web', 'app: web', 'elsewhere'),
    ],
    [
      'none that names a namespace',
      '{selector: {app: web}}',
      'selector',
      'Matches the pods of Deployment/web only if applied to the namespace `shop`: no namespace is written there.',
      workload('Deployment', 'web', 'app: web', ''),
    ],
    ['none, but not all is in view', '{selector: {app: other}}', 'selector', undefined, WEB, 'partial'],
    [
      'empty',
      '{selector: {}}',
      'selector',
      'Without labels the Service finds no pods by itself: somebody else has to write its EndpointSlices.',
      WEB,
    ],
    ['another name', '{type: ExternalName, selector: {app: web}}', 'selector', undefined, WEB],
    ['half typed', '{selector: {app: }}', 'selector', undefined, WEB],
    ['a number for a label', '{selector: {app: web, version: 1}}', 'selector', undefined, WEB],
    ['text', '{selector: web}', 'selector', undefined, WEB],
  ]),
  ...table('selector', 'networking.k8s.io/v1', 'NetworkPolicy', [
    ['all pods', '{podSelector: {}}', 'podSelector', 'An empty selector means every pod of the namespace.'],
    [
      'by labels',
      '{podSelector: {matchLabels: {app: web}}}',
      'podSelector.matchLabels',
      'Matches the pods of Deployment/web.',
      WEB + DATABASE,
    ],
    [
      'In',
      '{podSelector: {matchExpressions: [{key: app, operator: In, values: [web, database]}]}}',
      'podSelector',
      'Matches the pods of Deployment/web and StatefulSet/database.',
      WEB + DATABASE,
    ],
    [
      'NotIn, also without the label',
      '{podSelector: {matchExpressions: [{key: tier, operator: NotIn, values: [back]}]}}',
      'podSelector',
      'Matches the pods of Deployment/web.',
      WEB + DATABASE,
    ],
    [
      'Exists',
      '{podSelector: {matchExpressions: [{key: tier, operator: Exists}]}}',
      'podSelector',
      'Matches the pods of StatefulSet/database.',
      WEB + DATABASE,
    ],
    [
      'DoesNotExist',
      '{podSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}}',
      'podSelector',
      NOTHING,
      WEB + DATABASE,
    ],
    [
      'peers',
      '{ingress: [{from: [{podSelector: {matchLabels: {tier: back}}}]}]}',
      'ingress.0.from.0.podSelector',
      'Matches the pods of StatefulSet/database.',
      WEB + DATABASE,
    ],
    [
      'peers elsewhere',
      '{ingress: [{from: [{podSelector: {matchLabels: {tier: back}}, namespaceSelector: {}}]}]}',
      'ingress.0.from.0.podSelector',
      undefined,
      DATABASE,
    ],
    [
      'an operator that is none',
      '{podSelector: {matchExpressions: [{key: app, operator: Is, values: [web]}]}}',
      'podSelector',
      undefined,
      WEB,
    ],
  ]),
  ...table('selector', 'policy/v1', 'PodDisruptionBudget', [
    ['by labels', '{selector: {matchLabels: {app: web}}}', 'selector', 'Matches the pods of Deployment/web.', WEB],
    ['nothing written', '{selector: }', 'selector', undefined, WEB],
  ]),
  ...table('selector', 'apps/v1', 'Deployment', [
    [
      'its own',
      '{selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}}}',
      'selector',
      'Matches the pods of this Deployment, and of no other workload in view.',
      DATABASE,
    ],
    [
      'also another',
      '{selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}}}',
      'selector.matchLabels.app',
      'Matches the pods of this Deployment, but also those of DaemonSet/agent: two controllers should not select the same pods.',
      workload('DaemonSet', 'agent', 'app: web'),
    ],
    [
      'not its own',
      '{selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: wbe}}}}',
      'selector',
      'Does not match the labels of its own pod template; the API server refuses that.',
    ],
    [
      'a label among its own',
      '{selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}}}',
      'selector.matchLabels.app',
      undefined,
      DATABASE,
    ],
  ]),
  ...table('service-port', 'v1', 'Service', [
    [
      'named',
      '{selector: {app: web}, ports: [{port: 80, targetPort: http}]}',
      'ports.0.targetPort',
      'Port 80 of the Service leads to the port named `http` of the pods of Deployment/web.',
      WEB,
    ],
    [
      'the same number',
      '{selector: {app: web}, ports: [{port: 80}]}',
      'ports.0',
      'Port 80 of the Service leads to port 80 of the pods of Deployment/web.',
      WEB,
    ],
    [
      'pods unknown',
      '{selector: {app: other}, ports: [{port: 80, targetPort: 8080}]}',
      'ports.0.port',
      'Port 80 of the Service leads to port 8080 of the selected pods.',
      WEB,
    ],
    [
      'no selector',
      '{ports: [{port: 80, targetPort: 8080}]}',
      'ports.0.port',
      'Port 80 of the Service leads to port 8080 of the addresses in its EndpointSlices.',
    ],
    [
      'on every node',
      '{type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}',
      'ports.0.nodePort',
      'Port 80 of the Service leads to port 80 of the pods of Deployment/web. So does port 30080 of every node.',
      WEB,
    ],
    [
      'on some nodes',
      '{type: NodePort, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}',
      'ports.0.nodePort',
      'Port 80 of the Service leads to port 80 of the pods of Deployment/web. So does port 30080 of each node that runs such a pod.',
      WEB,
    ],
    [
      'headless',
      '{clusterIP: None, ports: [{port: 80, targetPort: 8080}]}',
      'ports.0.targetPort',
      'A headless Service passes nothing on: clients get the addresses of the pods themselves and must use port 8080, whatever stands in `port`.',
    ],
    ['a port that is none', '{ports: [{port: 70000}]}', 'ports.0.port', undefined],
    ['half typed', '{ports: [{port: }]}', 'ports.0.port', undefined],
    ['another name', '{type: ExternalName, ports: [{port: 80}]}', 'ports.0.port', undefined],
    ['the protocol', '{ports: [{port: 80, protocol: TCP}]}', 'ports.0.protocol', undefined],
  ]),
]

function workload(kind: string, name: string, labels: string, namespace = 'shop'): string {
  const template = `{metadata: {labels: {${labels}}}}`
  switch (kind) {
    case 'Pod':
      return `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}, labels: {${labels}}}\n---\n`
    case 'CronJob':
      return `${manifest('batch/v1', kind, name, `{jobTemplate: {spec: {template: ${template}}}}`, namespace)}---\n`
    default:
      return `${manifest(kind === 'Job' ? 'batch/v1' : 'apps/v1', kind, name, `{template: ${template}}`, namespace)}---\n`
  }
}
