import { type Resource, resourcesOf, titleOf } from '../model/resource.ts'
import type { Seen, View } from '../model/view.ts'
import { at, stringAt } from '../syntax/node.ts'
import { startOf } from './naming/absent.ts'
import type { Rule } from './rule.ts'

export const duplicateResource: Rule = {
  id: 'duplicate-resource',
  // An error where kustomize refuses both; the API server takes one after the other.
  severity: 'warning',
  beyondServer: true,
  summary: 'Define each object once in a file.',
  why: `
Kind, namespace and name are all that tells two objects apart. Of two with the same, \`kubectl apply\` makes one: it writes the first and
then, without a word, the second over it, at every run anew; a Deployment rolls its pods twice. \`kubectl create\` refuses the second,
and kustomize the whole folder. Mostly the second is a copy that was to become something else, and one of the two is not there.

Several files are another matter: of overlays, examples and clusters only one is applied at a time, so Purser looks within a file,
and at the files that one kustomization takes together.
`,
  falseAlarms: 'Files that are split up before they are applied.',
  kinds: 'any',
  notes: ['manifest'],

  concerns({ groupKind, name, namespace }, view) {
    const same = name === undefined ? [] : sameIn(view, groupKind, name, namespace)
    // Another one counts in this file and beside it; there are many elsewhere.
    return same.filter(({ uri }) => uri === view.uri || view.together(uri)).length > 1
  },

  checkAmong(resource, view, report) {
    const node = at(resource.node, 'metadata', 'name')
    const name = stringAt(resource.node, 'metadata', 'name')
    if (!node || !name || !/^[a-z0-9]/.test(name) || resource.group === 'kustomize.config.k8s.io') return
    const groupKind = `${resource.group}/${resource.kind}`
    const same = sameIn(view, groupKind, name, resource.namespace)
    if (same.length < 2 || !view.settled) return
    const earlier = earlierInDocument(resource) ?? same.find((it) => it.uri === view.uri && it.part < view.part)
    if (earlier) {
      const related = 'node' in earlier ? [] : [{ ...startOf(earlier), message: 'it is here first' }]
      const message = `${titleOf(resource)} is in this file already: of the two only this one stays, and the other is lost`
      report({ at: node, message, related })
      return
    }
    const beside = firstBeside(same, view)
    if (!beside) return
    const message = `${titleOf(resource)} is in another file of the same kustomization too: kustomize refuses that`
    report({ at: node, severity: 'error', message, related: [{ ...startOf(beside), message: 'it is here too' }] })
  },

  examples: [
    {
      bad: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: shop
data:
  mode: fast
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  #     ^^^^^^^^ ConfigMap/settings is in this file already: of the two only this one stays, and the other is lost
  namespace: shop
data:
  colour: red
`,
    },
    {
      title: 'In a List',
      bad: `
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings}
  - apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings}
    #                ^^^^^^^^ ConfigMap/settings is in this file already: of the two only this one stays, and the other is lost
`,
    },
    {
      title: 'Another namespace, another kind, and a name that the API server makes up',
      good: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: shop
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: office
---
apiVersion: v1
kind: Secret
metadata:
  name: settings
  namespace: shop
---
apiVersion: batch/v1
kind: Job
metadata:
  generateName: report-
---
apiVersion: batch/v1
kind: Job
metadata:
  generateName: report-
`,
    },
  ],
}

function sameIn(view: View, groupKind: string, name: string, namespace: string | undefined): readonly Seen[] {
  return view.named(groupKind, name).filter((it) => it.summary.namespace === namespace)
}

/** An item of the same List, above this one. */
function earlierInDocument({ node, group, kind, name, namespace }: Resource): Resource | undefined {
  const all = resourcesOf(node.document)
  if (all.length < 2) return undefined
  const isSame = (it: Resource) =>
    it.group === group && it.kind === kind && it.name === name && it.namespace === namespace
  return all.find((it) => it.node.from < node.from && isSame(it))
}

/** In a file that the same kustomization takes, and that comes before: one of the two is enough to tell. */
function firstBeside(same: readonly Seen[], view: View): Seen | undefined {
  const { uri } = view
  return uri === undefined ? undefined : same.find((it) => it.uri < uri && view.together(it.uri))
}
