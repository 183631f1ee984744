import { containerPlace, isWhole } from '../model/containers.ts'
import { fieldPath } from '../model/field-path.ts'
import { containersOf, podSpecOf, withPods } from '../model/pods.ts'
import { putEntries, scalarText } from '../syntax/edits.ts'
import { at, isNull, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const memoryLimitMissing: Rule = {
  id: 'memory-limit-missing',
  severity: 'info',
  summary: 'Limit the memory of every container.',
  why: `
A container without a limit that leaks memory takes the node with it: the kernel ends whatever it finds, other teams' pods first if those are over
their requests, and sometimes the kubelet. With a limit the leak ends one container, which starts anew.

Memory cannot be taken back as CPU can: let the limit be the request, or little more.
`,
  falseAlarms: 'A LimitRange in the namespace fills in limits when the pod is made.',
  kinds: withPods,
  optional: true,
  profiles: ['reliability'],
  notes: ['resource-management', 'resourcerequirements-limits-memory'],

  check(resource, report) {
    if (!isNull(at(podSpecOf(resource), 'resources', 'limits', 'memory'))) return
    for (const container of containersOf(resource)) {
      const { node, role, title } = container
      if ((role !== 'main' && role !== 'sidecar') || !isWhole(container)) continue
      if (!isNull(at(node, 'resources', 'limits', 'memory'))) continue
      const requested = scalar(at(node, 'resources', 'requests', 'memory'))
      report({
        at: containerPlace(container),
        path: `${fieldPath(node, resource)}.resources.limits.memory`,
        message: `\`${title}\` may take all the memory of its node; limit it`,
        fixes: () => {
          const amount = requested === undefined || requested === null ? '256Mi' : String(requested)
          const value = typeof requested === 'number' ? amount : scalarText(amount)
          const edit = putEntries(node, ['resources', 'limits'], [['memory', value]])
          return edit ? [{ title: `Limit memory to ${amount}`, safe: false, edits: [edit] }] : []
        },
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
    #       ^^^ \`web\` may take all the memory of its node; limit it
      image: web:1.4.0
      resources:
        requests:
          cpu: 100m
          memory: 128Mi
`,
      fixed: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      resources:
        requests:
          cpu: 100m
          memory: 128Mi
        limits:
          memory: 128Mi
`,
    },
    {
      title: 'For the container, or for the pod as a whole',
      good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:1.4.0
      resources:
        limits:
          memory: 128Mi
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  resources:
    limits:
      memory: 1Gi
  containers:
    - name: web
      image: web:1.4.0
`,
    },
  ],
}
