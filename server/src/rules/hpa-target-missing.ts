import { around, isAbsent } from '../model/absent.ts'
import { kindOf, type Reference, referencesOf } from '../model/references.ts'
import type { Seen, View } from '../model/view.ts'
import type { Fix } from '../problem.ts'
import { insertEntry, replaceScalar } from '../syntax/edits.ts'
import { at, entry, isNull, type Node, stringAt } from '../syntax/node.ts'
import { absentNames, nearNames, startOf } from './naming/absent.ts'
import type { Rule } from './rule.ts'

/** What can be scaled, with its apiVersion. Of other kinds nobody here knows. */
const SCALABLE: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  ReplicaSet: 'apps/v1',
  ReplicationController: 'v1',
  Rollout: 'argoproj.io/v1alpha1',
}

export const hpaTargetMissing: Rule = {
  id: 'hpa-target-missing',
  severity: 'warning',
  summary: 'Let a HorizontalPodAutoscaler scale something that exists.',
  why: `
The API server takes an autoscaler whatever it names. One whose target is not there does nothing, and says so in a condition
(\`AbleToScale: False\`) that nobody reads before the night when the load comes and no pod is added.

The target is found by group, kind and name in the same namespace. Without \`apiVersion\` a Deployment is looked for in the core group,
where there are none.
`,
  falseAlarms:
    'Targets that a chart or another repository brings along: list them under `externals` in `.purser.yaml`.',
  kinds: ['autoscaling/HorizontalPodAutoscaler'],
  notes: ['hpa'],

  checkAmong(resource, view, report) {
    const target = at(resource.node, 'spec', 'scaleTargetRef')
    const [reference] = referencesOf(resource)
    if (!target || !reference || !view.settled) return
    const kind = kindOf(reference.groupKind)
    const apiVersion = Object.hasOwn(SCALABLE, kind) ? SCALABLE[kind] : undefined
    if (apiVersion === undefined) return
    if (groupOf(apiVersion) !== groupOf(reference.groupKind)) {
      const written = stringAt(target, 'apiVersion') ?? ''
      if (written.split('/').length > 2) return
      const place = entry(target, 'apiVersion') ?? entry(target, 'kind')
      const message = `a ${kind} is of \`${apiVersion}\`: as it stands, the autoscaler looks for it in ${groupName(reference)} and finds none`
      // Newer servers refuse it without a group.
      const versions = groupOf(reference.groupKind) === '' ? { versions: { below: 34 } } : {}
      report({ ...versions, at: place?.value ?? target, message, fixes: () => [meaning(target, kind, apiVersion)] })
      return
    }
    const [missing] = absentNames(resource, view, (it) => isAbsent(view, it))
    if (!missing) return
    const others = ofOtherKinds(view, reference)
    const { node, where, absent, related } = missing
    report({
      at: node,
      message: `there is no ${kind} \`${reference.name}\`${where}: the autoscaler has nothing to scale`,
      absent,
      related: [
        ...others.map((it) => ({ ...startOf(it), message: `a ${it.summary.kind} of this name is here` })),
        ...related,
      ],
      fixes: () => [
        ...others.map(({ summary }) => meaning(target, summary.kind, summary.apiVersion)),
        ...nearNames(view, missing),
      ],
    })
  },

  examples: [
    {
      title: 'The name is misspelt, the kind is another one, the group is missing',
      bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: search
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: misspelt
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: chekout
    #     ^^^^^^^ there is no Deployment \`chekout\`: the autoscaler has nothing to scale
  maxReplicas: 3
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: other-kind
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: StatefulSet
    name: cart
    #     ^^^^ there is no StatefulSet \`cart\`: the autoscaler has nothing to scale
  maxReplicas: 3
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: without-group
spec:
  scaleTargetRef:
    kind: Deployment
    #     ^^^^^^^^^^ a Deployment is of \`apps/v1\`: as it stands, the autoscaler looks for it in the core group and finds none
    name: search
  maxReplicas: 3
`,
      fixed: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: search
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: misspelt
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: checkout
  maxReplicas: 3
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: other-kind
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: cart
  maxReplicas: 3
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: without-group
spec:
  scaleTargetRef:
    kind: Deployment
    name: search
    apiVersion: apps/v1
  maxReplicas: 3
`,
    },
    {
      title: 'A target of another kind, of which nobody knows here; one that names no namespace',
      good: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: custom
  namespace: shop
spec:
  scaleTargetRef:
    apiVersion: example.com/v1
    kind: Shop
    name: checkout
  maxReplicas: 3
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: checkout
  namespace: shop
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: checkout
  maxReplicas: 3
`,
    },
  ],
}

/** Of `apps/v1` and of `apps/Deployment`; the core group is nothing. */
function groupOf(text: string): string {
  return text.includes('/') ? text.slice(0, text.indexOf('/')) : ''
}

function groupName({ groupKind }: Reference): string {
  const group = groupOf(groupKind)
  return group === '' ? 'the core group' : `the group \`${group}\``
}

/** Of the same name and of another kind that can be scaled. */
function ofOtherKinds(view: View, reference: Reference): readonly Seen[] {
  return Object.entries(SCALABLE)
    .map(([kind, apiVersion]) => `${groupOf(apiVersion)}/${kind}`)
    .filter((it) => it !== reference.groupKind)
    .flatMap((groupKind) => around(view, { ...reference, groupKind }))
}

function meaning(target: Node, kind: string, apiVersion: string): Fix {
  const kindNode = at(target, 'kind')
  const versionNode = at(target, 'apiVersion')
  const edits = [
    ...(kindNode && stringAt(target, 'kind') !== kind ? [replaceScalar(kindNode, kind)] : []),
    versionNode && !isNull(versionNode)
      ? replaceScalar(versionNode, apiVersion)
      : insertEntry(target, 'apiVersion', apiVersion),
  ]
  return { title: `Scale the ${kind} of ${apiVersion}`, safe: false, edits }
}
