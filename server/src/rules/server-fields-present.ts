import type { Resource } from '../model/resource.ts'
import type { Fix } from '../problem.ts'
import { removeEntry } from '../syntax/edits.ts'
import { at, type Entry, entries, entry, items, type Node, resolved, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const serverFieldsPresent: Rule = {
  id: 'server-fields-present',
  severity: 'info',
  summary: 'Leave out what the API server writes into objects.',
  why: `
A manifest that was read from a cluster (\`kubectl get -o yaml\`) brings along what the cluster wrote: \`status\`, \`uid\`, \`resourceVersion\`,
\`managedFields\`, the copy of an earlier manifest in an annotation. Most of it is ignored. \`resourceVersion\` is not: as soon as the
object changed in the cluster, \`kubectl apply\` fails with a conflict. And the next reader takes the old \`status\` for true.

The quick fix removes all of it.
`,
  falseAlarms: 'Backups, which are to be as they were, and inputs of tests.',
  kinds: 'any',
  notes: ['objectmeta-resourceversion', 'objectmeta-managedfields'],

  check(resource, report) {
    const found = writtenByServer(resource)
    const [first, second, ...others] = found
    if (!first) return
    const names = [first, second].flatMap((it) => (it ? [`\`${it.path}\``] : []))
    const what = others.length > 0 ? `${names.join(', ')} and ${others.length} more` : names.join(' and ')
    const advice = second
      ? 'are written by the API server: leave them out'
      : 'is written by the API server: leave it out'
    report({
      at: first.entry.key,
      path: first.path,
      message: `${what} ${advice}`,
      tag: 'unnecessary',
      fixes: () => removal(found),
    })
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: Service
metadata:
  name: web
  uid: 0d1a4b9c-7f5e-4d0e-9a53-1c8b7d4f2e60
  #^^ \`metadata.uid\`, \`metadata.resourceVersion\` and 3 more are written by the API server: leave them out
  resourceVersion: "123456"
  creationTimestamp: "2026-01-01T00:00:00Z"
  labels:
    # ours
    app.kubernetes.io/name: web
    app.kubernetes.io/instance: web
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"v1","kind":"Service"}
spec:
  selector:
    app: web
  ports:
    - port: 80
status:
  loadBalancer:
    ingress:
      - ip: 192.0.2.1
`,
      fixed: `
apiVersion: v1
kind: Service
metadata:
  name: web
  labels:
    # ours
    app.kubernetes.io/name: web
    app.kubernetes.io/instance: web
spec:
  selector:
    app: web
  ports:
    - port: 80
`,
    },
    {
      title: 'What generators leave empty, and the creation time that Go writes',
      good: `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.shop.example.com
  creationTimestamp: null
spec:
  group: shop.example.com
  scope: Namespaced
  names:
    kind: Widget
    plural: widgets
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
status:
  acceptedNames:
    kind: ""
    plural: ""
  conditions: []
  storedVersions: []
`,
    },
    {
      title: 'Fields of that name elsewhere',
      good: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  annotations:
    shop.example.com/status: open
data:
  status: open
  uid: "4711"
`,
    },
  ],
}

interface Written {
  readonly path: string
  readonly mapping: Node
  readonly entry: Entry
}

const OF_OBJECT: ReadonlySet<string> = new Set(['status'])

const OF_METADATA: ReadonlySet<string> = new Set([
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'selfLink',
  'managedFields',
])

const ANNOTATIONS: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
])

/** In the order of the text. */
function writtenByServer({ node, kind }: Resource): readonly Written[] {
  // What a server answers is no manifest at all.
  if (kind === 'Status') return []
  const metadata = at(node, 'metadata')
  const annotations = at(metadata, 'annotations')
  const found = [
    ...pick(node, OF_OBJECT, ''),
    ...pick(metadata, OF_METADATA, 'metadata.'),
    ...pick(annotations, ANNOTATIONS, 'metadata.annotations.'),
  ]
  return found.sort((a, b) => a.entry.from - b.entry.from)
}

function pick(mapping: Node | undefined, names: ReadonlySet<string>, above: string): readonly Written[] {
  const found: Written[] = []
  for (const it of entries(mapping)) {
    if (!mapping || !names.has(it.name) || it.merged || isEmpty(it.value)) continue
    // Of keys that are there twice the last one counts.
    if (entry(mapping, it.name) === it) found.push({ path: above + it.name, mapping, entry: it })
  }
  return found
}

/** Nothing, or only what is nothing: `status: {conditions: [], replicas: 0}`. */
function isEmpty(node: Node | undefined): boolean {
  if (!node) return true
  const tree = resolved(node)?.tree
  if (tree?.type === 'mapping') return entries(node).every((it) => isEmpty(it.value))
  if (tree?.type === 'sequence') return items(node).every((it) => isEmpty(it.value))
  const value = scalar(node)
  return value === null || value === '' || value === 0
}

/** All at once. Of a flow mapping only one: two neighbours would want the same comma. */
function removal(found: readonly Written[]): readonly Fix[] {
  const gone = found.map((it) => outermost(it, found))
  const whole = gone.filter((it, i) => gone.findIndex((other) => other.entry === it.entry) === i)
  const isFlow = ({ mapping }: Written) => mapping.tree.type !== 'mapping' || mapping.tree.flow
  if (whole.some((it, i) => isFlow(it) && whole.findIndex((other) => other.mapping === it.mapping) !== i)) return []
  const edits = whole.map(({ mapping, entry: it }) => removeEntry(mapping, it))
  return [{ title: 'Remove what the API server writes', safe: false, edits }]
}

/** The annotations as a whole where none is left. */
function outermost(it: Written, found: readonly Written[]): Written {
  const { mapping } = it
  const parent = mapping.parent
  const isLast = entries(mapping).every((own) => found.some((other) => other.entry === own))
  const outer = parent && typeof mapping.step === 'string' ? entry(parent, mapping.step) : undefined
  if (!isLast || !parent || !outer || outer.merged || mapping.step !== 'annotations') return it
  return { path: it.path, mapping: parent, entry: outer }
}
