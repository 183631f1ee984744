import { portName } from '../model/contents.ts'
import { plainRequirements } from '../model/labels.ts'
import { selectedBy } from '../model/selected.ts'
import { replaceScalar } from '../syntax/edits.ts'
import { at, stringAt, values } from '../syntax/node.ts'
import { listed, nearest } from '../text/nearest.ts'
import { startOf } from './naming/absent.ts'
import type { Rule } from './rule.ts'

export const serviceTargetPortUnknown: Rule = {
  id: 'service-target-port-unknown',
  severity: 'warning',
  summary: 'Let a named `targetPort` be the name of a port that the pods declare.',
  why: `
A \`targetPort\` that is a word is looked up among the ports that the containers of each pod declare, by name and protocol.
Where no container has it, the pod is left out of the Service's endpoints for that port: the pods are ready, the Service selects
them, and connections are refused all the same.

A number needs no declaration: it is taken as it is, and Purser says nothing of it.
`,
  falseAlarms: 'Containers that are put into the pods when they start, such as a proxy of a service mesh.',
  kinds: ['/Service'],
  notes: ['service', 'port-types'],

  checkAmong(resource, view, report) {
    const wanted = plainRequirements(at(resource.node, 'spec', 'selector'))
    const ports = values(at(resource.node, 'spec', 'ports'))
    if (!wanted || wanted.length === 0 || stringAt(resource.node, 'spec', 'type') === 'ExternalName') return
    if (!ports.some((it) => stringAt(it, 'targetPort')) || !view.settled) return
    const selected = selectedBy(view, wanted).filter(({ summary }) => summary.namespace === resource.namespace)
    if (selected.length === 0 || selected.some(({ summary }) => summary.ports === undefined)) return
    const declared = new Set(selected.flatMap(({ summary }) => summary.ports ?? []))
    for (const port of ports) {
      const node = at(port, 'targetPort')
      const name = stringAt(port, 'targetPort')
      const protocol = stringAt(port, 'protocol')
      if (!node || !name || !isPortName(name) || !isProtocol(protocol) || declared.has(portName(name, protocol)))
        continue
      const fitting = [...declared].filter((it) => typeof it === 'string' && isOf(it, protocol)).map(nameOf)
      const have = fitting.length === 0 ? 'they name none' : `they name ${listed(fitting, 6)}`
      report({
        at: node,
        message: `no container of the selected pods has a port \`${name}\`${isTcp(protocol) ? '' : ` for ${protocol}`}; ${have}`,
        related: selected.slice(0, 3).map((it) => ({ ...startOf(it), message: 'these pods are selected' })),
        fixes: () =>
          [...new Set([...nearest(name, fitting), ...fitting])].slice(0, 5).map((it) => ({
            title: `Lead to the port ${it}`,
            safe: false,
            edits: [replaceScalar(node, it)],
          })),
      })
    }
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
    - port: 80
      targetPort: web # of nginx
      #           ^^^ no container of the selected pods has a port \`web\`; they name \`http\` or \`metrics\`
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: nginx:1.29.3
          ports:
            - name: http
              containerPort: 8080
            - name: metrics
              containerPort: 9113
`,
      fixed: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
    - port: 80
      targetPort: http # of nginx
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: nginx:1.29.3
          ports:
            - name: http
              containerPort: 8080
            - name: metrics
              containerPort: 9113
`,
    },
    {
      title: 'The protocol counts too',
      bad: `
apiVersion: v1
kind: Service
metadata:
  name: dns
spec:
  selector: {app: dns}
  ports:
    - name: dns
      port: 53
      protocol: UDP
      targetPort: dns
      #           ^^^ no container of the selected pods has a port \`dns\` for UDP; they name none
---
apiVersion: v1
kind: Pod
metadata:
  name: dns
  labels: {app: dns}
spec:
  containers:
    - name: dns
      image: coredns/coredns:1.12.4
      ports:
        - name: dns
          containerPort: 53
`,
    },
    {
      title: 'A protocol that the API server refuses: first put that right',
      good: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
    - port: 80
      protocol: HTTP
      targetPort: http
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: web}
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      ports:
        - name: http
          containerPort: 80
`,
    },
    {
      title: 'The same of the pods',
      good: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
    - port: 80
      targetPort: http
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: web}
spec:
  containers:
    - name: web
      image: nginx:1.29.3
      ports:
        - name: http
          containerPort: 80
          protocol: http
`,
    },
    {
      title:
        'A number that nobody declares; the port of a sidecar; one of several workloads has it; pods that nobody sees',
      good: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
    - name: http
      port: 80
      targetPort: 8080
    - name: proxy
      port: 81
      targetPort: proxy
    - name: admin
      port: 82
      targetPort: admin
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: web}
spec:
  initContainers:
    - name: proxy
      image: proxy:1.2.3
      restartPolicy: Always
      ports:
        - name: proxy
          containerPort: 15001
  containers:
    - name: web
      image: nginx:1.29.3
---
apiVersion: v1
kind: Pod
metadata:
  name: admin
  labels: {app: web}
spec:
  containers:
    - name: admin
      image: admin:1.2.3
      ports:
        - name: admin
          containerPort: 8090
---
apiVersion: v1
kind: Service
metadata:
  name: elsewhere
spec:
  selector: {app: elsewhere}
  ports:
    - port: 80
      targetPort: http
`,
    },
  ],
}

/** https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports */
function isPortName(text: string): boolean {
  return /^[a-z0-9-]{1,15}$/.test(text) && /[a-z]/.test(text)
}

/** The API server refuses others: which ports were meant is not known. */
function isProtocol(text: string | undefined): boolean {
  return text === undefined || ['', 'TCP', 'UDP', 'SCTP'].includes(text)
}

function isTcp(protocol: string | undefined): boolean {
  return protocol === undefined || protocol === '' || protocol === 'TCP'
}

function isOf(port: string, protocol: string | undefined): boolean {
  return isTcp(protocol) ? !port.includes('/') : port.endsWith(`/${protocol}`)
}

function nameOf(port: number | string): string {
  return String(port).replace(/\/.*$/, '')
}
