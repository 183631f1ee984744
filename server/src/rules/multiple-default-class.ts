import { replaceScalar } from '../syntax/edits.ts'
import { at, stringAt } from '../syntax/node.ts'
import { startOf } from './naming/absent.ts'
import { appliedTogether, isBehind } from './naming/applied-together.ts'
import type { Rule } from './rule.ts'

const ANNOTATIONS: Readonly<Record<string, string>> = {
  IngressClass: 'ingressclass.kubernetes.io/is-default-class',
  StorageClass: 'storageclass.kubernetes.io/is-default-class',
}

export const multipleDefaultClass: Rule = {
  id: 'multiple-default-class',
  severity: 'warning',
  summary: 'Let one class be the default.',
  why: `
With two default IngressClasses the API server refuses every Ingress that names none. With two default StorageClasses
it takes the one that was made last, so that claims get another kind of disk as soon as somebody installs a class.
`,
  falseAlarms: 'Classes for different clusters in one folder.',
  kinds: ['networking.k8s.io/IngressClass', 'storage.k8s.io/StorageClass'],
  notes: ['ingress-class', 'storage-class'],

  checkAmong(resource, view, report) {
    const annotation = ANNOTATIONS[resource.kind] ?? ''
    const place = at(resource.node, 'metadata', 'annotations', annotation)
    if (!place || stringAt(resource.node, 'metadata', 'annotations', annotation) !== 'true' || !view.settled) return
    const other = appliedTogether(resource, view).find((it) => it.summary.isDefault && isBehind(view, it))
    if (!other) return
    report({
      at: place,
      message: `the ${resource.kind} \`${other.summary.name}\` is the default already; ${CONSEQUENCES[resource.kind]}`,
      related: [{ ...startOf(other), message: 'the other default' }],
      fixes: () => [{ title: 'Let this one not be the default', safe: false, edits: [replaceScalar(place, 'false')] }],
    })
  },

  examples: [
    {
      bad: `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: outside
  annotations:
    ingressclass.kubernetes.io/is-default-class: "true"
spec:
  controller: example.com/ingress
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: inside
  annotations:
    ingressclass.kubernetes.io/is-default-class: "true"
    #                                            ^^^^^^ the IngressClass \`outside\` is the default already; with two every Ingress that names none is refused
spec:
  controller: example.com/ingress
`,
      fixed: `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: outside
  annotations:
    ingressclass.kubernetes.io/is-default-class: "true"
spec:
  controller: example.com/ingress
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: inside
  annotations:
    ingressclass.kubernetes.io/is-default-class: "false"
spec:
  controller: example.com/ingress
`,
    },
    {
      title: 'One default of each kind',
      good: `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: outside
  annotations: {ingressclass.kubernetes.io/is-default-class: "true"}
spec:
  controller: example.com/ingress
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: inside
  annotations: {ingressclass.kubernetes.io/is-default-class: "false"}
spec:
  controller: example.com/ingress
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations: {storageclass.kubernetes.io/is-default-class: "true"}
provisioner: example.com/disk
`,
    },
  ],
}

const CONSEQUENCES: Readonly<Record<string, string>> = {
  IngressClass: 'with two every Ingress that names none is refused',
  StorageClass: 'with two claims get the one that was made last',
}
