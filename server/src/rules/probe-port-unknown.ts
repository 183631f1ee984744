import { isWhole } from '../model/containers.ts'
import { containersOf, withPods } from '../model/pods.ts'
import { each, get, text } from '../model/typed.ts'
import { replaceScalar } from '../syntax/edits.ts'
import { at, type Node, scalar } from '../syntax/node.ts'
import { nearest } from '../text/nearest.ts'
import type { Rule } from './rule.ts'

export const probePortUnknown: Rule = {
  id: 'probe-port-unknown',
  severity: 'error',
  beyondServer: true,
  summary: 'Let a probe or hook ask a port by a name that its container has.',
  why: `
A name instead of a number is looked up among the \`ports\` of the same container, by the kubelet, each time it asks.
The API server does not look: it takes the manifest, and a probe by a name that is not there fails every time. With a
readiness probe no pod ever gets traffic; with a liveness probe they restart for ever. The events say so, the manifest
looks fine.

Ports of other containers do not count, although all share one network: write the number there.
`,
  falseAlarms: 'Ports that a patch adds which is applied from another folder.',
  kinds: withPods,
  notes: ['httpgetaction-port', 'containerport-name'],

  checkAmong(resource, view, report) {
    for (const container of containersOf(resource)) {
      if (!isWhole(container)) continue
      const { node, title } = container
      const names = each(get(node, 'ports')).flatMap((it) => text(it, 'name') ?? [])
      for (const place of PLACES) {
        const port = at(node, ...place, 'port')
        const name = port && scalar(port)
        if (!port || typeof name !== 'string' || !isPortName(name) || names.includes(name) || !view.settled) continue
        const has = names.length === 0 ? 'it names none' : `it has ${names.map((it) => `\`${it}\``).join(', ')}`
        report({
          at: port,
          message: `\`${title}\` has no port \`${name}\` to ask; ${has}`,
          fixes: () => choices(name, names).map((it) => using(port, it)),
        })
      }
    }
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      ports:
        - name: http
          containerPort: 8080
        - name: metrics
          containerPort: 9090
      livenessProbe:
        httpGet:
          path: /healthz
          port: htpp
          #     ^^^^ \`web\` has no port \`htpp\` to ask; it has \`http\`, \`metrics\`
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      ports:
        - name: http
          containerPort: 8080
        - name: metrics
          containerPort: 9090
      livenessProbe:
        httpGet:
          path: /healthz
          port: http
`,
    },
    {
      title: 'A port of another container',
      bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      ports:
        - {name: http, containerPort: 8080}
    - name: proxy
      image: proxy:2.0.1
      startupProbe:
        tcpSocket: {port: http}
        #                 ^^^^ \`proxy\` has no port \`http\` to ask; it names none
`,
    },
    {
      title: 'A name of its own, numbers, and a number in quotes',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      ports:
        - name: http
          containerPort: 8080
      livenessProbe:
        httpGet: {path: /healthz, port: http}
      readinessProbe:
        httpGet: {path: /healthz, port: 9090}
      startupProbe:
        tcpSocket: {port: "8080"}
`,
    },
    {
      title: 'A piece of a container, as a patch has it',
      good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          livenessProbe:
            httpGet: {path: /healthz, port: http}
`,
    },
  ],
}

const HANDLERS = ['httpGet', 'tcpSocket']
const PLACES = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'].flatMap(
  (it) => HANDLERS.map((handler) => [...it.split('.'), handler]),
)

/** What else stands there the API server refuses, or reads as a number. */
function isPortName(name: string): boolean {
  return name.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && /[a-z]/.test(name)
}

/** Those that come near, then the others. */
function choices(name: string, names: readonly string[]): readonly string[] {
  const near = nearest(name, names, 4)
  return [...new Set([...near, ...names])].slice(0, 5)
}

function using(port: Node, name: string) {
  return { title: `Ask the port ${name}`, safe: false, edits: [replaceScalar(port, name)] }
}
