import { containersOf, podSpecOf, withPods } from '../model/pods.ts'
import { changesTo } from '../schema/change-to.ts'
import { at, scalar } from '../syntax/node.ts'
import type { Rule } from './rule.ts'

export const lowGid: Rule = {
  id: 'low-gid',
  severity: 'info',
  summary: 'Run programs in a group that the node does not have.',
  why: `
Groups of a node have low numbers: 6 may read its disks, 999 talks to its container runtime. A program in a group of
the same number has their rights on whatever of the node it gets hold of. From 10000 on a number mostly belongs to
nobody.
`,
  falseAlarms: 'Images whose files belong to a certain group.',
  kinds: withPods,
  optional: true,
  notes: ['securitycontext-runasgroup'],

  check(resource, report) {
    const spec = podSpecOf(resource)
    if (scalar(at(spec, 'hostUsers')) === false) return
    for (const holder of [spec, ...containersOf(resource).map((it) => it.node)]) {
      const group = at(holder, 'securityContext', 'runAsGroup')
      const id = scalar(group)
      // 0 is told by run-as-root-gid.
      if (!group || typeof id !== 'number' || id < 1 || id >= 10000) continue
      report({
        at: group,
        message: `group ${id} may be one of the node; take one from 10000 on`,
        fixes: () => changesTo(group, [10000 + id]),
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
      image: web:1.4.0
      securityContext:
        runAsGroup: 999
        #           ^^^ group 999 may be one of the node; take one from 10000 on
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
      securityContext:
        runAsGroup: 10999
`,
    },
    {
      title: 'A high number, or users of its own',
      good: `
apiVersion: v1
kind: Pod
metadata: {name: one}
spec:
  securityContext: {runAsGroup: 10999}
  containers: [{name: web, image: web:1.4.0}]
---
apiVersion: v1
kind: Pod
metadata: {name: two}
spec:
  hostUsers: false
  securityContext: {runAsGroup: 999}
  containers: [{name: web, image: web:1.4.0}]
`,
    },
  ],
}
