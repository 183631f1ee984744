import { isAbsent } from '../model/absent.ts'
import { headlessServiceFor } from '../model/headless-service.ts'
import { readLabels } from '../model/labels.ts'
import { podTemplateOf } from '../model/pods.ts'
import type { Resource } from '../model/resource.ts'
import { type Labels, selects } from '../model/summary.ts'
import type { Seen, View } from '../model/view.ts'
import type { Fix, Related } from '../problem.ts'
import { appendDocument, replaceScalar } from '../syntax/edits.ts'
import { at, type Node, rootOf, scalar, stringAt } from '../syntax/node.ts'
import { nearest } from '../text/nearest.ts'
import type { Rule } from './rule.ts'

export const statefulsetHeadlessService: Rule = {
  id: 'statefulset-headless-service',
  severity: 'warning',
  summary: 'Let `serviceName` of a StatefulSet name a headless Service that selects its pods.',
  why: `
A StatefulSet gives each pod a name that stays, and the Service named in \`serviceName\` puts these names into DNS:
\`database-0.database.shop.svc\`. That works only if the Service has no address of its own (\`clusterIP: None\`), selects
the pods, and lives in the same namespace. Where there is only one pod, a Service with an address leads to it as well; then it is only noted.

The API server does not look: everything starts, and only the names are missing. A cluster whose members look for each
other by name then never forms. A StatefulSet whose pods nobody addresses one by one can do without \`serviceName\`.

\`serviceName\` and \`clusterIP\` cannot be changed once they exist: delete and create the object to mend it.
`,
  falseAlarms: 'Services that another repository or a chart brings along.',
  kinds: ['apps/StatefulSet'],
  notes: ['headless-service'],

  checkAmong(resource, view, report) {
    const node = at(resource.node, 'spec', 'serviceName')
    const name = stringAt(resource.node, 'spec', 'serviceName')
    const labels = readLabels(at(podTemplateOf(resource), 'metadata', 'labels'))
    if (!node || !name || !labels || !view.settled) return
    const { namespace } = resource
    const services = servicesAround(resource, view)
    const named = services.filter((it) => it.summary.name === name)
    if (named.length === 0) {
      if (!isAbsent(view, { groupKind: '/Service', name, namespace, clusterWide: false })) return
      const where = namespace === undefined ? '' : ` in the namespace \`${namespace}\``
      const message = `there is no Service \`${name}\`${where}: without a headless Service of that name the pods get no DNS names of their own`
      report({
        at: node,
        message,
        absent: { kinds: ['Service'], name, namespace },
        fixes: () => [...otherServices(node, name, services, labels), ...newService(resource, name, labels)],
      })
      return
    }
    // Of a broken one the address may be lost, or the labels.
    if (named.some((it) => it.summary.broken)) return
    const headless = named.filter((it) => it.summary.headless)
    if (headless.length === 0) {
      // Where there is but one pod, the address of the Service leads to it.
      const mild = Number(scalar(at(resource.node, 'spec', 'replicas')) ?? 1) <= 1 ? { severity: 'info' as const } : {}
      const message = `the Service \`${name}\` is not headless: without \`clusterIP: None\` the pods get no DNS names of their own`
      report({ ...mild, at: node, message, related: relatedTo(named, 'this Service has an address of its own') })
      return
    }
    if (headless.some((it) => isSelecting(it, labels))) return
    const message = `the headless Service \`${name}\` ${selection(headless[0])}, which these pods are not labelled with: they get no DNS names of their own`
    report({ at: node, message, related: relatedTo(headless, 'this Service selects other pods') })
  },

  examples: [
    {
      title: 'There is no such Service',
      bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: database
  namespace: shop
  labels:
    app.kubernetes.io/name: postgresql
    app.kubernetes.io/instance: database
spec:
  serviceName: database
  #            ^^^^^^^^ there is no Service \`database\` in the namespace \`shop\`: without a headless Service of that name the pods get no DNS names of their own
  selector:
    matchLabels:
      app: database
  template:
    metadata:
      labels:
        app: database
        version: "17"
    spec:
      containers:
        - name: postgresql
          image: postgres:17.6
          ports:
            - name: postgresql
              containerPort: 5432
            - name: metrics
              containerPort: 9187
`,
      fixed: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: database
  namespace: shop
  labels:
    app.kubernetes.io/name: postgresql
    app.kubernetes.io/instance: database
spec:
  serviceName: database
  selector:
    matchLabels:
      app: database
  template:
    metadata:
      labels:
        app: database
        version: "17"
    spec:
      containers:
        - name: postgresql
          image: postgres:17.6
          ports:
            - name: postgresql
              containerPort: 5432
            - name: metrics
              containerPort: 9187
---
apiVersion: v1
kind: Service
metadata:
  name: database
  namespace: shop
  labels:
    app.kubernetes.io/name: postgresql
    app.kubernetes.io/instance: database
spec:
  clusterIP: None
  selector:
    app: database
  ports:
    - name: postgresql
      port: 5432
      targetPort: postgresql
    - name: metrics
      port: 9187
      targetPort: metrics
`,
    },
    {
      title: 'The Service has an address of its own; another one selects other pods',
      bad: `
apiVersion: v1
kind: Service
metadata:
  name: with-address
spec:
  selector:
    app: one
  ports:
    - port: 5432
---
apiVersion: v1
kind: Service
metadata:
  name: of-others
spec:
  clusterIP: None
  selector:
    app: other
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: one
spec:
  serviceName: with-address
  #            ^^^^^^^^^^^^ the Service \`with-address\` is not headless: without \`clusterIP: None\` the pods get no DNS names of their own
  selector:
    matchLabels:
      app: one
  template:
    metadata:
      labels:
        app: one
    spec:
      containers: []
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: two
spec:
  serviceName: of-others
  #            ^^^^^^^^^ the headless Service \`of-others\` selects \`app: other\`, which these pods are not labelled with: they get no DNS names of their own
  selector:
    matchLabels:
      app: two
  template:
    metadata:
      labels:
        app: two
    spec:
      containers: []
`,
    },
    {
      title: 'As it should be; and no serviceName at all, which Kubernetes allows',
      good: `
apiVersion: v1
kind: Service
metadata:
  name: database
spec:
  clusterIP: None
  selector:
    app: database
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: database
spec:
  serviceName: database
  selector:
    matchLabels:
      app: database
  template:
    metadata:
      labels:
        app: database
        version: "17"
    spec:
      containers: []
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: queue
spec:
  selector:
    matchLabels:
      app: queue
  template:
    metadata:
      labels:
        app: queue
    spec:
      containers: []
`,
    },
  ],
}

