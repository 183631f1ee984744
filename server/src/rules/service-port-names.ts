import type { ServicePort, ServiceSpec } from 'kubernetes-types/core/v1.js'
import { memo } from '../memo.ts'
import { fieldPath } from '../model/field-path.ts'
import { as, each, get, type Of } from '../model/typed.ts'
import type { Fix } from '../problem.ts'
import { insertFirst, replaceScalar } from '../syntax/edits.ts'
import { at, entry, isNull, scalar } from '../syntax/node.ts'
import { withoutEnd } from '../text/trim.ts'
import type { Rule } from './rule.ts'

export const servicePortNames: Rule = {
  id: 'service-port-names',
  severity: 'error',
  summary: 'Name every port of a Service that has several, each differently.',
  why: `
A single port may go without a name. As soon as there are two, each needs one of its own, or the API server refuses the
Service: Ingresses, DNS records and probes tell the ports apart by it.

A name has up to 63 small letters, digits and dashes, and begins and ends with a letter or digit. \`http\`, \`https\`,
\`grpc\` and \`metrics\` are what others expect; some meshes read the protocol from it.
`,
  falseAlarms: 'None known: the API server says the same.',
  kinds: ['/Service'],
  notes: ['service'],

  check(resource, report) {
    const spec = as<ServiceSpec>(at(resource.node, 'spec'))
    const ports = each(get(spec, 'ports'))
    const seen = new Set<string>()
    for (const port of ports) {
      const node = get(port, 'name')
      const name = isNull(node) ? '' : scalar(node)
      const path = `${fieldPath(port, resource)}.name`
      if (typeof name !== 'string') continue
      if (name === '') {
        if (ports.length < 2) continue
        const message = `a Service with ${ports.length} ports needs a \`name\` for each; this one has none`
        report({ at: get(port, 'port') ?? port, cause: 'required', message, path, fixes: () => fixes(ports, port) })
      } else if (node && !isLabel(name)) {
        const message = `\`${name}\` is no name for a port: up to 63 small letters, digits and dashes, a letter or digit at both ends`
        report({ at: node, cause: 'invalid', message, path, fixes: () => fixes(ports, port) })
      } else if (node && seen.has(name)) {
        report({
          at: node,
          cause: 'duplicate',
          message: `the name \`${name}\` is taken by another port of this Service`,
          path,
          fixes: () => fixes(ports, port),
        })
      }
      seen.add(name)
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
  selector:
    app: web
  ports:
    - port: 80
      #     ^^ a Service with 4 ports needs a \`name\` for each; this one has none
      targetPort: 8080
    - port: 8443
      #     ^^^^ a Service with 4 ports needs a \`name\` for each; this one has none
      targetPort: https
    - port: 7000
      #     ^^^^ a Service with 4 ports needs a \`name\` for each; this one has none
      protocol: UDP
    - name: metrics
      port: 9090
`,
      fixed: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - name: http
      port: 80
      targetPort: 8080
    - name: https
      port: 8443
      targetPort: https
    - name: udp-7000
      port: 7000
      protocol: UDP
    - name: metrics
      port: 9090
`,
    },
    {
      title: 'Equal names, and one that is none',
      bad: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - name: http
      port: 80
    - name: http
      #     ^^^^ the name \`http\` is taken by another port of this Service
      port: 8080
    - name: Web_Admin
      #     ^^^^^^^^^ \`Web_Admin\` is no name for a port: up to 63 small letters, digits and dashes, a letter or digit at both ends
      port: 9000
`,
      fixed: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - name: http
      port: 80
    - name: http-alt
      port: 8080
    - name: web-admin
      port: 9000
`,
    },
    {
      title: 'A single port may go without',
      good: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 80
`,
    },
  ],
}

function fixes(ports: readonly Of<ServicePort>[], port: Of<ServicePort>): readonly Fix[] {
  const name = suggestions(ports).get(port)
  const written = entry(port, 'name')
  // Behind a lone `name:` a second key would be worse.
  if (!name || (written && !written.value)) return []
  const edit = written?.value ? replaceScalar(written.value, name) : insertFirst(port, 'name', name)
  return edit ? [{ title: `Name it ${name}`, safe: false, edits: [edit] }] : []
}

/** A name for every port that needs one, all different, whichever of them is asked for first. */
const suggestions = memo('port names', (ports: readonly Of<ServicePort>[]): ReadonlyMap<Of<ServicePort>, string> => {
  const written = ports.map((it) => scalar(get(it, 'name')))
  const taken = new Set(written.filter((it) => typeof it === 'string'))
  const names = new Map<Of<ServicePort>, string>()
  const seen = new Set<unknown>()
  for (const [i, port] of ports.entries()) {
    const name = written[i]
    const isFirst = !seen.has(name)
    seen.add(name)
    if (typeof name === 'string' && isLabel(name) && isFirst) continue
    const choices = nameChoices(port, typeof name === 'string' ? name : '').map(toLabel)
    const choice = choices.find((it) => isLabel(it) && !taken.has(it))
    if (!choice) continue
    taken.add(choice)
    names.set(port, choice)
  }
  return names
})

/** What the port could be called: after what is written, what it leads to, what it speaks, what its number stands for. */
function nameChoices(port: Of<ServicePort>, written: string): readonly string[] {
  const number = scalar(get(port, 'port'))
  const target = scalar(get(port, 'targetPort'))
  const speaks = scalar(get(port, 'appProtocol'))
  const protocol = String(scalar(get(port, 'protocol')) ?? 'TCP').toLowerCase()
  return [
    written,
    typeof target === 'string' && /[a-z]/.test(target) ? target : '',
    typeof speaks === 'string' ? speaks.slice(speaks.lastIndexOf('/') + 1) : '',
    WELL_KNOWN[`${protocol}/${number}`] ?? '',
    written ? `${written}-${number}` : '',
    `${protocol === 'tcp' ? 'port' : protocol}-${number}`,
    `${protocol}-${number}`,
  ]
}

const WELL_KNOWN: Readonly<Record<string, string>> = {
  'tcp/22': 'ssh',
  'tcp/25': 'smtp',
  'tcp/53': 'dns-tcp',
  'udp/53': 'dns',
  'tcp/80': 'http',
  'tcp/443': 'https',
  'udp/443': 'http3',
  'tcp/1433': 'mssql',
  'tcp/2379': 'etcd-client',
  'tcp/2380': 'etcd-peer',
  'tcp/3306': 'mysql',
  'tcp/5432': 'postgresql',
  'tcp/5672': 'amqp',
  'tcp/6379': 'redis',
  'tcp/8080': 'http-alt',
  'tcp/8443': 'https-alt',
  'tcp/9042': 'cql',
  'tcp/9092': 'kafka',
  'tcp/9200': 'elasticsearch',
  'tcp/11211': 'memcached',
  'tcp/27017': 'mongodb',
}

function toLabel(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+/, '')
  return withoutEnd(plain, '-').slice(0, 63)
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
function isLabel(name: string): boolean {
  return name.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)
}
