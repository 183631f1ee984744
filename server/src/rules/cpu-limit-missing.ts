import { containerPlace, isWhole } from '../model/containers.ts'
import { fieldPath } from '../model/field-path.ts'
import { containersOf, podSpecOf, withPods } from '../model/pods.ts'
import { at, isNull } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const cpuLimitMissing: Rule = {
  id: 'cpu-limit-missing',
  severity: 'info',
  summary: 'Limit the CPU of containers, where your cluster wants that.',
  why: `
A limit keeps a container from more CPU than that, whether or not anybody else wants it. It makes pods alike on full
and on empty nodes, and bills foreseeable. The price is that a program is slowed down while the node has nothing to
do, which is why many set requests and no limits: with requests, everybody gets their share when it is scarce.

So this is off by default.
`,
  falseAlarms: 'Teams that leave CPU limits out on purpose; a LimitRange that fills them in.',
  kinds: withPods,
  optional: true,
  opinion: true,
  notes: ['resourcerequirements-limits-cpu', 'resource-management'],

  check(resource, report) {
    if (!isNull(at(podSpecOf(resource), 'resources', 'limits', 'cpu'))) return
    for (const container of containersOf(resource)) {
      const { node, role, title } = container
      if ((role !== 'main' && role !== 'sidecar') || !isWhole(container)) continue
      if (!isNull(at(node, 'resources', 'limits', 'cpu'))) continue
      report({
        at: containerPlace(container),
        path: `${fieldPath(node, resource)}.resources.limits.cpu`,
        message: `\`${title}\` may take all the CPU that nobody else asked for: it has no limit`,
      })
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
    #       ^^^ \`web\` may take all the CPU that nobody else asked for: it has no limit
      image: web:1.4.0
      resources: {requests: {cpu: 100m, memory: 128Mi}}
`,
    },
    {
      title: 'Of the container, or of the pod',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: one
spec:
  containers:
    - name: web
      image: web:1.4.0
      resources: {limits: {cpu: "1"}}
---
apiVersion: v1
kind: Pod
metadata:
  name: two
spec:
  resources: {limits: {cpu: "2"}}
  containers:
    - name: web
      image: web:1.4.0
`,
    },
  ],
}