/**
 * The Services that may end up in the namespace of the resource. Where one of the two names no namespace, kubectl or
 * kustomize will say which it is.
 */
function servicesAround({ namespace }: Resource, view: View): readonly Seen[] {
  const namespaces = namespace === undefined ? [undefined, 'default'] : [namespace, undefined]
  return namespaces.flatMap((it) => view.find('/Service', it))
}

function isSelecting({ summary }: Seen, labels: Labels): boolean {
  const { selector } = summary
  return selector !== undefined && Object.keys(selector).length > 0 && selects(selector, labels)
}

function selection(seen: Seen | undefined): string {
  const pairs = Object.entries(seen?.summary.selector ?? {})
  if (pairs.length === 0) return 'has no selector'
  return `selects ${pairs.map(([key, value]) => `\`${key}: ${value}\``).join(' and ')}`
}

/** The start of the Services' documents: the index holds names, not positions. */
function relatedTo(services: readonly Seen[], message: string): readonly Related[] {
  return services.map(({ uri, part }) => ({ uri, part, from: 0, to: 0, message }))
}

/** Headless Services that select these pods, and those with nearly the same name. */
function otherServices(node: Node, name: string, services: readonly Seen[], labels: Labels): readonly Fix[] {
  const headless = services.filter((it) => it.summary.headless)
  const names = headless.flatMap((it) => it.summary.name ?? [])
  const fitting = headless.filter((it) => isSelecting(it, labels)).flatMap((it) => it.summary.name ?? [])
  const best = [...new Set([...fitting, ...nearest(name, names)])].slice(0, 3)
  return best.map((it) => ({
    title: `Use the Service ${it}`,
    safe: false,
    edits: [replaceScalar(node, it)],
  }))
}

/** A headless Service behind the StatefulSet, in a document of its own. */
function newService(resource: Resource, name: string, labels: Labels): readonly Fix[] {
  const { document } = resource.node
  const root = rootOf(document)
  if (root?.tree.type !== 'mapping' || root.tree.flow || !/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) return []
  const edit = appendDocument(document, headlessServiceFor(resource, name, labels))
  return [{ title: `Create the headless Service ${name}`, safe: false, edits: [edit] }]
}
