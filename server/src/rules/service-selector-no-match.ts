import { plainRequirements, type Requirement, requirementText, SET_BY_CONTROLLERS, satisfies } from '../model/labels.ts'
import { podMakers } from '../model/pods.ts'
import { kindOf } from '../model/references.ts'
import { selectedBy } from '../model/selected.ts'
import type { Labels } from '../model/summary.ts'
import { isAround, isAsWritten, type Seen } from '../model/view.ts'
import type { Fix } from '../problem.ts'
import { replaceScalar } from '../syntax/edits.ts'
import { at, isNull, stringAt } from '../syntax/node.ts'
import { editDistance } from '../text/nearest.ts'
import { startOf } from './naming/absent.ts'
import type { Rule } from './rule.ts'

export const serviceSelectorNoMatch: Rule = {
  id: 'service-selector-no-match',
  severity: 'warning',
  summary: 'Let a Service select pods that somebody makes.',
  why: `
A Service finds its pods by labels. One whose selector fits no pod exists, has an address and a name in DNS, and nobody behind it:
clients get "connection refused" or a timeout, while every pod looks healthy. \`kubectl get endpointslices\` shows it, if one
thinks of looking there.

The labels that count are those of the pod template, in the same namespace; those of the Deployment itself do not. Every entry of the
selector has to fit.
`,
  falseAlarms:
    'Pods that a chart, an operator or another repository makes: list what makes them under `externals` in `.purser.yaml`, such as `shop/Deployment/*`.',
  kinds: ['/Service'],
  notes: ['service', 'label-selector'],

  checkAmong(resource, view, report) {
    const selector = at(resource.node, 'spec', 'selector')
    const wanted = plainRequirements(selector)?.filter((it) => !SET_BY_CONTROLLERS.test(it.key))
    const { namespace } = resource
    if (!selector || !wanted || wanted.length === 0 || wanted.some((it) => isNull(it.value))) return
    if (stringAt(resource.node, 'spec', 'type') === 'ExternalName') return
    if (!isAsWritten(view) || !view.closed('/Pod', namespace)) return
    if (selectedBy(view, wanted).some((it) => isAround(it, namespace))) return
    const around = podMakers.flatMap((it) => view.all(it)).filter((it) => isAround(it, namespace))
    // Where there are no workloads at all, they are kept elsewhere.
    if (around.length === 0 || around.some(({ summary }) => mayFit(summary.podLabels ?? {}, wanted))) return
    const near = nearest(around, wanted)
    const where = namespace === undefined ? '' : ` in the namespace \`${namespace}\``
    const text = wanted.map((it) => `\`${requirementText(it)}\``).join(' and ')
    report({
      at: selector.tree.type === 'mapping' && wanted.length === 1 ? (wanted[0]?.value ?? selector) : selector,
      message: `no pod${where} has the ${wanted.length === 1 ? 'label' : 'labels'} ${text}: this Service leads nowhere`,
      path: 'spec.selector',
      absent: { kinds: podMakers.map(kindOf), namespace },
      related: near.slice(0, 3).map((it) => ({ ...startOf(it), message: `the pods of this ${titleOf(it)}` })),
      fixes: () => near.flatMap((it) => selecting(it, wanted)).slice(0, 5),
    })
  },

  examples: [
    {
      bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
  namespace: shop
spec:
  selector:
    matchLabels: {app: checkout}
  template:
    metadata:
      labels: {app: checkout, tier: web}
    spec:
      containers: []
---
apiVersion: v1
kind: Service
metadata:
  name: checkout
  namespace: shop
spec:
  selector:
    app: chekout # of the team
    #    ^^^^^^^ no pod in the namespace \`shop\` has the label \`app: chekout\`: this Service leads nowhere
  ports:
    - port: 80
`,
      fixed: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
  namespace: shop
spec:
  selector:
    matchLabels: {app: checkout}
  template:
    metadata:
      labels: {app: checkout, tier: web}
    spec:
      containers: []
---
apiVersion: v1
kind: Service
metadata:
  name: checkout
  namespace: shop
spec:
  selector:
    app: checkout # of the team
  ports:
    - port: 80
`,
    },
    {
      title: 'The labels of the Deployment are not those of its pods',
      bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app: web, tier: front}
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web, tier: back}
    spec:
      containers: []
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web, tier: front}
  #         ^^^^^^^^^^^^^^^^^^^^^^^ no pod has the labels \`app: web\` and \`tier: front\`: this Service leads nowhere
`,
    },
    {
      title: 'No selector, an outside name, one pod of a StatefulSet, and a label that is put on while the pods run',
      good: `
apiVersion: v1
kind: Service
metadata:
  name: by-hand
spec:
  ports:
    - port: 80
---
apiVersion: v1
kind: Service
metadata:
  name: outside
spec:
  type: ExternalName
  externalName: example.com
  selector: {app: none}
---
apiVersion: v1
kind: Service
metadata:
  name: first
spec:
  selector:
    app: database
    statefulset.kubernetes.io/pod-name: database-0
---
apiVersion: v1
kind: Service
metadata:
  name: primary
spec:
  selector: {app: database, role: primary}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: database
spec:
  selector:
    matchLabels: {app: database}
  template:
    metadata:
      labels: {app: database}
    spec:
      containers: []
`,
    },
    {
      title: 'A custom resource may make the pods; and of which no namespace is written, it may become this one',
      good: `
apiVersion: example.com/v1
kind: Shop
metadata:
  name: shop
  namespace: shop
---
apiVersion: v1
kind: Service
metadata:
  name: made
  namespace: shop
spec:
  selector: {app: made}
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: office
spec:
  selector: {app: web}
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: web}
spec:
  containers: []
`,
    },
  ],
}

/** Labels by which operators and sidecars say at run time which pod leads. */
const SAID_AT_RUN_TIME = /role|leader|primary|master|active|state|status|active-color/i

/** Whether pods with these labels are selected, or are once somebody put on them the one that says which leads. */
function mayFit(labels: Labels, wanted: readonly Requirement[]): boolean {
  const unmet = wanted.filter((it) => !satisfies(labels, it))
  const isLater = ({ key }: Requirement) => SAID_AT_RUN_TIME.test(key) && !Object.hasOwn(labels, key)
  return unmet.length === 0 || (unmet.length < wanted.length && unmet.every(isLater))
}

/** Those with the same keys, the ones that differ least first. */
function nearest(around: readonly Seen[], wanted: readonly Requirement[]): readonly Seen[] {
  return around
    .flatMap((seen) => {
      const labels = seen.summary.podLabels ?? {}
      if (!wanted.every(({ key }) => Object.hasOwn(labels, key))) return []
      const distance = wanted.reduce((sum, { key, values }) => sum + distanceOf(values[0] ?? '', labels[key] ?? ''), 0)
      return [{ seen, distance }]
    })
    .sort((a, b) => a.distance - b.distance)
    .map((it) => it.seen)
}

function distanceOf(a: string, b: string): number {
  return editDistance(a, b, Math.max(a.length, b.length))
}

function selecting(seen: Seen, wanted: readonly Requirement[]): readonly Fix[] {
  const labels = seen.summary.podLabels ?? {}
  const unmet = wanted.filter((it) => !satisfies(labels, it))
  const edits = unmet.flatMap(({ key, value }) => (value ? [replaceScalar(value, labels[key] ?? '')] : []))
  const title = `Select the pods of ${titleOf(seen)}`
  return edits.length === unmet.length ? [{ title, safe: false, edits }] : []
}

function titleOf({ summary }: Seen): string {
  return summary.name === undefined ? summary.kind : `${summary.kind}/${summary.name}`
}
