import { servingContainers } from '../model/containers.ts'
import { podMakers, podTemplateOf } from '../model/pods.ts'
import { labelsAt, selects } from '../model/summary.ts'
import { isAround } from '../model/view.ts'
import { at } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const podWithoutNetworkPolicy: Rule = {
  id: 'pod-without-network-policy',
  severity: 'info',
  summary: 'Say who may talk to a pod.',
  why: `
Without a NetworkPolicy every pod of the cluster may talk to every other: whoever gets into the blog reaches the
database. As soon as one policy selects a pod, only what policies allow comes in.

A policy with \`podSelector: {}\` and no rules closes a namespace; then each way in is written down. It needs a
network plugin that heeds policies.
`,
  falseAlarms:
    'Policies that are kept elsewhere, those of the network plugin itself, and meshes that decide it in another way.',
  kinds: podMakers,
  optional: true,
  notes: ['network-policy', 'pod-isolation'],

  checkAmong(resource, view, report) {
    const { namespace, name } = resource
    const place = at(resource.node, 'metadata', 'name')
    if (
      !place ||
      servingContainers(resource).length === 0 ||
      !view.settled ||
      !view.closed('networking.k8s.io/NetworkPolicy', namespace)
    )
      return
    const labels = labelsAt(at(podTemplateOf(resource), 'metadata', 'labels'))
    const isSelected = view.all('networking.k8s.io/NetworkPolicy').some((it) => {
      const { expressions, selector } = it.summary
      // Of expressions we do not see what they select.
      return isAround(it, namespace) && (expressions || selects(selector ?? {}, labels))
    })
    if (isSelected || OF_PLUGINS.some((it) => view.all(it).length > 0)) return
    report({
      at: place,
      message: `no NetworkPolicy selects the pods of \`${name}\`: every pod of the cluster may talk to them`,
      absent: { kinds: ['NetworkPolicy'], namespace },
    })
  },

  examples: [
    {
      bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  #     ^^^ no NetworkPolicy selects the pods of \`web\`: every pod of the cluster may talk to them
  namespace: shop
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: web:1.4.0
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: cart
  namespace: shop
spec:
  podSelector:
    matchLabels: {app: cart}
`,
    },
    {
      title: 'One for all pods of the namespace',
      good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: web:1.4.0
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: closed
spec:
  podSelector: {}
  policyTypes: [Ingress]
`,
    },
  ],
}

/** Policies of network plugins: what these select is not read here, so that one of them is enough. */
const OF_PLUGINS: readonly string[] = [
  'cilium.io/CiliumNetworkPolicy',
  'cilium.io/CiliumClusterwideNetworkPolicy',
  'crd.projectcalico.org/GlobalNetworkPolicy',
]
