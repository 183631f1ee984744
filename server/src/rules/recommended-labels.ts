import { isWhole } from '../model/containers.ts'
import { isLabelValue } from '../model/labels.ts'
import { containersOf } from '../model/pods.ts'
import { type Resource, titleOf } from '../model/resource.ts'
import { labelsAt } from '../model/summary.ts'
import { text } from '../model/typed.ts'
import type { Fix } from '../problem.ts'
import { putEntries, scalarText } from '../syntax/edits.ts'
import { at, entry, isNull } from '../syntax/node.ts'
import { withoutEnd } from '../text/trim.ts'
import type { Rule } from './rule.ts'

const PREFIX = 'app.kubernetes.io/'

export const recommendedLabels: Rule = {
  id: 'recommended-labels',
  severity: 'hint',
  summary: 'Label what runs with `app.kubernetes.io/name` and `app.kubernetes.io/instance`.',
  why: `
Dashboards, cost reports and colleagues look for these two labels: \`name\` says which program something is, \`instance\`
which installation of it. Kubernetes itself does not care.

Purser asks for the two only, and only on workloads and Services: together they tell one thing from all others. The
quick fix adds \`version\`, \`component\` and \`part-of\` where the manifest gives them away. It leaves selectors and pod
templates alone: a selector cannot be changed, and new labels in a template restart every pod.
`,
  falseAlarms: 'Teams with labels of their own, and manifests that a tool labels later, as kustomize and Helm do.',
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'batch/CronJob', '/Service'],
  notes: ['recommended-labels'],

  check(resource, report) {
    const { node } = resource
    const metadata = entry(node, 'metadata')
    const labels = entry(metadata?.value, 'labels')
    const missing = ['name', 'instance'].filter((it) => isNull(at(labels?.value, PREFIX + it)))
    if (missing.length === 0 || !metadata || isPiece(resource)) return
    const names = missing.map((it) => `\`${PREFIX}${it}\``).join(' and ')
    report({
      at: (labels ?? metadata).key,
      message: `${titleOf(resource)} lacks ${names}, by which tools tell what belongs together`,
      path: 'metadata.labels',
      fixes: () => fixes(resource, missing),
    })
  },

  examples: [
    {
      bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-web
  labels:
  #^^^^^ Deployment/shop-web lacks \`app.kubernetes.io/name\` and \`app.kubernetes.io/instance\`, by which tools tell what belongs together
    app: web
    tier: frontend
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: registry.example.com:5000/web:1.10
`,
      fixed: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-web
  labels:
    app: web
    tier: frontend
    app.kubernetes.io/name: web
    app.kubernetes.io/instance: shop-web
    app.kubernetes.io/version: "1.10"
    app.kubernetes.io/component: frontend
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: registry.example.com:5000/web:1.10
`,
    },
    {
      title: 'One of the two, and no labels at all',
      bad: `
apiVersion: v1
kind: Service
metadata:
  name: web
  labels: { app.kubernetes.io/name: web }
  #^^^^^ Service/web lacks \`app.kubernetes.io/instance\`, by which tools tell what belongs together
spec:
  ports:
    - port: 80
---
apiVersion: v1
kind: Service
metadata:
#^^^^^^^ Service/api lacks \`app.kubernetes.io/name\` and \`app.kubernetes.io/instance\`, by which tools tell what belongs together
  name: api
spec:
  ports:
    - port: 80
`,
      fixed: `
apiVersion: v1
kind: Service
metadata:
  name: web
  labels: { app.kubernetes.io/name: web, app.kubernetes.io/instance: web }
spec:
  ports:
    - port: 80
---
apiVersion: v1
kind: Service
metadata:
  name: api
  labels:
    app.kubernetes.io/name: api
    app.kubernetes.io/instance: api
spec:
  ports:
    - port: 80
`,
    },
    {
      title: 'Both are there; and kinds that are not asked',
      good: `
apiVersion: v1
kind: Service
metadata:
  name: web
  labels:
    app.kubernetes.io/name: web
    app.kubernetes.io/instance: shop-web
spec:
  ports:
    - port: 80
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
`,
    },
  ],
}

/** A patch: a workload without a whole container, a Service without ports or another host. */
function isPiece(resource: Resource): boolean {
  if (resource.kind !== 'Service') return !containersOf(resource).some(isWhole)
  const spec = at(resource.node, 'spec')
  return !at(spec, 'ports') && !at(spec, 'externalName')
}

function fixes(resource: Resource, missing: readonly string[]): readonly Fix[] {
  const present = labelsAt(at(resource.node, 'metadata', 'labels'))
  const values = guesses(resource, present)
  const wanted = Object.entries(values).flatMap(([name, value]) =>
    value && present[PREFIX + name] === undefined && isLabelValue(value)
      ? [[PREFIX + name, scalarText(value)] as const]
      : [],
  )
  if (!missing.every((it) => wanted.some(([key]) => key === PREFIX + it))) return []
  const edit = putEntries(resource.node, ['metadata', 'labels'], wanted)
  return edit ? [{ title: 'Add the recommended labels', safe: false, edits: [edit] }] : []
}

/** What the manifest gives away of itself. */
function guesses(resource: Resource, labels: Readonly<Record<string, string>>) {
  const name = resource.name && withoutEnd(resource.name, '-.')
  const main = containersOf(resource).find((it) => it.role === 'main')
  const image = (main && text(main.node, 'image'))?.split('@', 1)[0] ?? ''
  const tag = /:([^:/]+)$/.exec(image)?.[1]
  return {
    name: labels.app ?? labels['k8s-app'] ?? labels.name ?? name,
    instance: labels.release ?? labels.instance ?? name,
    version: tag !== undefined && /^v?\d/.test(tag) ? tag : undefined,
    component: labels.component ?? labels.tier ?? labels.role,
    'part-of': labels['part-of'],
  }
}
